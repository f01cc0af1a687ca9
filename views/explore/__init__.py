"""The network to explore, and the same as a list and a table."""

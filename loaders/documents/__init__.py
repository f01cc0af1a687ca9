"""Documents in, proposals out: what a text says of who sits where, each with its quote and its place."""

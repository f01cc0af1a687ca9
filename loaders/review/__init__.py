"""The review queue: documents become proposals, and a person decides what the graph takes in."""

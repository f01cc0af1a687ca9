"""Records into a store: taking in, judging, undoing, backup."""

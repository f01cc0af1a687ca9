"""The review queue: what documents say, decided by people."""

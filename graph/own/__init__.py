"""Somebody's own question: its language and its limits."""

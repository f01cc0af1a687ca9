"""One fact told by a person: its form and what becomes of it."""

"""Readers that turn tables into checked records."""

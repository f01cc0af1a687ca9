"""The sourced data set, as tables."""

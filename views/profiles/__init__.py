"""The pages of a group, a body and a person."""

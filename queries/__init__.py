"""The named questions, one module each with its texts beside it."""

"""Where work begins: the start page, what must be done, search, and questions."""

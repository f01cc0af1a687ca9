"""Where the records are kept: one port, one module for each kind of store."""

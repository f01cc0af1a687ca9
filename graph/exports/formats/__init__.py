"""One writer for each format; a module with an `EXPORT` is one."""

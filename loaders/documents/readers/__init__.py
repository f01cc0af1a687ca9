"""One small reader for each kind of file; all give blocks with their place."""

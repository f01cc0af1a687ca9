"""The static edition: plain pages that need no server."""

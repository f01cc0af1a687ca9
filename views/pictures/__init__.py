"""Pictures on pages, and the page that draws."""

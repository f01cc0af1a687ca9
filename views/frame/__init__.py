"""What stands around every page: menu, search, the day, and how a page is shown."""

"""What surrounds a mention: headings, the group and day that a document is about, and lines of lists."""

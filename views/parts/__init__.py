"""What pages are put together from: tables, forms, downloads, words and the address."""

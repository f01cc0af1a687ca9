"""Tables of people and of our own template: CSV, XLSX and Popolo become checked records."""

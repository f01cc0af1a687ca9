"""Records as rows, networks and triples: what the formats for data are written from."""

"""How fast styrgraf is: ratios of one and the same run, and the invented data that they are measured on."""

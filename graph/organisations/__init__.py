"""The kinds of organisation; a module that holds `KINDS` brings its own (`graph.kinds.ORGANISATION_KINDS`)."""

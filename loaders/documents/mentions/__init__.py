"""What a text mentions: persons, groups, bodies, roles and dates."""

"""Tables and documents become checked records, or proposals that a person decides on."""

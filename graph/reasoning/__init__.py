"""From evidence to days: what the evidence of a record says of any day."""

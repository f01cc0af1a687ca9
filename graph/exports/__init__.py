"""Pictures and files made from answers: one module for each format."""

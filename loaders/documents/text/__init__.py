"""What readers give: blocks of text with their place, private details blanked."""

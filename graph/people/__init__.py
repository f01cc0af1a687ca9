"""Who is who, who is hidden, and what is kept about somebody."""

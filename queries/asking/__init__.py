"""How questions are asked: from what a person wrote to sorted rows."""

"""What people see: the pages of the dashboard, and the commands of the terminal."""

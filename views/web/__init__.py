"""The served side: how the dashboard is started."""

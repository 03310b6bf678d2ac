"""The page Programme of the main window."""

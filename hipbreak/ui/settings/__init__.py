"""The page Settings of the main window."""

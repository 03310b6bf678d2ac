"""The main window, and the pages that are only in it."""

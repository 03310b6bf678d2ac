"""Export and import of the log."""

"""Files: settings, the log, and their paths."""

"""Files: settings, the log, and where they live."""

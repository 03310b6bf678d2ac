"""Facts: the entries of the log, and their encoding."""

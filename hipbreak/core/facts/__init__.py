"""What happened: the entries of the log, and how each is read and written."""

"""The local socket between the command line and the running app."""

"""The programme in the running app."""

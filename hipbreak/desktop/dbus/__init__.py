"""D-Bus connections."""

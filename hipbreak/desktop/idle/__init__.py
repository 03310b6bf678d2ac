"""How long ago the last input was, from whatever the desktop offers."""

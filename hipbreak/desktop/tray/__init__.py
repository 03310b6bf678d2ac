"""Whether there is a place for a tray icon."""

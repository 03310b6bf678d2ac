"""The tray icon, its menu, and the windows that stand in for it."""

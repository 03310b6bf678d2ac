"""The tray icon, its menu, and the windows that replace it."""

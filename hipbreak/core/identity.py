"""The application id."""

APP_ID = "org.hipbreak.Hipbreak"
"""The same in the desktop entry, the AppStream data, the icon, Wayland, WM_CLASS, notifications and launch agents."""

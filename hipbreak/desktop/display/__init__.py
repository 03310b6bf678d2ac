"""Displays: X11, Wayland, XWayland."""

"""Calls, Do Not Disturb, a screen kept awake."""

"""Tones and voice in the running app."""

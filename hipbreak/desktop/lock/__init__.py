"""Locks and suspend, from whatever the desktop offers."""

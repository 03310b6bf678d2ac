"""Routines, the sessions built from them, and the player."""

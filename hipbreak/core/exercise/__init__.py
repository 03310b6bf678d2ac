"""Routines, sessions made of them, and the player."""

"""Spacing and sizes in pixels."""

SIDE = 32  # px of white at the sides of every sheet

"""Paints the figure."""

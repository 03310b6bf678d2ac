"""Colours, fonts, spacing, themed windows."""

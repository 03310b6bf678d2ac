"""Figures of days, weeks and years from logged intervals."""

"""Hipbreak: a tray companion that offers a stand-up break at a good moment."""

"""Whole Wayland sessions, each nested in an X display whose keyboard and pointer are the person's."""

"""The programme window."""

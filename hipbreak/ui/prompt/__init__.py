"""The prompt card."""

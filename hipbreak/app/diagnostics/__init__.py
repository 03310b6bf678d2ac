"""What works on this desktop and what is missing."""

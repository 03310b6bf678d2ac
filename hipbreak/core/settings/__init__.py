"""The options: declarations, values and their readers."""

"""The windows of every day."""

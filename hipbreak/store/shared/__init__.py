"""The folder that several machines of one person share (decision 0043)."""

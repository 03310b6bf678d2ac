"""The append-only log of facts in SQLite."""

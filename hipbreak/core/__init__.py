"""The domain: tracking, settings, statistics, exercise, texts. Standard library and msgspec only."""

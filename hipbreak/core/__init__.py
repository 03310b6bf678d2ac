"""The domain: tracking, settings, statistics, exercise, texts. Standard library only."""

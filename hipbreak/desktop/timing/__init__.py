"""Clocks, the scheduler, backoff."""

"""Tones and speech, in a worker process."""

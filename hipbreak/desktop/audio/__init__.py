"""Tones, in a worker process, and speech."""

"""Prompts and messages on the screen."""

"""The break guide, sessions and the self-test."""

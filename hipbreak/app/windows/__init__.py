"""The app's top-level windows."""

"""Window switches and full screen."""

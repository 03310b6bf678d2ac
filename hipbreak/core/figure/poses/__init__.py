"""The poses of each exercise."""

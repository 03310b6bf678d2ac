"""The six-week programme: progress, schedule, health screening."""

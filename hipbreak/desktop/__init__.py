"""The operating system behind small ports: idle, locks, clock, alarm, single instance."""

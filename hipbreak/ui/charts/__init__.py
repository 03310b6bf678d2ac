"""Charts that can be read by pointer, keyboard and screen reader."""

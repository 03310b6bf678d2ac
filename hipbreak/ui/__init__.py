"""Qt Widgets that draw what they are given and say what the person wants."""

"""Qt Widgets that show the data they are given, and emit intents and commands."""

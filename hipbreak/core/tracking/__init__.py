"""The rules of the day: one pure step from state and input to state and facts."""

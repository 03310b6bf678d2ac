"""What is true: events, the step function, prompts, statistics, sentences. Standard library only."""

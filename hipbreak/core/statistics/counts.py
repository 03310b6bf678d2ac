"""What is counted by day besides the time, apart from the names of facts."""

from datetime import timedelta

STARTED_UNPROMPTED = "started unprompted"
FOLLOWED_WITHIN = timedelta(minutes=5)
DECIDED, FOLLOWED = "prompts decided", "prompts followed"
"""Names of counts: stand-up prompts that were started, skipped or ignored; and those that a break followed."""
DECIDING = ("started", "skipped", "ignored")

"""The days before Hipbreak first ran, and those since, from the log."""

from datetime import date, timedelta

from hipbreak.core.facts.base import Interval
from hipbreak.core.statistics.before_after import BeforeAfter, compare, days_to_compare
from hipbreak.store.event_log.days import days_including
from hipbreak.store.event_log.event_log import EventLog


def comparison_in(log: EventLog, today: date, limit: timedelta, running: Interval | None = None) -> BeforeAfter | None:
    """The days before Hipbreak first ran and those since; None without a record of before. LogError."""
    start, first = log.start_day(), log.first_day()
    if start is None or first is None or first >= start:
        return None
    before, since = (days_including(log, *side, running) for side in days_to_compare(start, today))
    return compare(before, since, start, limit)

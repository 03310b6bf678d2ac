"""The day on which the tests of the store take place."""

from datetime import datetime, timedelta, timezone

CET = timezone(timedelta(hours=1))
DAY = datetime(2026, 3, 2, tzinfo=CET)


def at(hour: float) -> datetime:
    """A moment of that day, by its hour."""
    return DAY + timedelta(hours=hour)

"""A comparison before and since Hipbreak's first day, for tests of what shows it."""

from datetime import date, timedelta

from hipbreak.core.statistics.before_after import BeforeAfter, LongestOfDays

START = date(2026, 3, 16)


def _week(number: int, median: int) -> LongestOfDays:
    first = START + timedelta(weeks=number)
    low, middle, high = (timedelta(minutes=n) for n in (median - 15, median, median + 30))
    return LongestOfDays(first, first + timedelta(days=4), 5, low, middle, high)


def some_comparison(before: int = 6, since: int = 4) -> BeforeAfter:
    """Six weeks of long stretches, and four with shorter ones."""
    weeks = tuple(_week(n, 70 if n < 0 else 42) for n in range(-before, since))
    return BeforeAfter(START, weeks[0], weeks[-1] if since else None, None, weeks)

"""Parts and their wholes: what a share is of always goes with it."""

from collections.abc import Sequence
from datetime import timedelta

from hipbreak.core.statistics.daily import BEYOND, Day, Totals

_ZERO = timedelta(0)
_ANSWERS = ("started", "later", "skipped")


def in_long_bouts(figures: Totals) -> tuple[timedelta, timedelta]:
    """The time in bouts longer than 45 min, and in all bouts; bouts are whole, also over midnight."""
    return sum((x for x in figures.bouts if x > BEYOND), _ZERO), sum(figures.bouts, _ZERO)


def long_share(figures: Totals) -> float | None:
    """The share of sitting that was in bouts longer than 45 min."""
    part, whole = in_long_bouts(figures)
    return part / whole if whole else None


def prolonged_share(figures: Totals) -> float | None:
    """The share of sitting in bouts of 30 min or more."""
    return figures.prolonged / figures.sitting if figures.sitting else None


def answered(figures: Totals) -> int:
    """How many of the prompts offered were answered: started, snoozed or skipped."""
    return sum(figures.outcomes.get(word, 0) for word in _ANSWERS)


def mean_bout(figures: Totals) -> timedelta | None:
    return sum(figures.bouts, _ZERO) / len(figures.bouts) if figures.bouts else None


def median_bout(figures: Totals) -> timedelta | None:
    bouts, half = sorted(figures.bouts), len(figures.bouts) // 2  # the library's median takes 12 ms to load
    if not bouts:
        return None
    return bouts[half] if len(bouts) % 2 else (bouts[half - 1] + bouts[half]) / 2


def recorded(days: Sequence[Day]) -> int:
    """How many of the days have any time at the desk."""
    return sum(bool(day.sum.desk) for day in days)

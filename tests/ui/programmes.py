"""Programmes for the windows, folded by the real core from facts."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from hipbreak.core.facts import programme_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.programme.progress import Programme, fold

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=timezone(timedelta(hours=1)))  # a Thursday
DAY = timedelta(days=1)
MINI = timedelta(seconds=230)


def begun(days: int, yes: str = "") -> Iterator[Fact]:
    """The questions are answered and the programme begins, so many days ago."""
    yield programme_facts.HealthScreened(NOW - days * DAY, yes)
    yield programme_facts.ProgrammeBegan(NOW - days * DAY)


def done(back: int, routine: str = "mini", extent: str = "whole", percent: int = 100) -> Fact:
    """A session so many days ago."""
    return programme_facts.SessionDone(NOW - back * DAY, routine, extent, MINI * percent / 100, percent)


def second_week(*more: Fact) -> Programme:
    """Day 9, seven sessions done, none today."""
    return fold([*begun(8), *(done(back) for back in (8, 7, 6, 5, 3, 2, 1)), *more])


def fifth_week(*more: Fact) -> Programme:
    """Day 32, one full session this week; `more` follows."""
    return fold([*begun(31), done(3, "full"), *more])

"""Weeks begin on the day that the person's locale says."""

from collections.abc import Iterator
from datetime import date

import pytest

from hipbreak.core import formats
from hipbreak.core.statistics.periods import PeriodKind, period_of

SATURDAY, SUNDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _formats_afterwards() -> Iterator[None]:
    yield
    formats.install(formats.Formats())


@pytest.mark.parametrize(
    ("first_weekday", "day", "first"),
    [
        (0, SUNDAY, date(2026, 3, 2)),
        (0, MONDAY, MONDAY),
        (6, SUNDAY, SUNDAY),
        (6, SATURDAY, date(2026, 3, 1)),
        (5, MONDAY, SATURDAY),
    ],
)
def test_a_week_begins_on_the_day_of_the_locale(first_weekday: int, day: date, first: date) -> None:
    formats.install(formats.Formats(first_weekday=first_weekday))
    week = period_of(PeriodKind.WEEK, day)
    assert (week.first, (week.last - week.first).days, week.before().last < week.first) == (first, 6, True)

"""Off today: until midnight, or until the end of the working night that goes over it."""

from datetime import datetime

import pytest

from hipbreak.core.settings.pause_until import off_today
from hipbreak.core.settings.working_hours import parse_hours

MONDAY = datetime.fromisoformat("2026-03-02T10:00:00+01:00")


@pytest.mark.parametrize(
    ("hours", "until"),
    [
        ("", "2026-03-03T00:00"),
        ("mon-fri 09:00-17:00", "2026-03-03T00:00"),
        ("mon-sun 00:00-24:00", "2026-03-03T00:00"),
        ("mon 22:00-06:00", "2026-03-03T06:00"),
        ("tue 22:00-06:00", "2026-03-03T00:00"),
        ("mon-fri 09:00-12:00 20:00-02:30", "2026-03-03T02:30"),
    ],
)
def test_it_ends_with_the_day_or_its_night(hours: str, until: str) -> None:
    assert off_today(MONDAY, parse_hours(hours)).isoformat() == f"{until}:00+01:00"


def test_a_night_over_the_end_of_the_week() -> None:
    sunday = datetime.fromisoformat("2026-03-08T15:00:00+01:00")
    assert off_today(sunday, parse_hours("sun 22:00-06:00")).isoformat() == "2026-03-09T06:00:00+01:00"

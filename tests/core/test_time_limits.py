"""Times from outside lie between 1990 and now, are in order, and are not endless."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.time_limits import EARLIEST, LONGEST, ImplausibleTime, check_day, clip_days, clip_stretch, is_past

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY = NOW.date()
HOUR = timedelta(hours=1)
OLDEST = date(1990, 1, 1)


def test_a_piece_is_cut_at_now() -> None:
    assert clip_stretch(NOW - HOUR, NOW + HOUR, NOW) == (NOW - HOUR, NOW)
    assert clip_stretch(NOW - HOUR, NOW, NOW) == (NOW - HOUR, NOW)


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (NOW, NOW - HOUR, "ends before it begins"),
        (NOW - LONGEST - HOUR, NOW, "longer than a year"),
        (EARLIEST - HOUR, EARLIEST + HOUR, "before 1990"),
        (datetime(1, 1, 1, tzinfo=UTC), datetime(1, 1, 1, 1, tzinfo=UTC), "before 1990"),
        (NOW + HOUR, NOW + 2 * HOUR, "in the future"),
        (datetime(9999, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, 1, tzinfo=UTC), "in the future"),
    ],
)
def test_an_implausible_piece_is_refused(start: datetime, end: datetime, why: str) -> None:
    with pytest.raises(ImplausibleTime, match=why):
        clip_stretch(start, end, NOW)


moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(moments, moments)
def test_the_rest_of_any_piece_is_plausible(start: datetime, end: datetime) -> None:
    try:
        first, last = clip_stretch(start, end, NOW)
    except ImplausibleTime:
        return
    assert is_past(first, NOW) and is_past(last, NOW) and first == start and last == min(end, NOW)
    assert timedelta(0) <= last - first <= LONGEST


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1989, 12, 31), TODAY + timedelta(days=1), date(9999, 12, 31)])
def test_a_day_lies_between_1990_and_today(day: date) -> None:
    with pytest.raises(ImplausibleTime, match=f"{day} is not a day from 1990 until today"):
        check_day(day, TODAY)
    assert check_day(TODAY, TODAY) == TODAY


@given(st.dates(), st.dates(), st.none() | st.dates(OLDEST, TODAY), st.none() | st.dates(OLDEST, TODAY))
def test_a_range_is_clipped_to_what_is_recorded(first: date, last: date, a: date | None, b: date | None) -> None:
    first, last = min(first, last), max(first, last)
    recorded = (min(a, b), max(a, b)) if a and b else (None, None)
    if first > TODAY or last < OLDEST:
        with pytest.raises(ImplausibleTime):
            clip_days(first, last, recorded, TODAY)
        return
    start, end = clip_days(first, last, recorded, TODAY)
    assert max(first, OLDEST) <= start <= end <= min(last, TODAY)
    if end - start > LONGEST:
        assert recorded[0] is not None and recorded[1] is not None
        assert recorded[0] <= start and end <= recorded[1]

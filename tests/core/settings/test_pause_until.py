"""Pauses until a named time of the local wall clock, also over a clock change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.settings.pause_until import off_today, pause_end
from hipbreak.core.settings.working_hours import parse_hours

MONDAY = datetime.fromisoformat("2026-03-02T10:00:00+01:00")
ZONES = ("Europe/London", "Europe/Berlin", "Africa/Cairo", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
MOMENTS = st.integers(0, 36 * 366 * 86_400).map(lambda n: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(seconds=n))


def at(zone: str, wall: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)


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
def test_off_today_ends_with_the_working_day(hours: str, until: str) -> None:
    assert off_today(MONDAY, parse_hours(hours)).isoformat() == f"{until}:00+01:00"


def test_off_today_includes_the_night_at_the_end_of_the_week() -> None:
    sunday = datetime.fromisoformat("2026-03-08T15:00:00+01:00")
    assert off_today(sunday, parse_hours("sun 22:00-06:00")).isoformat() == "2026-03-09T06:00:00+01:00"


@pytest.mark.parametrize(
    ("zone", "now", "text", "until"),
    [
        ("Europe/London", "2026-10-24T23:30", "09:00", "2026-10-25T09:00:00+00:00"),
        ("Europe/Berlin", "2026-03-29T01:30", "14:00", "2026-03-29T14:00:00+02:00"),
        ("Africa/Cairo", "2026-10-29T20:00", "tomorrow", "2026-10-30T00:00:00+02:00"),
        ("Europe/London", "2026-10-24T23:30", "tomorrow", "2026-10-25T00:00:00+01:00"),
        ("Europe/London", "2026-10-24T23:30", "23:30", "2026-10-25T23:30:00+00:00"),
        ("Europe/London", "2026-10-24T23:30", "24h", "2026-10-25T22:30:00+00:00"),
        ("America/New_York", "2026-03-07T20:00", "9:05", "2026-03-08T09:05:00-04:00"),
        ("Australia/Lord_Howe", "2026-04-04T20:00", "09:00", "2026-04-05T09:00:00+10:30"),
    ],
)
def test_a_named_time_is_local_wall_clock_time(zone: str, now: str, text: str, until: str) -> None:
    end = pause_end(text, at(zone, now))
    assert end is not None and end.isoformat() == until


@pytest.mark.parametrize(
    ("now", "text", "until"),
    [
        (at("Europe/Berlin", "2026-03-28T22:00"), "02:30", "2026-03-29T03:00:00+02:00"),
        (at("Europe/Berlin", "2026-03-28T22:00"), "02:00", "2026-03-29T03:00:00+02:00"),
        (at("Europe/Berlin", "2026-03-28T22:00"), "03:00", "2026-03-29T03:00:00+02:00"),
        (at("Africa/Cairo", "2026-04-23T20:00"), "tomorrow", "2026-04-24T01:00:00+03:00"),
        (at("Australia/Lord_Howe", "2026-10-03T20:00"), "02:15", "2026-10-04T02:30:00+11:00"),
        (at("Europe/Berlin", "2026-03-29T03:00"), "02:30", "2026-03-30T02:30:00+02:00"),
    ],
)
def test_a_nonexistent_time_is_the_end_of_the_gap(now: datetime, text: str, until: str) -> None:
    end = pause_end(text, now)
    assert end is not None and end.isoformat() == until


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (at("Europe/Berlin", "2026-10-24T22:00"), "2026-10-25T02:30:00+02:00"),
        (at("Europe/Berlin", "2026-10-25T02:29"), "2026-10-25T02:30:00+02:00"),
        (at("Europe/Berlin", "2026-10-25T02:31"), "2026-10-25T02:30:00+01:00"),
        (at("Europe/Berlin", "2026-10-25T02:29", fold=1), "2026-10-25T02:30:00+01:00"),
        (at("Europe/Berlin", "2026-10-25T02:31", fold=1), "2026-10-26T02:30:00+01:00"),
    ],
)
def test_an_ambiguous_time_is_its_next_occurrence(now: datetime, until: str) -> None:
    end = pause_end("02:30", now)
    assert end is not None and end.isoformat() == until


def test_off_today_follows_the_wall_clock_too() -> None:
    assert off_today(at("Africa/Cairo", "2026-10-29T20:00"), parse_hours("")).isoformat() == "2026-10-30T00:00:00+02:00"
    night = parse_hours("sat 22:00-06:00")
    assert off_today(at("Europe/London", "2026-10-24T20:00"), night).isoformat() == "2026-10-25T06:00:00+00:00"


@given(
    st.sampled_from(ZONES),
    MOMENTS,
    st.times().map(lambda time: f"{time:%H:%M}"),
)
def test_a_named_time_is_within_two_days_and_shown_as_typed(zone: str, moment: datetime, text: str) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    end = pause_end(text, now)
    assert end is not None
    assert timedelta(0) < end - now.astimezone(UTC) <= timedelta(days=1, hours=3)
    local = end.astimezone(ZoneInfo(zone))
    assert local.utcoffset() == end.utcoffset()
    before = (end.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    assert f"{local:%H:%M}" == text or (before.utcoffset() != local.utcoffset() and f"{before:%H:%M}" < text)


@given(st.sampled_from(ZONES), MOMENTS, st.integers(1, 366 * 24 * 60))
def test_a_duration_is_added(zone: str, moment: datetime, minutes: int) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    assert pause_end(f"{minutes}min", now) == now.astimezone(UTC) + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("99999999d", "a pause is for a year at most; without a time it lasts until you resume"),
        ("367d", "a pause is for a year at most; without a time it lasts until you resume"),
        ("9" * 400 + "d", f"'{'9' * 37}...' is too long a duration"),
        ("9" * 70_000 + "d", f"'{'9' * 37}...' is too long a duration"),
        ("a" * 70_000, f"'{'a' * 37}...' is not a duration; write it like 45min, 30s or 1h30min"),
        ("9" * 5_000, f"'{'9' * 37}...' is not a duration; write it like 45min, 30s or 1h30min"),
        ("1m" * 35_000 + "x", f"'{'1m' * 18}1...' is not a duration; write it like 45min, 30s or 1h30min"),
        ("\x1b[31m\n{x}\ud800", "'?[31m?{x}?' is not a duration; write it like 45min, 30s or 1h30min"),
        ("24:00", "'24:00' is not a time of the day"),
        ("0s", "a pause needs a length"),
    ],
)
def test_an_invalid_pause_is_refused_in_one_short_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        pause_end(text, MONDAY)
    assert str(refused.value) == message


@given(st.text(max_size=60) | st.from_regex(r"[0-9:.]{1,8}(d|h|min|m|s| )?"))
def test_any_text_gives_a_future_time_or_a_sentence(text: str) -> None:
    try:
        end = pause_end(text, MONDAY)
    except ValueError as error:
        assert str(error).isprintable() and len(str(error)) < 120
    else:
        assert end is None or end > MONDAY

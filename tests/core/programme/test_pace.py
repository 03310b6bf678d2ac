"""Too often, just right, too seldom: when it is asked, and what it changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.programme.pace import moved_window, question_due, window_of
from hipbreak.core.settings.contradictions import contradiction
from hipbreak.core.settings.settings import Settings

FIRST = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "answered", "due"),
    [
        (0, (), None),
        (1, (), "pace-day"),
        (29, (), "pace-day"),
        (29, ("pace-day",), None),
        (30, ("pace-day",), "pace-month"),
        (30, (), "pace-month"),
        (181, ("pace-month",), None),
        (182, ("pace-month",), "pace-half-year"),
        (4000, ("pace-half-year",), None),
        (-5, (), None),
    ],
)
def test_it_is_asked_after_a_day_a_month_and_half_a_year(days: int, answered: tuple[str, ...], due: str | None) -> None:
    assert question_due(FIRST, FIRST + timedelta(days=days), answered) == due


def test_it_is_not_asked_before_the_first_day_is_known() -> None:
    assert question_due(None, FIRST, ()) is None


def minutes(changes: dict[str, timedelta]) -> dict[str, float]:
    return {key: value / timedelta(minutes=1) for key, value in changes.items()}


def test_the_whole_window_moves_by_five_minutes() -> None:
    later = {"window_opens": 35, "medium_from": 42.5, "fine_from": 47.5, "window_closes": 50}
    earlier = {"window_opens": 25, "medium_from": 32.5, "fine_from": 37.5, "window_closes": 40}
    assert minutes(moved_window(Settings(), later=True)) == later
    assert minutes(moved_window(Settings(), later=False)) == earlier


@given(st.integers(1, 120), st.integers(1, 120), st.floats(1, 120), st.floats(1, 120), st.booleans())
def test_it_stays_within_20_to_60_minutes_never_contradicts_and_can_be_taken_back(
    opens: int, closes: int, medium: float, fine: float, later: bool
) -> None:
    opens, closes = sorted((opens, closes))
    medium, fine = sorted((medium, fine))
    numbers = {"window_opens": opens, "window_closes": closes, "medium_from": medium, "fine_from": fine}
    before = replace(Settings(), **{key: timedelta(minutes=number) for key, number in numbers.items()})
    settings = before
    for key, value in moved_window(before, later).items():
        assert contradiction(settings, key, value) == ""
        settings = replace(settings, **{key: value})
    if settings != before:
        assert timedelta(minutes=20) <= settings.window_opens <= settings.window_closes <= timedelta(minutes=60)
        assert settings.window_opens - before.window_opens == timedelta(minutes=5 if later else -5)
    for key, value in window_of(before, later).items():
        assert contradiction(settings, key, value) == ""
        settings = replace(settings, **{key: value})
    assert settings == before

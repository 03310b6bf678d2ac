"""Working hours: text round-trips in the order of the week, and overlaps are found."""

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from hipbreak.core.settings.working_hours import DAY, Span, free_span, overlap, parse_hours, week_of

MONDAY = datetime.fromisoformat("2026-03-02T00:00:00+01:00")
spans = st.tuples(st.integers(0, DAY - 1), st.integers(1, DAY)).map(lambda at: (at[0], at[0] + at[1]))
weeks = st.lists(st.lists(spans, max_size=3), min_size=7, max_size=7)
marks = st.lists(st.integers(0, DAY), max_size=6, unique=True).map(sorted)
apart = st.lists(marks.map(lambda at: list(zip(at[::2], at[1::2], strict=False))), min_size=7, max_size=7)


@given(st.one_of(weeks, apart))
def test_hours_round_trip(week: list[list[Span]]) -> None:
    hours = week_of(week)
    assert [sorted(set(day)) for day in week] == [list(hours.on(day)) for day in range(7)]
    if overlap([set(day) for day in week]) is None:
        assert parse_hours(hours.text) == hours
    else:
        with pytest.raises(ValueError, match="overlap"):
            parse_hours(hours.text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Sat 22:00-2:00 ;mon-fri 13:00-17:30 9:00-12:30", "mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00"),
        ("fri-mon 09:00-17:00", "mon 09:00-17:00; fri-sun 09:00-17:00"),
        ("mon 09:00-12:00; mon 09:00-12:00; tue 09:00-12:00", "mon-tue 09:00-12:00"),
        ("sun 00:00-00:00", "sun 00:00-24:00"),
        ("wed 09:00-09:00", "wed 09:00-09:00"),
        ("", ""),
    ],
)
def test_the_text_is_sorted(typed: str, kept: str) -> None:
    assert parse_hours(typed).text == kept


@pytest.mark.parametrize(
    "typed", ["mon-fri 9-5", "mon", "always", "mon 10:00-25:00", "mon 24:00-02:00", "mon 10:60-11:00"]
)
def test_invalid_hours_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        parse_hours(typed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mon 09:00-12:00 11:59-13:00", True),
        ("mon 09:00-12:00 12:00-13:00", False),
        ("mon 22:00-02:00; tue 01:59-03:00", True),
        ("mon 22:00-02:00; tue 02:00-03:00", False),
        ("sun 22:00-02:00; mon 01:00-03:00", True),
        ("sun 22:00-02:00; mon 02:00-03:00", False),
        ("wed 09:00-09:00", False),
        ("", False),
    ],
)
def test_overlaps_over_midnight_and_the_end_of_the_week_are_found(text: str, found: bool) -> None:
    if not found:
        hours = parse_hours(text)
        assert overlap([hours.on(day) for day in range(7)]) is None
        return
    first, second = re.findall(r"[a-z]{3} [0-9:-]+", text.replace("12:00 11:59", "12:00; mon 11:59"))
    with pytest.raises(ValueError, match=f"{first} and {second} overlap"):
        parse_hours(text)


@effort(max_examples=50)
@given(weeks)
def test_an_overlap_is_a_common_time(week: list[list[Span]]) -> None:
    taken = [0] * (7 * DAY)
    for day, ranges in enumerate(week):
        for start, end in ranges:
            for minute in range(start, end):
                taken[(day * DAY + minute) % len(taken)] += 1
    assert (overlap(week) is not None) is (max(taken) > 1)


@given(st.lists(spans, min_size=1, max_size=3))
def test_a_free_range_overlaps_none_of_its_day(day: list[Span]) -> None:
    span = free_span(day)
    if span is not None:
        assert 0 <= span[0] < span[1] <= DAY
        assert all(overlap([[span, other], *[[]] * 6]) is None for other in day)


def test_edges_are_starts_and_ends_of_ranges() -> None:
    hours = parse_hours("mon 09:00-12:30; sun 22:00-02:00")
    moment, edges = MONDAY, list[str]()
    for _ in range(4):
        after = hours.next_edge(moment)
        assert after is not None
        moment = after
        edges.append(f"{moment:%a %H:%M}")
    assert edges == ["Mon 02:00", "Mon 09:00", "Mon 12:30", "Sun 22:00"]
    assert hours.open_at(MONDAY + timedelta(hours=1)) and not hours.open_at(MONDAY + timedelta(hours=3))

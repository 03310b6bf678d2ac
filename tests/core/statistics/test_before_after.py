"""Before and since the first day, counted alike."""

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Bout, Break
from hipbreak.core.statistics.before_after import BeforeAfter, compare, days_to_compare
from hipbreak.core.statistics.daily import days_of
from hipbreak.core.text.before_after import before_sentence, item, row, sentences

ZONE = timezone(timedelta(hours=1))
START, TODAY = date(2026, 3, 16), date(2026, 3, 20)
LIMIT = timedelta(minutes=5)


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def day_of(day: date, *pieces: int, how: str = "away") -> list[Fact]:
    """From nine on: a bout of so many minutes, a break of so many, a bout, and so on."""
    at, facts = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE), list[Fact]()
    for n, length in enumerate(pieces):
        end = at + minutes(length)
        facts.append(Break(end, at, end, "confirmed", how) if n % 2 else Bout(end, at, end))
        at = end
    return facts


def compared(facts: list[Fact]) -> BeforeAfter | None:
    past, present = (days_of(facts, *side) for side in days_to_compare(START, TODAY))
    return compare(past, present, START, LIMIT)


def test_both_sides_are_the_twelve_weeks_next_to_the_first_day() -> None:
    assert days_to_compare(START, TODAY) == ((date(2025, 12, 22), date(2026, 3, 15)), (START, TODAY))
    assert days_to_compare(START, date(2027, 1, 3))[1] == (date(2026, 10, 12), date(2027, 1, 3))


def test_short_breaks_end_no_stretch_on_either_side() -> None:
    found = compared(
        [
            *day_of(date(2026, 3, 9), 40, 10, 70),
            *day_of(date(2026, 3, 10), 30, 4, 40, 10, 20),
            *day_of(START, 40, 1, 30, 6, 20),
            *day_of(date(2026, 3, 17), 40, 5, 45),
        ]
    )
    assert found is not None and found.since is not None and found.with_short_breaks is not None
    assert (found.before.days, found.before.low, found.before.median, found.before.high) == (
        2,
        minutes(70),
        minutes(72),
        minutes(74),
    )
    assert (found.since.low, found.since.high) == (minutes(45), minutes(71))
    assert (found.with_short_breaks.low, found.with_short_breaks.high) == (minutes(40), minutes(45))
    assert [(week.first, week.days) for week in found.weeks] == [(date(2026, 3, 9), 2), (START, 2)]


def test_standing_ends_no_stretch() -> None:
    found = compared(day_of(date(2026, 3, 9), 40, 20, 30, how="standing"))
    assert found is not None and found.before.median == minutes(90)


def test_a_day_with_less_than_an_hour_does_not_count() -> None:
    assert compared(day_of(date(2026, 3, 9), 59)) is None
    found = compared([*day_of(date(2026, 3, 9), 60), *day_of(START, 30, 10, 29)])
    assert found is not None and found.since is None and found.with_short_breaks is None


def test_a_stretch_over_midnight_is_one_on_the_day_it_began() -> None:
    begin = datetime(2026, 3, 9, 23, 20, tzinfo=ZONE)
    found = compared([Bout(begin + minutes(100), begin, begin + minutes(100))])
    assert found is not None and (found.before.first, found.before.high) == (date(2026, 3, 9), minutes(100))


def test_the_sentences_have_numbers_and_say_what_is_not_known() -> None:
    found = compared([*day_of(date(2026, 3, 9), 68), *day_of(START, 40, 1, 30)])
    assert found is not None
    assert before_sentence(found.before) == "Before Hipbreak your longest stretches were 1 h 8 min on a normal day."
    text = sentences(found, date.isoformat, LIMIT)
    assert "(Median of 1 day, 2026-03-09 to 2026-03-09; from 1 h 8 min to 1 h 8 min.)" in text
    assert "Since 2026-03-16 they are 1 h 11 min." in text
    assert "With short breaks counted, the median since then is 40 min." in text
    assert text.endswith("What else has changed is not known.")
    assert item(found.weeks[0], date.isoformat).startswith("Week of 2026-03-09: median 1 h 8 min")
    assert [row(week, START, date.isoformat)[1] for week in found.weeks] == ["before", "since"]


@given(st.lists(st.tuples(st.integers(1, 120), st.integers(1, 60)), min_size=1, max_size=4))  # all on one day
def test_counted_alike_no_stretch_is_shorter_than_its_bouts(pieces: list[tuple[int, int]]) -> None:
    flat = [minutes_ for piece in pieces for minutes_ in piece]
    found = compared([*day_of(date(2026, 3, 9), *flat), *day_of(START, *flat)])
    if sum(bout for bout, _ in pieces) < 60:
        return
    assert found is not None and found.since is not None and found.with_short_breaks is not None
    assert found.before.high == found.since.high >= found.with_short_breaks.high
    assert found.with_short_breaks.high == minutes(max(bout for bout, _ in pieces))

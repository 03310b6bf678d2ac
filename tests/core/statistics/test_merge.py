"""Several machines of one person: their intervals merged, in any order of delivery."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.tracking_facts import STANDING_SENSED, Away, Bout, Break, Unobserved
from hipbreak.core.statistics.daily import days_of, total_of
from hipbreak.core.statistics.merge import merged

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIMIT = timedelta(minutes=5)
MAKERS = {
    "sit": Bout,
    "pulse": lambda at, start, end: Break(at, start, end, "confirmed", "pulse"),
    "said": lambda at, start, end: Break(at, start, end, "confirmed", "said"),
    "gone": lambda at, start, end: Break(at, start, end, "assumed", "away"),
    "away": Away,
    "off": Unobserved,
}
Piece = tuple[str, float, float]


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def facts(*pieces: Piece) -> list[Fact]:
    """Each as its kind, from and to in minutes."""
    return [MAKERS[kind](at(end), at(start), at(end)) for kind, start, end in pieces]


def kind_of(fact: Fact) -> str:
    if isinstance(fact, Break):
        return {"assumed": "gone", "confirmed": "pulse"}[fact.credit]
    return {Bout: "sit", Away: "away", Unobserved: "off"}[type(fact)]


def pieces_of(found: Sequence[Fact]) -> list[Piece]:
    minute = timedelta(minutes=1)
    return [
        (kind_of(fact), (fact.start - NINE) / minute, (fact.end - NINE) / minute)
        for fact in found
        if isinstance(fact, Interval)
    ]


def test_one_machine_alone_stays_as_it_is() -> None:
    own = facts(("sit", 0, 40), ("said", 40, 41), ("pulse", 41, 42), ("sit", 42, 60))
    assert merged([own, []], LIMIT) == own


def test_what_one_machine_knows_of_the_desk_holds_for_all() -> None:
    raised = Break(at(50), at(20), at(50), "confirmed", STANDING_SENSED)
    found = merged([[*facts(("sit", 0, 20)), raised], facts(("sit", 0, 60))], LIMIT)
    figures = total_of(days_of(found, NINE.date(), NINE.date()))
    assert (figures.standing_sensed, figures.standing_declared) == (timedelta(minutes=30), timedelta(0))
    assert figures.sitting == timedelta(minutes=30)


def test_sitting_at_two_machines_at_once_is_sitting_once() -> None:
    assert pieces_of(merged([facts(("sit", 0, 40)), facts(("sit", 20, 60))], LIMIT)) == [("sit", 0, 60)]


def test_sitting_at_one_is_no_absence_from_the_other() -> None:
    desktop = facts(("sit", 0, 30), ("gone", 30, 80), ("sit", 80, 90))
    laptop = facts(("off", 0, 35), ("sit", 35, 60), ("away", 60, 200))
    assert pieces_of(merged([desktop, laptop], LIMIT)) == [
        ("sit", 0, 30),
        ("gone", 30, 35),
        ("sit", 35, 60),
        ("gone", 60, 80),
        ("sit", 80, 90),
        ("away", 90, 200),
    ]


def test_the_walk_from_one_machine_to_the_other_is_no_break() -> None:
    desktop = facts(("sit", 0, 30), ("gone", 30, 80), ("sit", 80, 90))
    laptop = facts(("off", 0, 32), ("sit", 32, 78))
    assert pieces_of(merged([desktop, laptop], LIMIT)) == [("sit", 0, 90)]


def test_a_short_absence_that_only_one_machine_knows_whole_stays_a_break() -> None:
    desktop = facts(("sit", 0, 30), ("gone", 30, 32), ("sit", 32, 60))
    assert pieces_of(merged([desktop, facts(("off", 0, 100))], LIMIT)) == [
        ("sit", 0, 30),
        ("gone", 30, 32),
        ("sit", 32, 60),
        ("off", 60, 100),
    ]


def test_a_confirmed_break_counts_on_the_other_machine_and_once() -> None:
    laptop = facts(("sit", 0, 40), ("pulse", 40, 40.5), ("sit", 40.5, 60))
    desktop = facts(("sit", 0, 60))
    found = merged([desktop, laptop], LIMIT)
    assert pieces_of(found) == [("sit", 0, 40), ("pulse", 40, 40.5), ("sit", 40.5, 60)]
    taken_over = facts(("sit", 0, 40), ("said", 40, 40.5), ("sit", 40.5, 60))
    day = total_of(days_of(merged([taken_over, laptop], LIMIT), NINE.date(), NINE.date()))
    assert (day.confirmed, day.ended_by_break, day.sitting) == (1, 1, timedelta(minutes=59.5))


@st.composite
def machine(draw: st.DrawFn) -> list[Fact]:
    """Intervals one after another, with gaps."""
    minute, found = draw(st.integers(0, 30)), list[Piece]()
    for kind, gap, length in draw(
        st.lists(st.tuples(st.sampled_from(sorted(MAKERS)), st.integers(0, 2), st.integers(1, 40)), max_size=7)
    ):
        minute += gap
        found.append((kind, minute, minute + length))
        minute += length
    return facts(*found)


@given(st.lists(machine(), min_size=2, max_size=3), st.randoms())
def test_the_order_of_machines_and_intervals_does_not_matter(machines: list[list[Fact]], chance: object) -> None:
    expected = merged(machines, LIMIT)
    for order in permutations(machines):
        shuffled = [list(one) for one in order]
        for one in shuffled:
            chance.shuffle(one)  # type: ignore[attr-defined]
        if sum(bool(one) for one in machines) > 1:
            assert merged(shuffled, LIMIT) == expected


def covered(found: Sequence[Fact], kinds: set[str]) -> set[float]:
    return {
        minute / 2
        for kind, start, end in pieces_of(found)
        if kind in kinds
        for minute in range(int(2 * start), int(2 * end))
    }


@given(st.lists(machine(), min_size=2, max_size=3))
def test_nothing_is_lost_and_nothing_overlaps(machines: list[list[Fact]]) -> None:
    found, everything = merged(machines, LIMIT), [fact for facts_ in machines for fact in facts_]
    if sum(bool(one) for one in machines) < 2:
        return
    intervals = [fact for fact in found if isinstance(fact, Interval)]
    assert all(before.end <= after.start for before, after in pairwise(intervals))
    every = {"sit", "pulse", "gone", "away", "off"}
    assert covered(found, every) == covered(everything, every)
    assert covered(found, {"pulse"}) == covered(everything, {"pulse"})
    sat = covered(everything, {"sit"}) - covered(everything, {"pulse"})
    assert sat <= covered(found, {"sit"})
    assert covered(found, {"off"}) <= covered(everything, {"off"})


@given(machine())
def test_a_copy_of_the_same_machine_changes_no_time(one: list[Fact]) -> None:
    for kinds in ({"sit"}, {"pulse"}, {"gone", "away"}, {"off"}):
        assert covered(merged([one, one], LIMIT), kinds) == covered(one, kinds)

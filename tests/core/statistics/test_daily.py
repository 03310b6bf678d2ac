"""The figures of a day add up: in any zone, on days of 23, 24 or 25 hours, over midnight, with unobserved ends."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.statistics.daily import Day, days_of, running_interval, total_of
from hipbreak.core.statistics.records import range_record
from hipbreak.core.statistics.split_by_day import split_by_day
from hipbreak.core.text.status import day_sentence
from hipbreak.core.tracking.projection import fold

CET = timezone(timedelta(hours=1))
ZERO = timedelta(0)
KINDS = ("bout", "pulse", "standing", "said", "away", "unseen", "unobserved")
PLACES = {  # a zone, and a day on which its clocks change
    "Berlin, 23 h": ("Europe/Berlin", date(2026, 3, 29)),
    "Berlin, 25 h": ("Europe/Berlin", date(2026, 10, 25)),
    "Berlin, 24 h": ("Europe/Berlin", date(2026, 6, 1)),
    "New York, 25 h": ("America/New_York", date(2026, 11, 1)),
    "Sao Paulo, no midnight": ("America/Sao_Paulo", date(2018, 11, 4)),
    "Sao Paulo, two midnights": ("America/Sao_Paulo", date(2018, 2, 17)),
    "Lord Howe, 23.5 h": ("Australia/Lord_Howe", date(2026, 10, 4)),
    "Lord Howe, 24.5 h": ("Australia/Lord_Howe", date(2026, 4, 5)),
    "Apia, a day left out": ("Pacific/Apia", date(2011, 12, 30)),
    "Kathmandu, never": ("Asia/Kathmandu", date(2026, 3, 29)),
}


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """As the log has it: with the fixed offset of that moment."""
    there = moment.astimezone(zone)
    return there.astimezone(timezone(there.utcoffset() or ZERO))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of the local day."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def changes(start: datetime, end: datetime, zone: ZoneInfo) -> list[datetime]:
    """When the clocks of the zone were set, to the quarter of an hour at which all of them are."""
    quarters = [start + n * timedelta(minutes=15) for n in range((end - start) // timedelta(minutes=15) + 1)]
    return [b for a, b in pairwise(quarters) if local(a, zone).utcoffset() != local(b, zone).utcoffset()]


def piece(kind: str, start: datetime, end: datetime) -> Interval:
    match kind:
        case "bout":
            return tracking_facts.Bout(end, start, end)
        case "unseen":
            return tracking_facts.Away(end, start, end)
        case "unobserved":
            return tracking_facts.Unobserved(end, start, end)
        case _:
            return tracking_facts.Break(end, start, end, "assumed" if kind == "away" else "confirmed", kind)


@dataclass(frozen=True)
class TiledDays:
    """Four days, tiled with pieces."""

    zone: ZoneInfo
    days: list[date]
    pieces: list[Interval]


@st.composite
def tiled_days(draw: st.DrawFn, place: tuple[str, date], cut_at_changes: bool) -> TiledDays:
    zone, day = ZoneInfo(place[0]), place[1]
    days = [day + timedelta(days=n) for n in range(-1, 3)]
    start, end = midnight(days[0], zone), midnight(days[-1] + timedelta(days=1), zone)
    seconds = int((end - start).total_seconds())
    cuts = {start + timedelta(seconds=n) for n in draw(st.lists(st.integers(1, seconds - 1), max_size=40))}
    cuts |= set(changes(start, end, zone)) if cut_at_changes else set()
    moments = [local(moment, zone) for moment in sorted({start, end, *cuts})]
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=len(moments), max_size=len(moments)))
    return TiledDays(zone, days, [piece(kind, a, b) for kind, (a, b) in zip(kinds, pairwise(moments), strict=False)])


def observed(day: Day) -> timedelta:
    return day.sum.sitting + day.sum.standing + day.sum.away + day.sum.unobserved


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@given(data=st.data())
def test_a_day_has_the_hours_of_its_local_clock(place: tuple[str, date], data: st.DataObject) -> None:
    tiled = data.draw(tiled_days(place, cut_at_changes=True))
    for day in days_of(tiled.pieces, tiled.days[0], tiled.days[-1]):
        length = midnight(day.date + timedelta(days=1), tiled.zone) - midnight(day.date, tiled.zone)
        assert observed(day) == length == sum((span.length for span in day.spans), ZERO)


UNKNOWABLE = ("Sao Paulo, two midnights", "Apia, a day left out")  # no offset tells that it was at midnight itself
KNOWABLE = {name: place for name, place in PLACES.items() if name not in UNKNOWABLE}


@pytest.mark.parametrize("place", KNOWABLE.values(), ids=KNOWABLE)
@given(data=st.data())
def test_one_piece_over_several_midnights_and_a_clock_change(place: tuple[str, date], data: st.DataObject) -> None:
    tiled = data.draw(tiled_days(place, cut_at_changes=False))
    for day in days_of(tiled.pieces, tiled.days[0], tiled.days[-1]):
        length = midnight(day.date + timedelta(days=1), tiled.zone) - midnight(day.date, tiled.zone)
        assert observed(day) == length == sum((span.length for span in day.spans), ZERO)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@given(data=st.data())
def test_clock_changes_neither_lose_nor_add_time(place: tuple[str, date], data: st.DataObject) -> None:
    """Also where the clocks change at midnight itself within a piece: which day gets the hour is then unknown."""
    tiled = data.draw(tiled_days(place, cut_at_changes=False))
    days = days_of(tiled.pieces, tiled.days[0] - timedelta(days=1), tiled.days[-1] + timedelta(days=1))
    total = total_of(days)
    bouts = [x.end - x.start for x in tiled.pieces if isinstance(x, tracking_facts.Bout)]
    assert sum((observed(day) for day in days), ZERO) == tiled.pieces[-1].end - tiled.pieces[0].start
    assert total.sitting == sum(bouts, ZERO) == sum(total.bouts, ZERO)
    assert sorted(total.bouts) == sorted(bouts)
    assert total.prolonged == sum((x for x in bouts if x >= timedelta(minutes=30)), ZERO)
    assert total.beyond == sum((max(ZERO, x - timedelta(minutes=45)) for x in bouts), ZERO)
    assert total.ended_by_break == sum(
        isinstance(a, tracking_facts.Bout) and isinstance(b, tracking_facts.Break) for a, b in pairwise(tiled.pieces)
    )


def at(hour: float) -> datetime:
    return datetime(2026, 3, 2, tzinfo=CET) + timedelta(hours=hour)


def test_a_bout_over_midnight_is_split_in_time_and_counted_on_its_first_day() -> None:
    facts = [
        tracking_facts.Bout(at(25), at(23), at(25)),
        tracking_facts.Break(at(25.5), at(25), at(25.5), "assumed", "away"),
    ]
    first, second = days_of(facts, date(2026, 3, 2), date(2026, 3, 3))
    assert (first.sum.sitting, second.sum.sitting) == (timedelta(hours=1), timedelta(hours=1))
    assert (first.sum.bouts, second.sum.bouts) == ((timedelta(hours=2),), ())
    assert (first.sum.ended_by_break, second.sum.ended_by_break) == (1, 0)
    assert (first.sum.beyond, second.sum.beyond) == (timedelta(minutes=15), timedelta(hours=1))
    assert (first.sum.prolonged, second.sum.prolonged) == (timedelta(hours=1), timedelta(hours=1))
    assert (first.sum.assumed, second.sum.assumed) == (0, 1)


@pytest.mark.parametrize(
    "end", [tracking_facts.Away(at(12), at(10), at(12)), tracking_facts.Unobserved(at(12), at(10), at(12))]
)
def test_a_bout_without_a_break_at_its_end_counts_only_in_the_time(end: Interval) -> None:
    facts = [
        tracking_facts.Bout(at(9), at(8), at(9)),
        tracking_facts.Break(at(9), at(9), at(9.01), "confirmed", "pulse"),
        tracking_facts.Bout(at(10), at(9.01), at(10)),
    ]
    (day,) = days_of([*facts, end], date(2026, 3, 2), date(2026, 3, 2))
    assert day.sum.ended_by_break == 1
    assert len(day.sum.bouts) == 2
    assert day.sum.breaks_per_hour == pytest.approx(1 / 1.99)


def test_the_running_bout_counts_only_in_the_time() -> None:
    running = running_interval(fold([tracking_facts.Began(at(9)), tracking_facts.Sat(at(9), at(9))]), at(9.75))
    assert running == tracking_facts.Bout(at(9.75), at(9), at(9.75))
    (day,) = days_of([running], date(2026, 3, 2), date(2026, 3, 2))
    assert (day.sum.sitting, day.sum.ended_by_break) == (timedelta(minutes=45), 0)


offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1))  # noqa: DTZ001 - the zone is drawn beside it


@given(moments, st.timedeltas(ZERO, timedelta(days=40)), offsets, offsets)
def test_the_parts_of_a_piece_are_contiguous_and_on_its_days(
    start: datetime, length: timedelta, old: timezone, new: timezone
) -> None:
    """Whatever the two offsets are, travel included."""
    begun = start.replace(tzinfo=old)
    ended = (begun + length).astimezone(new)
    parts = split_by_day(begun, ended)
    assert (parts[0][1], parts[-1][2]) == (begun, ended)
    assert all(a[2] == b[1] and a[0] < b[0] for a, b in pairwise(parts))
    if length and begun.date() < ended.date():
        assert begun.date() <= parts[0][0] and parts[-1][0] <= ended.date()
        assert old != new or (parts[0][0], [p[1].time() for p in parts[1:]]) == (
            begun.date(),
            [time()] * len(parts[1:]),
        )


def test_pieces_of_zero_length_are_ignored() -> None:
    facts: list[Fact] = [
        tracking_facts.Bout(at(9), at(9), at(9)),
        tracking_facts.Break(at(9), at(9), at(9), "confirmed", "said"),
    ]
    (day,) = days_of(facts, date(2026, 3, 2), date(2026, 3, 2))
    assert (day.sum, day.spans) == (days_of([], day.date, day.date)[0].sum, ())


def test_one_bout_of_zero_length_removes_no_measure() -> None:
    facts: list[Fact] = [tracking_facts.Bout(at(n + 0.1 * n), at(n), at(n + 0.1 * n)) for n in range(12)]
    record = range_record(days_of(facts, date(2026, 3, 2), date(2026, 3, 2)))["total"]
    assert isinstance(record, dict)
    assert record["bouts"]["count"] == 11 and record["alpha"] is not None and record["w50_min"] is not None


def test_a_day_without_a_new_bout_has_the_one_that_reaches_into_it() -> None:
    night = tracking_facts.Bout(at(33), at(23), at(33))
    for days in (days_of([night], date(2026, 3, 3), date(2026, 3, 3)), days_of([night], at(0).date(), at(30).date())):
        assert days[-1].sum.longest_shown == timedelta(hours=10)
        assert day_sentence(days[-1].sum) == "9 h at the desk, no break, longest stretch 10 h."
    (standing,) = days_of([piece("standing", at(9), at(10))], at(0).date(), at(0).date())
    assert day_sentence(standing.sum) == "1 h at the desk, 1 break."


@given(st.data())
def test_a_day_is_the_same_in_any_range(data: st.DataObject) -> None:
    tiled = data.draw(tiled_days(PLACES["Berlin, 23 h"], cut_at_changes=False))
    whole = days_of(tiled.pieces, tiled.days[0], tiled.days[-1])
    for n, day in enumerate(tiled.days):
        touching = [p for p in tiled.pieces if p.start.date() <= day <= p.end.date()]
        assert days_of(touching, day, day)[0].sum.sitting == whole[n].sum.sitting
        assert days_of(touching, day, day)[0].spans == whole[n].spans


def test_a_piece_of_decades_costs_only_the_requested_days() -> None:
    hole = tracking_facts.Unobserved(at(12), datetime(1970, 1, 1, tzinfo=CET), at(12))
    assert len(split_by_day(hole.start, hole.end, date(2026, 3, 1), date(2026, 3, 2))) == 2
    (day,) = days_of([hole], date(2026, 3, 1), date(2026, 3, 1))
    assert day.sum.unobserved == timedelta(days=1)


NOON = datetime(2026, 3, 12, 12, tzinfo=CET)
OUTCOME = {
    "started": tracking_facts.Started(NOON, "stand", True),
    "skipped": tracking_facts.Skipped(NOON, "stand"),
    "ignored": tracking_facts.Ignored(NOON, "stand"),
    "later": tracking_facts.Snoozed(NOON, "stand", NOON),
    "withdrawn": tracking_facts.Withdrawn(NOON, "stand"),
}


def prompt_and(outcome: str | None, break_after: timedelta | None, kind: str = "stand") -> list[Fact]:
    """A prompt at noon, its outcome ten seconds later, and a break of a minute after it."""
    at = NOON + timedelta(seconds=10)
    facts: list[Fact] = [tracking_facts.Prompted(NOON, kind, "bound", timedelta(minutes=45))]
    if outcome is not None:
        facts.append(replace(OUTCOME[outcome], at=at, kind=kind))  # type: ignore[call-arg]
    if break_after is not None:
        start = NOON + break_after
        facts.append(tracking_facts.Break(start, start, start + timedelta(minutes=1), "assumed", "away"))
    return facts


@pytest.mark.parametrize(
    ("outcome", "break_after", "followed_of"),
    [
        ("started", timedelta(seconds=10), (1, 1)),
        ("started", None, (0, 1)),
        ("ignored", timedelta(minutes=5), (1, 1)),
        ("ignored", timedelta(minutes=5, seconds=1), (0, 1)),
        ("skipped", timedelta(minutes=4), (1, 1)),
        ("later", timedelta(minutes=4), (0, 0)),
        ("withdrawn", timedelta(minutes=1), (0, 0)),
        (None, timedelta(minutes=1), (0, 0)),
    ],
)
def test_a_prompt_is_followed_by_a_break_within_five_minutes(
    outcome: str | None, break_after: timedelta | None, followed_of: tuple[int, int]
) -> None:
    (day,) = days_of(prompt_and(outcome, break_after), NOON.date(), NOON.date())
    assert (day.sum.followed, day.sum.decided) == followed_of


def test_cues_and_sessions_are_no_stand_up_prompts() -> None:
    facts = [*prompt_and("ignored", None, "cue"), *prompt_and("ignored", None, "routine")]
    (day,) = days_of(facts, NOON.date(), NOON.date())
    assert (day.sum.decided, day.sum.offered) == (0, 2)

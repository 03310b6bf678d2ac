"""The log keeps each fact exactly and in order, and its queries find the facts of a time."""

import itertools
import sqlite3
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.tracking.projection import fold
from hipbreak.store.event_log.database import open_for_writing
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.rows import to_fact, to_row
from tests.store.log_generator import generate, span
from tests.store.moments import DAY, at
from tests.store.strategies import facts, moments


@given(facts)
def test_a_fact_round_trips_with_its_offsets(fact: Fact) -> None:
    back = to_fact(to_row(fact))
    assert back == fact
    assert repr(back.at.utcoffset()) == repr(fact.at.utcoffset())
    for name in ("start", "end", "since", "until"):
        if getattr(fact, name, None) is not None:
            assert getattr(back, name).utcoffset() == getattr(fact, name).utcoffset()


@settings(max_examples=30)
@given(st.lists(st.lists(facts, max_size=5), max_size=8))
def test_the_log_keeps_the_order_of_its_facts(batches: list[list[Fact]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        ids: list[bytes] = []
        with EventLog.open(path) as log:
            for batch in batches:
                ids += log.append(batch)
        with EventLog.read(path) as log:
            entries = list(log.entries())
            assert [entry.fact for entry in entries] == [fact for batch in batches for fact in batch]
            assert [entry.id for entry in entries] == ids == sorted(ids)
            assert log.count() == len(ids)
            assert log.notes == []


@settings(max_examples=60)
@given(st.lists(facts, max_size=25), moments, moments)
def test_between_equals_a_filter_of_all_entries(appended: list[Fact], a: datetime, b: datetime) -> None:
    start, end = min(a, b), max(a, b)
    with EventLog.in_memory() as log:
        log.append(appended)
        entries = list(log.entries())
        taken_back = {entry.of for entry in entries}
        pieces, points = [], []
        for entry in entries:
            fact = entry.fact
            if (
                entry.id in taken_back
                or isinstance(fact, programme_facts.ProgrammeFact)
                or fact.name
                in (
                    "began",
                    "sat",
                    "stood",
                    "standing_asked",
                    "standing_confirmed",
                    "left",
                    "paused",
                    "resumed",
                    "in_call",
                    "call_over",
                    "corrected",
                    "reclocked",
                )
            ):
                continue
            if not isinstance(fact, Interval) or isinstance(fact, tracking_facts.Asked):
                points += [fact] if start <= fact.at < end else []
            elif fact.start < end and (fact.end > start or fact.start >= start):
                pieces.append(fact)
        found = log.between(start, end)
        assert sorted(found, key=repr) == sorted(pieces + points, key=repr)
        assert [p.start for p in found[: len(pieces)]] == sorted(p.start for p in pieces)
        assert [p.at for p in found[len(pieces) :]] == sorted(p.at for p in points)


def test_a_withdrawn_entry_is_in_the_log_and_not_in_the_day(log: EventLog) -> None:
    appended = [
        tracking_facts.Bout(at(10), at(9), at(10)),
        tracking_facts.Corrected(at(11), "bout", at(9)),
        tracking_facts.Bout(at(11), at(9), at(9.5)),
        tracking_facts.Break(at(11), at(9.5), at(9.6), "confirmed", "said"),
        tracking_facts.Bout(at(11), at(9.6), at(10)),
        tracking_facts.Corrected(at(12), "bout", at(9)),
    ]
    log.append(appended[:3])
    log.append(appended[3:])
    assert log.between(DAY, DAY + timedelta(days=1)) == [appended[3], appended[4]]
    entries = list(log.entries())
    assert [entry.of for entry in entries] == [None, entries[0].id, None, None, None, entries[2].id]
    assert log.recent(DAY) == appended


def test_a_correction_without_an_entry_withdraws_nothing(log: EventLog) -> None:
    log.append(
        [tracking_facts.Corrected(at(9), "break", at(8)), tracking_facts.Break(at(10), at(8), at(9), "assumed", "away")]
    )
    assert len(log.between(DAY, at(24))) == 1


def test_a_long_absence_is_found_by_any_of_its_days(log: EventLog) -> None:
    holiday = tracking_facts.Unobserved(at(24 * 30), at(17), at(24 * 30))
    log.append([tracking_facts.Bout(at(17), at(16), at(17)), holiday])
    assert log.between(at(24 * 10), at(24 * 11)) == [holiday]
    assert not log.overlaps(at(24 * 10), at(24 * 11))


def test_a_piece_over_midnight_is_in_both_days_and_one_of_zero_length_is_found(log: EventLog) -> None:
    night, instant = tracking_facts.Bout(at(25), at(23), at(25)), tracking_facts.Bout(at(24), at(24), at(24))
    log.append([night, instant])
    assert log.between(DAY, at(24)) == [night]
    assert log.between(at(24), at(48)) == [night, instant]


def test_overlaps_finds_recorded_times(log: EventLog) -> None:
    log.append([tracking_facts.Bout(at(10), at(9), at(10))])
    assert log.overlaps(at(9.2), at(9.3))
    assert log.overlaps(at(9.9), at(12))
    assert log.overlaps(at(10), at(10))
    assert not log.overlaps(at(11), at(12))
    assert not log.overlaps(at(7), at(9))


def test_recent_includes_the_last_pause_of_any_age(log: EventLog) -> None:
    pause = tracking_facts.Paused(at(-500), None)
    log.append(
        [
            tracking_facts.Paused(at(-600), None),
            tracking_facts.Resumed(at(-550)),
            pause,
            tracking_facts.Skipped(at(-400), "stand"),
            tracking_facts.Began(at(9)),
        ]
    )
    assert log.recent(at(0)) == [pause, tracking_facts.Began(at(9))]
    assert log.recent(at(10)) == [pause]


def test_recent_has_no_gaps_when_the_clock_was_set_back(log: EventLog) -> None:
    appended = [
        tracking_facts.Began(at(9)),
        tracking_facts.Reclocked(at(-100), timedelta(hours=-109)),
        tracking_facts.Sat(at(-99), at(-99)),
        tracking_facts.Began(at(10)),
    ]
    log.append([tracking_facts.Began(at(-200)), *appended])
    assert log.recent(at(8)) == appended


def test_recent_ignores_a_clock_that_was_years_ahead(log: EventLog) -> None:
    log.append([tracking_facts.Began(at(24 * 9000)), tracking_facts.Began(at(-24 * 30)), tracking_facts.Began(at(9))])
    assert log.recent(at(8)) == [tracking_facts.Began(at(9))]


def test_the_recent_days_give_the_same_state_as_the_whole_log(log: EventLog) -> None:
    generate(log, days=30)
    last = list(log.entries())[-1].fact.at
    whole = fold(entry.fact for entry in log.entries())
    recent = fold(log.recent(last - timedelta(days=7)))
    assert recent == whole


def test_the_heartbeat_is_the_last_beat_or_live_fact(log: EventLog) -> None:
    assert log.last_alive() is None
    log.beat(at(9))
    assert log.last_alive() == at(9)
    log.append([tracking_facts.Began(at(10))])
    assert log.last_alive() == at(10)
    log.append([tracking_facts.Began(at(-9000))], live=False)
    assert log.last_alive() == at(10)
    log.beat(at(8))  # the clock was set back
    assert log.last_alive() == at(8)
    assert log.last_alive().utcoffset() == timedelta(hours=1)


def test_an_empty_log_has_no_facts(tmp_path: Path) -> None:
    path = tmp_path / "none" / "hipbreak.sqlite"
    with EventLog.read(path) as log:
        assert (log.count(), log.first_day(), log.last_alive(), log.recent(DAY)) == (0, None, None, [])
        assert log.between(DAY, at(24)) == []
    assert not path.parent.exists()


def test_the_first_day_is_a_local_date(log: EventLog) -> None:
    log.append([tracking_facts.Began(at(0.5)), tracking_facts.Began(at(30))])
    assert log.first_day() == DAY.date()


def test_entries_cannot_be_changed_or_deleted(log: EventLog) -> None:
    log.append([tracking_facts.Began(at(9))])
    with sqlite3.connect(log.path) as other:
        for statement in ("UPDATE entry SET at = 0", "DELETE FROM entry"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                other.execute(statement)
    other.close()


def test_an_unknown_kind_of_entry_is_skipped_and_reported_once(log: EventLog) -> None:
    log.append([tracking_facts.Began(at(9))])
    other = sqlite3.connect(log.path)
    other.execute("INSERT INTO entry(id, fact, at, at_offset, body) VALUES (x'00', 'flown', 9e15, 0, '')")
    other.execute("INSERT INTO entry(id, fact, at, at_offset, body) VALUES (x'01', 'sat', 9e15, 0, '{broken')")
    other.commit()
    other.close()
    assert [entry.fact for entry in log.entries()] == [tracking_facts.Began(at(9))]
    assert len(log.notes) == 1


def test_a_time_without_an_offset_refuses_its_batch(log: EventLog) -> None:
    with pytest.raises((ValueError, TypeError)):
        log.append([tracking_facts.Began(at(9)), tracking_facts.Began(datetime(2026, 1, 1))])  # noqa: DTZ001
    assert log.count() == 0
    log.append([tracking_facts.Began(at(9))])


def test_the_generator_is_deterministic(tmp_path: Path) -> None:
    with EventLog.in_memory() as one, EventLog.in_memory() as two:
        assert generate(one, days=60) == generate(two, days=60) >= 6000
        assert [e.fact for e in one.entries()] == [e.fact for e in two.entries()]
        start, end = span(60)
        pieces = [
            p for p in one.between(start, end) if isinstance(p, Interval) and not isinstance(p, tracking_facts.Asked)
        ]
        assert all(a.end == b.start for a, b in itertools.pairwise(pieces))
        assert start.tzinfo is UTC


def test_reading_a_day_does_not_read_the_years(tmp_path: Path) -> None:
    """The work done for one day is the same in a log ten times as long: counted in steps of SQLite's machine."""
    path, steps = tmp_path / "hipbreak.sqlite", []
    connection, _notes = open_for_writing(path)
    with EventLog(path, connection) as log:
        for days in (40, 400):
            generate(log, days=days)
            counted = 0

            def count() -> None:
                nonlocal counted
                counted += 1

            start = span(1)[0]
            connection.set_progress_handler(count, 100)
            log.between(start, start + timedelta(days=1))
            log.overlaps(start + timedelta(hours=2), start + timedelta(hours=3))
            log.recent(span(days)[1] - timedelta(days=2))
            connection.set_progress_handler(None, 100)
            steps.append(counted)
    assert steps[1] < steps[0] * 3  # the same first day was generated twice

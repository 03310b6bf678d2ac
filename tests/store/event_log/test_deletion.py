"""A deletion removes every trace from the files, and keeps the entries around it valid."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import Sitting
from hipbreak.store.event_log.days import days_between
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_jsonl import import_log
from hipbreak.store.work_progress import run_to_end
from tests.store.log_generator import generate, span, working_days
from tests.store.moments import DAY, at


def facts(log: EventLog) -> list[Fact]:
    return [entry.fact for entry in log.entries()]


def test_a_deleted_day_is_empty_and_the_others_are_unchanged(log: EventLog) -> None:
    generate(log, days=15)
    days = list(working_days(15))
    gone = days[7]
    others = [day for day in days if day != gone and (day - gone).days not in (-1, 1)]
    before = {day: days_between(log, day, day) for day in others}
    count = log.count()
    deleted = run_to_end(delete(log, gone, gone))
    assert 90 < deleted < 110
    assert log.count() <= count - deleted + 2, "what was unobserved before and after is cut at midnight"
    (day,) = days_between(log, gone, gone)
    assert day.spans == () and not any(day.sum.outcomes.values())
    assert {day: days_between(log, day, day) for day in others} == before


def test_pieces_over_the_edges_are_kept_outside_the_range(log: EventLog) -> None:
    night, morning = (
        tracking_facts.Bout(at(1), at(-1), at(1)),
        tracking_facts.Break(at(25), at(23), at(25), "assumed", "away"),
    )
    log.append(
        [
            tracking_facts.Began(at(-2)),
            night,
            tracking_facts.Bout(at(10), at(9), at(10)),
            morning,
            tracking_facts.Sat(at(25), at(25)),
        ]
    )
    ids = [entry.id for entry in log.entries()]
    assert run_to_end(delete(log, DAY.date(), DAY.date())) == 3
    assert facts(log) == [
        tracking_facts.Began(at(-2)),
        tracking_facts.Bout(at(0), at(-1), at(0)),
        tracking_facts.Break(at(25), at(24), at(25), "assumed", "away"),
        tracking_facts.Sat(at(25), at(25)),
    ]
    assert [entry.id for entry in log.entries()] == [ids[0], ids[1], ids[3], ids[4]]
    (day,) = days_between(log, at(-1).date(), at(-1).date())
    assert (day.sum.sitting, day.sum.ended_by_break) == (timedelta(hours=1), 0)


def test_an_absence_around_the_range_is_split(log: EventLog) -> None:
    log.append(
        [
            tracking_facts.Began(at(-240)),
            tracking_facts.Unobserved(at(240), at(-240), at(240)),
            tracking_facts.Began(at(240)),
            tracking_facts.Sat(at(240), at(240)),
        ]
    )
    run_to_end(delete(log, DAY.date(), DAY.date()))
    assert sorted(log.intervals(at(-999), at(999)), key=lambda fact: fact.at) == [
        tracking_facts.Unobserved(at(0), at(-240), at(0)),
        tracking_facts.Unobserved(at(240), at(24), at(240)),
    ]
    assert fold(log.recent(at(200))).posture == Sitting(at(240))


def test_a_correction_is_deleted_or_kept_with_its_entry(log: EventLog) -> None:
    kept = [
        tracking_facts.Bout(at(-5), at(-6), at(-5)),
        tracking_facts.Corrected(at(9), "bout", at(-6)),
        tracking_facts.Bout(at(9), at(-6), at(-5.5)),
    ]
    log.append([*kept, tracking_facts.Bout(at(10), at(9), at(10)), tracking_facts.Corrected(at(40), "bout", at(9))])
    run_to_end(delete(log, DAY.date(), DAY.date()))
    assert facts(log) == kept
    assert log.between(at(-24), at(48)) == [kept[2]]


def test_everything_but_the_heartbeat_is_deleted(log: EventLog) -> None:
    count = generate(log, days=10)
    heard = log.last_alive()
    assert run_to_end(delete(log)) == count
    assert (log.count(), log.last_alive(), log.first_day()) == (0, heard, None)
    log.append([tracking_facts.Began(at(9))])
    with pytest.raises(Exception, match="append-only"), log.edit() as connection:
        connection.execute("DELETE FROM entry")


@pytest.mark.parametrize("everything", [True, False])
def test_deleted_entries_are_in_no_file(log: EventLog, tmp_path: Path, everything: bool) -> None:
    secret = "a-word-that-was-said"
    generate(log, days=10)
    log.append([tracking_facts.Skipped(at(9), secret), tracking_facts.Skipped(at(10), secret)])
    log.append([tracking_facts.Skipped(at(60), "stand")])
    size = log.path.stat().st_size
    day = None if everything else DAY.date()
    run_to_end(delete(log, day, day))
    for path in tmp_path.iterdir():
        assert secret.encode() not in path.read_bytes(), path
    assert not everything or log.path.stat().st_size < size / 2


def test_a_current_pause_survives_the_deletion_of_its_day(log: EventLog) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    log.append(
        [
            tracking_facts.Paused(at(9), None),
            tracking_facts.Resumed(at(10)),
            tracking_facts.Paused(at(11), soon),
            tracking_facts.Began(at(12)),
        ]
    )
    run_to_end(delete(log, DAY.date(), DAY.date()))
    assert facts(log) == [tracking_facts.Paused(at(11), soon)]


def test_a_past_pause_is_deleted_with_its_day(log: EventLog) -> None:
    log.append(
        [
            tracking_facts.Paused(at(9), None),
            tracking_facts.Resumed(at(10)),
            tracking_facts.Paused(at(-30), at(-29)),
            tracking_facts.Paused(at(11), at(12)),
        ]
    )
    run_to_end(delete(log, DAY.date(), None))
    assert facts(log) == [tracking_facts.Paused(at(-30), at(-29))]


def test_deleting_last_week_does_not_change_today(log: EventLog) -> None:
    generate(log, days=20)
    last = span(20)[1]
    before = fold(log.recent(last - timedelta(days=2)))
    run_to_end(delete(log, None, last.date() - timedelta(days=5)))
    after = fold(log.recent(last - timedelta(days=2)))
    assert (after.posture, after.declined_at, after.tally, after.base) == (
        before.posture, before.declined_at, before.tally, before.base,
    )  # fmt: skip


def test_deleted_days_can_be_imported_again(log: EventLog, tmp_path: Path) -> None:
    generate(log, days=15)
    days = list(working_days(15))
    file = tmp_path / "all.jsonl"
    run_to_end(export(log, file))
    before = days_between(log, days[0], days[-1])
    run_to_end(delete(log, days[0], days[-1]))
    assert log.count() == 0
    run_to_end(import_log(log, file))
    assert days_between(log, days[0], days[-1]) == before


def test_a_failed_deletion_deletes_nothing(log: EventLog) -> None:
    generate(log, days=5)
    count = log.count()
    with EventLog.read(log.path) as reader, pytest.raises(LogError):
        run_to_end(delete(reader))
    assert log.count() == count

"""An export imported into an empty home gives the same facts and statistics."""

import csv
import json
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import to_record
from hipbreak.core.statistics.records import range_record
from hipbreak.core.tracking.projection import fold
from hipbreak.store.event_log.days import days_between
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.uuid7 import id_text
from hipbreak.store.transfer.export import export, json_lines
from hipbreak.store.transfer.import_jsonl import ImportResult, import_log
from hipbreak.store.work_progress import run_to_end
from tests.store.log_generator import generate, span
from tests.store.moments import DAY, at
from tests.store.strategies import facts, recorded


def entries(log: EventLog) -> list[tuple[bytes, bytes | None, Fact]]:
    return [(entry.id, entry.of, entry.fact) for entry in log.entries()]


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_sixty_days_round_trip_with_equal_statistics(log: EventLog, tmp_path: Path) -> None:
    generate(log, days=60)
    log.beat(span(60)[1])
    assert run_to_end(export(log, tmp_path / "all.jsonl")) == log.count()
    with EventLog.open(tmp_path / "other" / "hipbreak.sqlite") as other:
        done = run_to_end(import_log(other, tmp_path / "all.jsonl"))
        assert done == ImportResult(log.count(), 0)
        assert entries(other) == entries(log)
        assert other.last_alive() == log.last_alive()
        first, last = (moment.date() for moment in span(60))
        periods = [days_between(one, first, last) for one in (log, other)]
        assert range_record(periods[0]) == range_record(periods[1])
        assert periods[0] == periods[1]
        since = span(60)[1] - timedelta(days=2)
        assert fold(other.recent(since)) == fold(log.recent(since))


@settings(max_examples=40)
@given(recorded())
def test_any_log_round_trips(facts: list[Fact]) -> None:
    with tempfile.TemporaryDirectory() as folder, EventLog.in_memory() as one, EventLog.in_memory() as two:
        one.append(facts)
        file = Path(folder) / "log.jsonl"
        run_to_end(export(one, file))
        if facts:
            run_to_end(import_log(two, file))
        assert entries(two) == entries(one)
        assert two.last_alive() == one.last_alive()


@given(facts)
def test_each_line_is_the_record_of_a_fact(fact: Fact) -> None:
    with EventLog.in_memory() as log:
        (identity,) = log.append([fact], live=False)
        ((line,),) = list(json_lines(log))
        record = json.loads(line)
        assert record.pop("id") == id_text(identity)
        assert record == to_record(fact)


def test_a_correction_is_exported_with_its_entry(log: EventLog, tmp_path: Path) -> None:
    bout, late = tracking_facts.Bout(at(10), at(9), at(10)), tracking_facts.Corrected(at(50), "bout", at(9))
    log.append(
        [
            tracking_facts.Began(at(-20)),
            bout,
            tracking_facts.Began(at(30)),
            late,
            tracking_facts.Bout(at(50), at(9), at(9.5)),
        ]
    )
    assert (
        run_to_end(export(log, tmp_path / "day.jsonl", DAY.date(), DAY.date()))
        == log.count(DAY.date(), DAY.date())
        == 3
    )
    with EventLog.in_memory() as other:
        run_to_end(import_log(other, tmp_path / "day.jsonl"))
        assert other.between(at(0), at(24)) == [tracking_facts.Bout(at(50), at(9), at(9.5))]
        assert other.last_alive() is None, "the last beat was on another day"


def test_a_range_has_the_entries_that_overlap_it_in_local_time(log: EventLog) -> None:
    night = tracking_facts.Bout(at(25), at(23), at(25))
    log.append(
        [
            tracking_facts.Began(at(-0.1)),
            tracking_facts.Began(at(0)),
            night,
            tracking_facts.Began(at(24)),
            tracking_facts.Began(at(48)),
        ]
    )
    assert [log.count(DAY.date() + timedelta(days=n), DAY.date() + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [
        1, 2, 2, 1,
    ]  # fmt: skip
    assert log.count(None, DAY.date()) == 3
    assert log.count(DAY.date(), None) == 4


def test_a_cancelled_export_leaves_nothing(log: EventLog, tmp_path: Path) -> None:
    generate(log, days=12)
    before = sorted(tmp_path.iterdir())
    work = export(log, tmp_path / "all.jsonl")
    step = next(work)
    assert 0 < step.done < step.total
    work.close()
    assert sorted(tmp_path.iterdir()) == before


def test_a_complete_export_replaces_the_old_file_and_is_private(log: EventLog, tmp_path: Path) -> None:
    generate(log, days=12)
    file = tmp_path / "all.jsonl"
    file.write_text("the one before")
    work = export(log, file)
    next(work)
    assert file.read_text() == "the one before"
    run_to_end(work)
    assert file.read_text().startswith('{"id":')
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_empty_log_gives_an_empty_file(log: EventLog, tmp_path: Path) -> None:
    assert run_to_end(export(log, tmp_path / "all.jsonl")) == 0
    assert (tmp_path / "all.jsonl").read_text() == ""
    assert run_to_end(export(log, tmp_path / "all.csv")) == 4
    assert {row["row"] for row in rows_of(tmp_path / "all.csv")} == {"measure"}


def test_the_table_has_a_row_for_each_valid_bout_break_and_day(log: EventLog, tmp_path: Path) -> None:
    log.append(
        [
            tracking_facts.Bout(at(10), at(9), at(10)),
            tracking_facts.Break(at(10.5), at(10), at(10.5), "assumed", "away"),
            tracking_facts.Corrected(at(11), "break", at(10)),
            tracking_facts.Break(at(11), at(10), at(10.25), "confirmed", "said"),
            tracking_facts.Bout(at(25), at(23), at(25)),
        ]
    )
    assert run_to_end(export(log, tmp_path / "all.csv")) == 9
    rows = rows_of(tmp_path / "all.csv")
    assert [row["row"] for row in rows] == ["day", "bout", "break", "bout", "day", *["measure"] * 4]
    first, bout, pause, night, second, w50 = rows[:6]
    assert (first["date"], first["sitting_s"], first["breaks_confirmed"], first["seconds"]) == (
        "2026-03-02", "7200", "1", "",
    )  # fmt: skip
    assert second["sitting_s"] == "3600"
    assert (bout["from"], bout["to"], bout["seconds"]) == (
        "2026-03-02T09:00:00+01:00",
        "2026-03-02T10:00:00+01:00",
        "3600.0",
    )
    assert (pause["credit"], pause["how"], pause["sitting_s"]) == ("confirmed", "said", "")
    assert night["to"] == "2026-03-03T01:00:00+01:00"
    assert (w50["measure"], w50["value"], w50["from_bouts"]) == ("w50_min", "", "2")
    assert w50["source"] and w50["definition"]


def test_the_table_of_weeks_equals_the_statistics(log: EventLog, tmp_path: Path) -> None:
    generate(log, days=40)
    first, last = date(2016, 1, 10), date(2016, 2, 20)
    run_to_end(export(log, tmp_path / "range.csv", first, last))
    rows = rows_of(tmp_path / "range.csv")
    days = [row for row in rows if row["row"] == "day"]
    assert [row["date"] for row in days] == [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    total = range_record(days_between(log, first, last))["total"]
    assert isinstance(total, dict)
    assert sum(int(row["bouts_count"]) for row in days) == total["bouts"]["count"]
    assert sum(row["row"] == "bout" for row in rows) == total["bouts"]["count"]
    assert sum(row["row"] == "break" for row in rows) == sum(total["breaks"].values())
    measures = {row["measure"]: row["value"] for row in rows if row["row"] == "measure"}
    assert measures == {name: str(total[name] or "") for name in ("w50_min", "gini", "alpha", "hazard")}
    assert float(measures["gini"]) > 0

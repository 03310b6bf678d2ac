"""A recorded time of another program, rehearsed: fewer prompts than fixed timers, no more long stretches."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.rehearsal import Rehearsal, rehearse
from hipbreak.core.tracking import inputs
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.transfer.activitywatch import SeveralHosts
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.history import read_history
from hipbreak.store.work_progress import run_to_end
from tests.core.short_trace import trace_of
from tests.store.log_generator import generate
from tests.store.transfer.gnome_files import write_history
from tests.store.transfer.test_activitywatch import DAY_OF_EVENTS, bucket, write

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, tzinfo=UTC)
RULES = Settings()


def weeks_at_a_desk(seed: int) -> list[tuple[datetime, datetime]]:
    """Stretches of activity as in a session where the screen turns blank after five minutes without input."""
    chance, found = Random(seed), list[tuple[datetime, datetime]]()
    for n in range(70):
        day = datetime(2026, 8, 31, 7, tzinfo=UTC) + timedelta(days=n)
        at, end = day + timedelta(minutes=chance.uniform(0, 45)), day + timedelta(hours=chance.uniform(7.5, 10))
        while day.weekday() < 5 and at < end:
            stop = at + timedelta(minutes=min(5 + chance.lognormvariate(3.3, 0.8), 240))
            found.append((at, stop))
            at = stop + timedelta(minutes=0.3 + chance.expovariate(1 / 14))
            at += timedelta(minutes=chance.uniform(25, 50)) * (chance.random() < 0.1)
    return found


def require_better(found: Rehearsal) -> None:
    for timer in found.timers:
        assert found.hipbreak.prompts < timer.prompts
        assert found.hipbreak.beyond <= timer.beyond
    assert found.hipbreak.beyond < found.recorded.beyond


@pytest.mark.parametrize("seed", range(4))
def test_gnomes_history_needs_fewer_prompts_for_no_more_long_stretches(tmp_path: Path, seed: int) -> None:
    history = read_history(write_history(tmp_path, weeks_at_a_desk(seed)), RULES, zone=BERLIN, now=NOW)
    assert history.kind == "gnome" and f"{history.trace[0].at:%z}" == "+0200"
    require_better(rehearse(history.trace, RULES))


@pytest.mark.parametrize("seed", range(4))
def test_an_activitywatch_export_needs_fewer_prompts_for_no_more_long_stretches(tmp_path: Path, seed: int) -> None:
    stretches = weeks_at_a_desk(seed)
    watched = bucket([])
    watched["events"] = [
        {"timestamp": start.isoformat(), "duration": (stop - start).total_seconds(), "data": {"status": "not-afk"}}
        for start, stop in reversed(stretches)
    ]
    history = read_history(write(tmp_path, watched), RULES, zone=BERLIN, now=NOW)
    assert history.kind == "activitywatch"
    require_better(rehearse(history.trace, RULES))


def test_the_moments_are_local_and_the_end_is_settled(tmp_path: Path) -> None:
    history = read_history(write(tmp_path, bucket(DAY_OF_EVENTS)), RULES, zone=BERLIN, now=NOW)
    assert isinstance(history.trace[0].event, inputs.InputActive)
    assert isinstance(history.trace[-1].event, inputs.Settle)
    assert history.trace[0].at.isoformat() == "2026-03-02T09:00:00+01:00"


def test_one_of_several_computers_is_chosen(tmp_path: Path) -> None:
    file = write(tmp_path, bucket(DAY_OF_EVENTS), bucket(DAY_OF_EVENTS, "laptop"))
    with pytest.raises(SeveralHosts):
        read_history(file, RULES, now=NOW)
    assert read_history(file, RULES, "laptop", now=NOW).trace


def test_a_trace_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text("\n".join(trace_of("09:00 active\n10:00 call_start\n10:20 end")))
    assert [type(line.event) for line in read_history(file, RULES).trace] == [
        inputs.InputActive,
        inputs.BusyChanged,
        inputs.Settle,
    ]


def test_what_hipbreak_recorded_itself_is_refused(tmp_path: Path) -> None:
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        generate(log, 2)
        run_to_end(export(log, tmp_path / "all.jsonl"))
    with pytest.raises(ImportRefused, match="not a time without it"):
        read_history(tmp_path / "all.jsonl", RULES)


@pytest.mark.parametrize("text", ["", "hello", "[1", json.dumps({"a": 1}), "\0" * 10])
def test_a_file_of_something_else_gets_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(ImportRefused):
        read_history(file, RULES)

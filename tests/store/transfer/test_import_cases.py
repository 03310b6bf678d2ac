"""Exports that were once imported wrongly, with their right results."""

import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hipbreak.core.facts.base import Interval
from hipbreak.core.facts.tracking_facts import Bout, Break, Paused, Unobserved
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.status import day_sentence
from hipbreak.store.event_log.days import days_between
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.transfer.activitywatch import SeveralHosts
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_file import import_activitywatch
from hipbreak.store.transfer.import_jsonl import ImportResult, file_kind, import_log
from hipbreak.store.work_progress import run_to_end

CASES = Path(__file__).parents[2] / "cases"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def bring(log: EventLog, name: str, zone: str = "UTC", host: str | None = None, now: datetime = NOW) -> ImportResult:
    return run_to_end(import_activitywatch(log, CASES / name, Settings(), host, ZoneInfo(zone), now))


def pieces(log: EventLog) -> list[tuple[str, str, str]]:
    found = log.intervals(datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    intervals = [(p.name, p.start.astimezone(UTC), p.end.astimezone(UTC)) for p in found if isinstance(p, Interval)]
    return [(name, f"{start:%d %H:%M:%S}", f"{end:%d %H:%M:%S}") for name, start, end in intervals]


def test_a_future_end_is_cut_at_now(log: EventLog) -> None:
    assert bring(log, "aw_future.json") == ImportResult(3, 0)
    assert pieces(log) == [
        ("bout", "30 08:00:00", "30 08:30:00"),
        ("unobserved", "30 08:30:00", "30 09:00:00"),
        ("bout", "30 09:00:00", "30 12:00:00"),
    ]


def test_what_was_cut_at_now_is_known_at_the_next_import(log: EventLog) -> None:
    bring(log, "aw_future.json")
    before = pieces(log)
    assert bring(log, "aw_future.json", now=NOW + HOUR) == ImportResult(0, 3)
    assert pieces(log) == before


def test_events_without_a_gap_become_intervals_that_an_import_accepts(log: EventLog, tmp_path: Path) -> None:
    """A computer that was used for two years without a break of five minutes, by its AFK watcher."""
    first = datetime(2024, 1, 1, tzinfo=UTC)
    events = [
        {"timestamp": (first + number * 24 * HOUR).isoformat(), "duration": 86_400, "data": {"status": "not-afk"}}
        for number in range(700)
    ]
    file = tmp_path / "aw.json"
    file.write_text(json.dumps({"id": "aw-watcher-afk", "type": "afkstatus", "hostname": "box", "events": events}))
    assert bring(log, str(file)) == ImportResult(2, 0)
    run_to_end(export(log, tmp_path / "all.jsonl"))
    with EventLog.in_memory() as other:
        assert run_to_end(import_log(other, tmp_path / "all.jsonl")) == ImportResult(2, 0)
        assert pieces(other) == pieces(log)


@pytest.mark.parametrize("name", ["aw_epoch.json", "aw_year1.json"])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_an_event_of_a_wrong_clock_leaves_no_gap_of_decades(
    log: EventLog, tmp_path: Path, name: str, zone: str
) -> None:
    assert bring(log, name, zone) == ImportResult(1, 0, skipped=1)
    assert pieces(log) == [("bout", "17 09:00:00", "17 10:00:00")]
    assert run_to_end(export(log, tmp_path / "table.csv")) == 1 + 1 + 4, "a day, a bout, and the measures"
    run_to_end(export(log, tmp_path / "all.jsonl"))
    with EventLog.in_memory() as other:
        assert run_to_end(import_log(other, tmp_path / "all.jsonl")) == ImportResult(1, 0)


def test_an_event_of_a_negative_length_is_skipped(log: EventLog) -> None:
    assert bring(log, "aw_negative.json") == ImportResult(3, 0, skipped=1)
    assert [piece for piece in pieces(log) if piece[0] == "bout"] == [
        ("bout", "20 09:00:00", "20 09:58:20"),
        ("bout", "20 10:00:00", "20 11:00:00"),
    ]


@pytest.mark.parametrize("duration", [True, None, "600", [], {}, float("nan"), 1e11, 10**400])
def test_a_duration_that_is_none_is_skipped(log: EventLog, tmp_path: Path, duration: object) -> None:
    export = json.loads((CASES / "aw_negative.json").read_text())
    (raw,) = export["buckets"].values()
    raw["events"][1]["duration"] = duration
    (tmp_path / "aw.json").write_text(json.dumps(export))
    done = run_to_end(import_activitywatch(log, tmp_path / "aw.json", Settings(), None, UTC, NOW))
    assert done == ImportResult(3, 0, skipped=1)


def test_unmerged_heartbeats_are_presence(log: EventLog) -> None:
    assert bring(log, "aw_zero_durations.json") == ImportResult(1, 0)
    assert pieces(log) == [("bout", "18 09:00:00", "18 09:09:55")]


def test_a_bucket_without_a_host_has_an_unknown_computer(log: EventLog) -> None:
    with pytest.raises(SeveralHosts, match="of pc, unknown computer: choose one") as refused:
        bring(log, "aw_null_host.json")
    assert refused.value.hosts == ["pc", "unknown computer"]
    bring(log, "aw_null_host.json", host="unknown computer")
    assert pieces(log) == [("bout", "18 09:00:00", "18 10:00:00")]


def test_a_bout_over_midnight_is_the_longest_of_both_days(log: EventLog) -> None:
    bring(log, "aw_night.json")
    first, second = days_between(log, date(2026, 11, 16), date(2026, 11, 17))
    assert day_sentence(first.sum) == "3 h 26 min at the desk, 1 break, longest stretch 10 h."
    assert day_sentence(second.sum) == "9 h 5 min at the desk, no break, longest stretch 10 h."


def test_names_have_no_control_characters(log: EventLog, tmp_path: Path) -> None:
    export = json.loads((CASES / "aw_null_host.json").read_text())
    for number, raw in enumerate(export["buckets"].values()):
        raw["hostname"] = f"\x1b]0;{number}\x07\x1b[31m\ud800"
    (tmp_path / "aw.json").write_text(json.dumps(export))
    with pytest.raises(SeveralHosts) as refused:
        run_to_end(import_activitywatch(log, tmp_path / "aw.json", Settings(), None, UTC, NOW))
    shown = r"\x1b]0;1\x07\x1b[31m\ud800"
    assert str(refused.value).isprintable() and shown in str(refused.value)
    for host in (shown, "\x1b]0;1\x07\x1b[31m\ud800"):
        run_to_end(import_activitywatch(log, tmp_path / "aw.json", Settings(), host, UTC, NOW))
    assert log.count() == 1
    for raw in export["buckets"].values():
        raw["id"], raw["events"] = "\x1b[2J", [7]
    (tmp_path / "aw.json").write_text(json.dumps(export))
    with pytest.raises(ImportRefused) as useless:
        run_to_end(import_activitywatch(log, tmp_path / "aw.json", Settings(), None, UTC, NOW))
    assert str(useless.value).isprintable()


def entry(number: int, **values: object) -> str:
    return json.dumps({"id": f"019cab7f-9d7f-7a39-a7d0-{number:012x}", **values})


def moment(hour: float) -> str:
    return (NOW + hour * HOUR).isoformat()


def piece(number: int, name: str, start: float, end: float, **more: object) -> str:
    return entry(number, at=moment(end), fact=name, **{"from": moment(start), "to": moment(end)}, **more)


BREAK = {"credit": "assumed", "how": "away"}


def test_entries_of_a_wrong_clock_are_skipped(log: EventLog, tmp_path: Path) -> None:
    """Exports of older versions have such entries: the whole file would be of no use otherwise."""
    since_1970, ten_years = -(NOW - datetime(1970, 1, 1, tzinfo=UTC)) / HOUR, 10 * 365 * 24.0
    (tmp_path / "own.jsonl").write_text(
        "\n".join(
            [
                piece(1, "bout", -5, -4),
                entry(2, at=moment(since_1970), fact="began"),
                piece(3, "bout", since_1970, since_1970 + 1),
                piece(4, "unobserved", since_1970 + 1, -3),
                piece(5, "bout", -2, 3),
                piece(6, "unobserved", -1, ten_years),
                piece(7, "break", ten_years, ten_years + 1, **BREAK),
                entry(8, at=moment(ten_years), fact="skipped", kind="stand", heard=moment(ten_years)),
                piece(9, "bout", -9000, -6),
                entry(10, at=moment(-1), fact="sat", since=moment(2)),
                entry(11, at=moment(-1), fact="paused", until=moment(ten_years)),
                entry(12, at=moment(-1), fact="paused", until=moment(24.0 * 30)),
            ]
        )
    )
    done = run_to_end(import_log(log, tmp_path / "own.jsonl", now=NOW))
    assert done == ImportResult(3, 0, skipped=9)
    found = [entry.fact for entry in log.entries()]
    assert found == [
        Bout(NOW - 4 * HOUR, NOW - 5 * HOUR, NOW - 4 * HOUR),
        Bout(NOW, NOW - 2 * HOUR, NOW),
        Paused(NOW - HOUR, NOW + timedelta(days=30)),
    ]
    assert log.last_alive() is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (piece(1, "break", -2, -1, credit="=cmd|'/C calc'!A0", how="away"), "credit has a value"),
        (piece(1, "break", -2, -1, credit="assumed", how="\x1b[31m"), "how has a value"),
        (entry(1, at=moment(-1), fact="skipped", kind="\x1b[2J"), "kind has a value"),
        (entry(1, at=moment(-1), fact="hurt", routine="r", move="m", where="\ud800"), "a text that Hipbreak does not"),
        (entry(1, at=moment(-1), fact="tip_dismissed", tip="x" * 100_000), "a text that Hipbreak does not"),
        (entry(1, at=moment(-1), fact="finished", kind="stand", held_s=1e13), "held is out of reach"),
        (entry(1, at=moment(-1), fact="finished", kind="stand", held_s="soon"), "held_s is not a number of seconds"),
        (entry(1, at=7, fact="began"), "at is not a moment"),
        (entry(1, at="2026-13-45", fact="began"), "at is not a moment"),
        (entry(1, at=moment(-1), fact="began", heard="9999-12-31T23:59:59+00:00"), "out of reach"),
        (entry(1, at=moment(-1), fact="paused", until="9999-12-31T23:59:59+00:00"), "out of reach"),
        (entry(1, at="0001-01-01T00:00:00+14:00", fact="began"), "out of reach"),
        (entry(1, at=moment(-1), fact="\x1b[31m"), "not known to this version"),
        (entry(1, at=moment(-1), fact=["began"]), "no entry of a log"),
        ('{"fact": ' + "[" * 100_000, "not JSON"),
        ('{"id": "\x1b[31m"', "not JSON"),
        (json.dumps({"id": "\x1b[31m", "at": moment(-1), "fact": "began"}), "is not the id of an entry"),
    ],
)
def test_an_invalid_value_refuses_the_file_in_one_sentence(log: EventLog, tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "own.jsonl").write_text(piece(2, "bout", -4, -3) + "\n" + line)
    with pytest.raises(ImportRefused, match="line 2") as refused:
        run_to_end(import_log(log, tmp_path / "own.jsonl", now=NOW))
    said = str(refused.value)
    assert why in said and said.isprintable() and said.count(". ") == 0
    assert not any(word in said for word in ("Error", "isoformat", "argument", "object", "<class", "magnitude"))
    assert log.count() == 0


def test_a_table_of_an_older_log_has_no_formulas(log: EventLog, tmp_path: Path) -> None:
    log.append([Break(NOW, NOW - HOUR, NOW, "=cmd|'/C calc'!A0", "@SUM(1)\x1b[31m")], live=False)
    run_to_end(export(log, tmp_path / "table.csv"))
    text = (tmp_path / "table.csv").read_text()
    assert "'=cmd|'/C calc'!A0,'@SUM(1)\\x1b[31m," in text and "\x1b" not in text


def test_days_around_a_gap_of_decades_are_exported(log: EventLog, tmp_path: Path) -> None:
    """The time is linear in the number of days, since a long piece is cut only at the midnights asked for."""
    facts = [Unobserved(NOW - 3650 * 24 * HOUR, NOW - 13_000 * 24 * HOUR, NOW - 3650 * 24 * HOUR)]
    facts += [Bout(start + HOUR, start, start + HOUR) for n in range(3650) for start in [NOW - (n + 1) * 24 * HOUR]]  # type: ignore[misc]
    log.append(facts, live=False)
    rows = run_to_end(export(log, tmp_path / "table.csv"))
    assert 13_000 <= rows - 3650 - 4 <= 13_002


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is not a regular file"):
        file_kind(tmp_path / "pipe")

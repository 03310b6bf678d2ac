"""An ActivityWatch export becomes presence, breaks and gaps, once, and only where the log has no record."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import days_of
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import Sitting
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.event_log.import_overlaps import uncovered
from hipbreak.store.transfer.activitywatch import Bucket, derived_id, facts_of, read_buckets
from hipbreak.store.transfer.import_file import import_activitywatch
from hipbreak.store.transfer.import_jsonl import ImportResult, file_kind
from hipbreak.store.work_progress import run_to_end

DAY = datetime(2026, 3, 2, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SETTINGS = Settings()
Events = Sequence[tuple[str, float, float]]  # status, from, to in minutes of the day in UTC


def at(minute: float) -> datetime:
    return DAY + timedelta(minutes=minute)


def bucket(events: Events, host: str = "desk") -> dict[str, Any]:
    """As aw-server 0.13 writes it: the latest event first, no ids."""
    return {
        "id": f"aw-watcher-afk_{host}",
        "created": "2026-01-01T08:00:00.000000+00:00",
        "name": None,
        "type": "afkstatus",
        "client": "aw-watcher-afk",
        "hostname": host,
        "data": {},
        "events": [
            {
                "timestamp": at(start).isoformat(),
                "duration": (end - start) * 60,
                "data": {"status": status},
            }
            for status, start, end in reversed(events)
        ],
    }


def write(folder: Path, *buckets: dict[str, Any]) -> Path:
    windows = {"id": "aw-watcher-window_desk", "type": "currentwindow", "hostname": "desk", "events": [{"data": {}}]}
    file = folder / "aw-buckets-export.json"
    file.write_text(json.dumps({"buckets": {one["id"]: one for one in (windows, *buckets)}}))
    return file


def pieces(events: Events, folder: Path) -> list[tuple[str, float, float]]:
    """What is read of them, in minutes."""
    (found,) = run_to_end(read_buckets(write(folder, bucket(events))))
    intervals = [piece for _, piece in facts_of(found, SETTINGS, BERLIN)]
    return [(p.name, (p.start - DAY) / timedelta(minutes=1), (p.end - DAY) / timedelta(minutes=1)) for p in intervals]


def bring(log: EventLog, file: Path, host: str | None = None) -> ImportResult:
    return run_to_end(import_activitywatch(log, file, SETTINGS, host, BERLIN))


DAY_OF_EVENTS = (
    ("not-afk", 480, 530),
    ("afk", 530, 545),
    ("not-afk", 545, 600),
    ("afk", 600, 603),
    ("not-afk", 603, 610),
)


def test_presence_and_long_and_short_absences(tmp_path: Path) -> None:
    assert pieces(DAY_OF_EVENTS, tmp_path) == [("bout", 480, 530), ("break", 530, 545), ("bout", 545, 610)]


def test_an_absence_of_the_idle_limit_is_a_break(tmp_path: Path) -> None:
    for length, names in ((4.99, ["bout"]), (5, ["bout", "break", "bout"])):
        events = (("not-afk", 0, 10), ("afk", 10, 10 + length), ("not-afk", 10 + length, 30))
        assert [name for name, _, _ in pieces(events, tmp_path)] == names


def test_gaps_above_a_short_absence_are_unobserved(tmp_path: Path) -> None:
    assert pieces((("not-afk", 0, 10), ("not-afk", 10.9, 20), ("not-afk", 21, 30)), tmp_path) == [
        ("bout", 0, 20),
        ("unobserved", 20, 21),
        ("bout", 21, 30),
    ]


def test_an_absence_with_an_unobserved_edge_is_no_break(tmp_path: Path) -> None:
    events = (("afk", 0, 20), ("not-afk", 20, 60), ("afk", 60, 90), ("not-afk", 600, 660), ("afk", 660, 680))
    assert [name for name, _, _ in pieces(events, tmp_path)] == ["away", "bout", "away", "unobserved", "bout", "away"]


def test_presence_wins_where_events_overlap_and_empty_events_are_ignored(tmp_path: Path) -> None:
    events = (("afk", 0, 100), ("not-afk", 30, 40), ("not-afk", 35, 50), ("afk", 200, 200), ("hibernating", 300, 400))
    assert pieces(events, tmp_path) == [("away", 0, 30), ("bout", 30, 50), ("away", 50, 100)]


def test_times_have_the_local_offset_of_their_moment(tmp_path: Path) -> None:
    night = [("not-afk", 27 * 1440 - 30, 27 * 1440 + 120)]  # over 2026-03-29 01:00 UTC, when Berlin's clocks went on
    (found,) = run_to_end(read_buckets(write(tmp_path, bucket(night))))
    ((_, piece),) = list(facts_of(found, SETTINGS, BERLIN))
    assert (piece.start.isoformat(), piece.end.isoformat()) == (
        "2026-03-29T00:30:00+01:00",
        "2026-03-29T04:00:00+02:00",
    )
    assert piece.end - piece.start == timedelta(hours=2.5)


def test_importing_a_day_twice_changes_nothing(log: EventLog, tmp_path: Path) -> None:
    file = write(tmp_path, bucket(DAY_OF_EVENTS))
    assert file_kind(file) == "activitywatch"
    assert bring(log, file) == ImportResult(3, 0)
    before = list(log.entries())
    assert bring(log, file) == ImportResult(0, 3)
    assert list(log.entries()) == before
    (day,) = days_of(log.intervals(at(-600), at(2000)), date(2026, 3, 2), date(2026, 3, 2))
    assert (day.sum.sitting, day.sum.away, day.sum.assumed) == (timedelta(minutes=115), timedelta(minutes=15), 1)
    assert log.last_alive() is None, "the app itself was not running"


def test_recorded_times_are_left_out(log: EventLog, tmp_path: Path) -> None:
    own = tracking_facts.Bout(at(560), at(500), at(560))
    log.append([own])
    done = bring(log, write(tmp_path, bucket(DAY_OF_EVENTS)))
    assert done.left_out == timedelta(minutes=60)
    intervals = [(p.name, p.start, p.end) for p in log.intervals(at(0), at(1440)) if isinstance(p, Interval)]
    assert intervals == [("bout", at(480), at(500)), ("bout", at(500), at(560)), ("bout", at(560), at(610))]
    again = bring(log, write(tmp_path, bucket(DAY_OF_EVENTS)))
    assert again.new == 0


def test_the_running_bout_is_left_out(log: EventLog, tmp_path: Path) -> None:
    log.append([tracking_facts.Began(at(550)), tracking_facts.Sat(at(550), at(550))])
    log.beat(at(612))
    done = bring(log, write(tmp_path, bucket(DAY_OF_EVENTS)))
    assert done.left_out == timedelta(minutes=60)
    assert [p.end for p in log.intervals(at(0), at(1440)) if isinstance(p, Interval)][-1] == at(550)
    assert fold(log.recent(at(0))).posture == Sitting(at(550))


def test_unobserved_time_is_corrected(log: EventLog, tmp_path: Path) -> None:
    """As new entries (R21); and the sums stay those of the time."""
    zone = timezone(timedelta(hours=1))
    start, end = at(420).astimezone(zone), at(700).astimezone(zone)
    log.append(
        [
            tracking_facts.Began(at(400)),
            tracking_facts.Bout(start, at(400), start),
            tracking_facts.Unobserved(end, start, end),
            tracking_facts.Began(end),
            tracking_facts.Sat(end, end),
        ]
    )
    log.beat(at(700))
    assert bring(log, write(tmp_path, bucket(DAY_OF_EVENTS))).left_out == timedelta(0)
    intervals = [p for p in log.intervals(at(0), at(1440)) if isinstance(p, Interval)]
    assert [p.name for p in intervals] == ["bout", "unobserved", "bout", "break", "bout", "unobserved"]
    assert all(a.end == b.start for a, b in pairwise(intervals))
    assert sum((p.end - p.start for p in intervals), timedelta()) == timedelta(minutes=300)
    assert fold(log.recent(at(0))).posture == Sitting(at(700))
    before = list(log.entries())
    assert bring(log, write(tmp_path, bucket(DAY_OF_EVENTS))).new == 0
    assert list(log.entries()) == before


def test_overlapping_computers_need_a_choice(log: EventLog, tmp_path: Path) -> None:
    file = write(tmp_path, bucket(DAY_OF_EVENTS), bucket([("not-afk", 600, 700)], "laptop"))
    with pytest.raises(ImportRefused, match="desk, laptop: choose one computer"):
        bring(log, file)
    with pytest.raises(ImportRefused, match="nothing of a computer named phone, but of desk, laptop"):
        bring(log, file, "phone")
    assert log.count() == 0
    assert bring(log, file, "laptop") == ImportResult(1, 0)


def test_computers_without_overlap_are_all_imported(log: EventLog, tmp_path: Path) -> None:
    old, new = bucket([("not-afk", 0, 30), ("not-afk", 5000, 5030)]), bucket([("not-afk", 2000, 2030)], "laptop")
    bring(log, write(tmp_path, old, new))
    intervals = [p for p in log.intervals(at(-1), at(9000)) if isinstance(p, Interval)]
    assert [p.name for p in intervals] == ["bout", "unobserved", "bout", "unobserved", "bout"]
    assert all(a.end == b.start for a, b in pairwise(intervals))


def test_other_shapes_of_export_are_read(tmp_path: Path) -> None:
    one = bucket(DAY_OF_EVENTS)
    for content in (one, {"buckets": [one]}, {one["id"]: one}):
        (tmp_path / "file.json").write_text(json.dumps(content, indent=2))
        assert file_kind(tmp_path / "file.json") == "activitywatch"
        assert [found.host for found in run_to_end(read_buckets(tmp_path / "file.json"))] == ["desk"]


def test_exports_of_aw_server_rust_are_read(tmp_path: Path) -> None:
    raw = bucket([])
    raw["events"] = [
        {"id": 7, "timestamp": "2026-03-02T08:00:00.123456789Z", "duration": 60.5, "data": {"status": "not-afk"}},
    ]
    ((start, end),) = run_to_end(read_buckets(write(tmp_path, raw)))[0].desk
    assert end - start == timedelta(seconds=60.5)
    assert start.microsecond == 123456


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"buckets": {', "not JSON"),
        ('{"buckets": {}}', "no AFK bucket"),
        ("[[]]", "no AFK bucket"),
        ("7", "no AFK bucket"),
        ('{"type": "afkstatus", "id": "x", "events": []}', "no AFK bucket"),
        ('{"type": "afkstatus", "id": "x", "events": [7]}', "bucket x, event 1"),
        ('{"type": "afkstatus", "id": "x", "events": [{"timestamp": "soon"}]}', "bucket x, event 1"),
    ],
)
def test_an_unreadable_export_is_reported_in_one_sentence(
    log: EventLog, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "file.json").write_text(content)
    with pytest.raises(ImportRefused, match=said):
        bring(log, tmp_path / "file.json")
    assert log.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": -1},
        {"duration": "1"},
        {"duration": 1e11},
        {"duration": 1e300},
        {"duration": float("nan")},
        {"timestamp": 5},
        {"timestamp": "0001-01-01T00:00:00Z"},
        {"timestamp": "1970-01-01T00:00:12Z"},
        {"timestamp": "9999-12-31T23:59:59-12:00"},
        {"data": None},
        {"data": {"status": ["afk"]}},
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "UTC"])
def test_an_invalid_event_is_skipped_and_counted(
    log: EventLog, tmp_path: Path, wrong: dict[str, Any], zone: str
) -> None:
    raw = bucket(DAY_OF_EVENTS)
    raw["events"][0] |= wrong
    done = run_to_end(import_activitywatch(log, write(tmp_path, raw), SETTINGS, None, ZoneInfo(zone)))
    assert (done.skipped, done.new) == (1, 4)
    intervals = [(p.name, p.start, p.end) for p in log.intervals(at(0), at(1440)) if isinstance(p, Interval)]
    assert intervals == [
        ("bout", at(480), at(530)),
        ("break", at(530), at(545)),
        ("bout", at(545), at(600)),
        ("away", at(600), at(603)),
    ]
    raw["events"] = raw["events"][:1]
    with pytest.raises(ImportRefused, match="aw-watcher-afk_desk, event 1"):
        run_to_end(read_buckets(write(tmp_path, raw)))


def test_a_cancelled_import_leaves_nothing(log: EventLog, tmp_path: Path) -> None:
    events = [("not-afk", n * 10, n * 10 + 4) for n in range(1000)]
    work = import_activitywatch(log, write(tmp_path, bucket(events)), SETTINGS, None, BERLIN)
    while not log.count():
        next(work)
    work.close()
    assert log.count() == 0


def test_ids_are_distinct_uuids_of_version_8() -> None:
    made = derived_id("bucket", "bout", at(0), at(1))
    assert (made[6] >> 4, made[8] >> 6, len(made)) == (8, 2, 16)
    assert made == derived_id("bucket", "bout", at(0).astimezone(BERLIN), at(1))
    assert len({made, derived_id("b", "bout", at(0), at(1)), derived_id("bucket", "away", at(0), at(1))}) == 3


stretches = st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 60)), max_size=25)


@given(stretches, stretches)
def test_pieces_cover_the_time_from_the_first_to_the_last_event(desk: Any, away: Any) -> None:
    def joined(raw: Any) -> list[tuple[datetime, datetime]]:
        ends: list[tuple[datetime, datetime]] = []
        for start, length in sorted(raw):
            if not ends or at(start) > ends[-1][1]:
                ends.append((at(start), at(start + length)))
        return ends

    sat = joined(desk)
    made = Bucket("b", "h", tuple(sat), tuple(chain.from_iterable(uncovered(joined(away), sat))))
    intervals = [piece for _, piece in facts_of(made, SETTINGS, BERLIN)]
    assert all(a.end == b.start for a, b in pairwise(intervals))
    if intervals:
        moments = [m for stretch in (*made.desk, *made.away) for m in stretch]
        assert (intervals[0].start, intervals[-1].end) == (min(moments), max(moments))
    for before, piece, after in zip(intervals, intervals[1:], intervals[2:], strict=False):
        assert not isinstance(piece, tracking_facts.Break) or (before.name, after.name) == ("bout", "bout")
    for start, end in made.desk:
        assert any(isinstance(p, tracking_facts.Bout) and p.start <= start and end <= p.end for p in intervals)

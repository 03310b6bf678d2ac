"""Imported pieces overlap neither the log nor each other: together they cover the union of all imports."""

import json
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.tracking_facts import Bout, Break, Corrected, Unobserved
from hipbreak.core.statistics.daily import days_of
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_jsonl import ImportResult, import_log
from hipbreak.store.work_progress import run_to_end
from tests.store.log_generator import generate

DAY = datetime(2026, 3, 2, tzinfo=UTC)


def at(minute: float) -> datetime:
    return DAY + timedelta(minutes=minute)


def write(folder: Path, facts: Sequence[Fact], name: str = "file.jsonl") -> Path:
    """An export of a log that has these facts, as they are."""
    with EventLog.in_memory() as other:
        other.append(facts, live=False)
        run_to_end(export(other, folder / name))
    return folder / name


def pieces(log: EventLog) -> list[tuple[str, float, float]]:
    found = log.intervals(DAY - timedelta(days=400), DAY + timedelta(days=400))
    return [
        (p.name, (p.start - DAY) / timedelta(minutes=1), (p.end - DAY) / timedelta(minutes=1))
        for p in found
        if isinstance(p, Interval)
    ]


def bout(start: float, end: float) -> Bout:
    return Bout(at(end), at(start), at(end))


def test_overlapping_bouts_are_merged(log: EventLog, tmp_path: Path) -> None:
    file = write(tmp_path, [bout(540, 600), bout(550, 560), bout(555, 660)])
    done = run_to_end(import_log(log, file))
    assert done == ImportResult(2, 0, timedelta(minutes=55))
    assert pieces(log) == [("bout", 540, 600), ("bout", 600, 660)]
    (day,) = days_of(log.intervals(at(0), at(1440)), DAY.date(), DAY.date())
    assert day.sum.sitting == timedelta(hours=2)
    before = list(log.entries())
    run_to_end(import_log(log, file))
    assert list(log.entries()) == before


def test_recorded_time_is_left_out_of_each_piece(log: EventLog, tmp_path: Path) -> None:
    log.append([bout(20, 30), bout(50, 60)], live=False)
    pause = Break(at(40), at(0), at(80), "confirmed", "said")
    assert run_to_end(import_log(log, write(tmp_path, [pause]))).left_out == timedelta(minutes=20)
    assert pieces(log) == [("away", 0, 20), ("bout", 20, 30), ("away", 30, 50), ("bout", 50, 60), ("away", 60, 80)]


def test_observed_time_replaces_unobserved_time(log: EventLog, tmp_path: Path) -> None:
    log.append([Unobserved(at(100), at(0), at(100)), bout(100, 200)], live=False)
    file = write(tmp_path, [bout(20, 40), Unobserved(at(300), at(150), at(300))])
    run_to_end(import_log(log, file))
    assert pieces(log) == [
        ("unobserved", 0, 20), ("bout", 20, 40), ("unobserved", 40, 100), ("bout", 100, 200), ("unobserved", 200, 300),
    ]  # fmt: skip


def test_a_withdrawn_piece_covers_no_time(log: EventLog, tmp_path: Path) -> None:
    facts = [bout(0, 60), Corrected(at(61), "bout", at(0)), bout(0, 30), bout(40, 60)]
    assert run_to_end(import_log(log, write(tmp_path, facts))) == ImportResult(4, 0)
    assert pieces(log) == [("bout", 0, 30), ("bout", 40, 60)]


kinds = st.sampled_from(("bout", "break", "unobserved"))
spans = st.tuples(kinds, st.integers(0, 3000), st.integers(0, 300))
files = st.lists(st.lists(spans, max_size=8), min_size=1, max_size=4)


def fact(kind: str, start: int, length: int) -> Fact:
    a, b = at(start), at(start + length)
    match kind:
        case "bout":
            return Bout(b, a, b)
        case "break":
            return Break(b, a, b, "confirmed", "said")
        case _:
            return Unobserved(b, a, b)


@settings(max_examples=60)
@given(files)
def test_overlapping_imports_cover_their_union_exactly(spans: list[list[tuple[str, int, int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder, EventLog.in_memory() as log:
        observed, any_kind = set[int](), set[int]()
        for number, one in enumerate(spans):
            if not one:
                continue
            file = write(Path(folder), [fact(*span) for span in one], f"{number}.jsonl")
            run_to_end(import_log(log, file))
            before = list(log.entries())
            run_to_end(import_log(log, file))
            assert list(log.entries()) == before, "twice is the same as once"
            for kind, start, length in one:
                minutes = set(range(start, start + length))
                any_kind |= minutes
                observed |= minutes if kind != "unobserved" else set()
        found = pieces(log)
        lasting = [piece for piece in found if piece[1] < piece[2]]
        assert all(a[2] <= b[1] for a, b in pairwise(lasting))
        covered = [set(range(int(start), int(end))) for _, start, end in lasting]
        assert set().union(*covered) == any_kind
        kept = [minutes for (name, _, _), minutes in zip(lasting, covered, strict=True) if name != "unobserved"]
        assert set().union(*kept) == observed
        for day in days_of(log.intervals(at(0), at(5000)), DAY.date(), at(4999).date()):
            assert day.sum.sitting + day.sum.away + day.sum.standing + day.sum.unobserved <= timedelta(hours=24)


@pytest.fixture(scope="module")
def long_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("export") / "all.jsonl"
    with EventLog.in_memory() as log:
        generate(log, days=6)
        run_to_end(export(log, file))
    return file


@settings(max_examples=25)
@given(st.lists(st.integers(0, 600), max_size=3), st.booleans())
@example(cuts=[55, 56], backwards=True)  # the second part is one entry, whose number is 0
def test_any_split_of_an_export_gives_the_same_log(long_export: Path, cuts: list[int], backwards: bool) -> None:
    lines = long_export.read_text().splitlines(keepends=True)
    bounds = [0, *sorted(min(cut, len(lines)) for cut in cuts), len(lines)]
    parts = [lines[a:b] for a, b in pairwise(bounds) if a < b]
    with tempfile.TemporaryDirectory() as folder, EventLog.in_memory() as log:
        for part in reversed(parts) if backwards else parts:
            file = Path(folder) / "part.jsonl"
            file.write_text("".join(part))
            run_to_end(import_log(log, file))
        run_to_end(export(log, Path(folder) / "again.jsonl"))
        again = [json.loads(line) for line in (Path(folder) / "again.jsonl").read_text().splitlines()]
        original = [json.loads(line) for line in lines]
    for records in (again, original):
        for record in records:
            record.pop("heard", None)
    assert sorted(again, key=lambda r: r["id"]) == sorted(original, key=lambda r: r["id"])

"""Keeps imported intervals from overlapping what the log has, and each other: what is known already is left out.

An interval of the log wins over an imported one, and observed time over unobserved time. All of it streams: only a few
rows of the tables are in memory, however many there are.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice, tee
from typing import TypeVar

from hipbreak.core.facts.tracking_facts import Corrected, Unobserved
from hipbreak.store.event_log.rows import COLUMNS, to_moment, to_row

Span = tuple[int, int]
"""Microseconds since 1970, from and to."""
_T = TypeVar("_T", int, datetime)
_Cut = tuple[int, int, int | None, int | None]
_OBSERVED = "fact IN ('bout', 'break', 'away')"
_UNOBSERVED = "fact = 'unobserved'"
_ANY = f"({_OBSERVED} OR {_UNOBSERVED})"
_ARRIVING = """FROM temp.arriving AS new WHERE "end" > start
    AND NOT EXISTS (SELECT 1 FROM temp.arriving AS later WHERE later.of = new.id)
    AND NOT EXISTS (SELECT 1 FROM main.entry AS later WHERE later.of = new.id)"""
_KNOWN = """FROM main.entry WHERE "end" > ? AND start < ? AND "end" > start
    AND NOT EXISTS (SELECT 1 FROM main.entry AS later WHERE later.of = entry.id)
    AND NOT EXISTS (SELECT 1 FROM temp.arriving AS later WHERE later.of = entry.id)"""
_TABLES = (
    "DROP INDEX IF EXISTS temp.arriving_of",
    "CREATE INDEX temp.arriving_of ON arriving(of) WHERE of IS NOT NULL",
    "DROP TABLE IF EXISTS temp.cut",
    'CREATE TEMP TABLE cut(n INTEGER, part INTEGER, start INTEGER, "end" INTEGER)',
)
_BATCH = 1000
ADD_ARRIVING = f"INSERT OR IGNORE INTO temp.arriving(id, of, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def derived_id(source: str, name: str, start: datetime, end: datetime) -> bytes:
    """An id that the same interval always gets: a UUIDv8 (RFC 9562), 122 bits of a SHA-256 over where it comes from."""
    parts = ("hipbreak", source, name, start.astimezone(UTC).isoformat(), end.astimezone(UTC).isoformat())
    value = int.from_bytes(sha256("\n".join(parts).encode()).digest()[:16], "big")
    value = value & ~(0xF << 76) | 8 << 76
    return (value & ~(3 << 62) | 2 << 62).to_bytes(16, "big")


def resolve_overlaps(connection: sqlite3.Connection, running: Span | None) -> Iterator[int]:
    """Cut the intervals in `temp.arriving` to what is not known yet; yields the time left out so far, in microseconds.

    `running` is the interval that no entry has ended yet. Unobserved intervals of the log are corrected where an
    arriving one was observed (R21).
    """
    for statement in _TABLES:
        connection.execute(statement)
    first, last = connection.execute(f'SELECT MIN(start), MAX("end") {_ARRIVING} AND {_ANY}').fetchone()
    if first is None:
        return
    bounds, left_out = (first, last), 0
    now = [running] if running else []
    arriving = f'SELECT n, start, "end" {_ARRIVING} AND '
    known = connection.execute(f'SELECT start, "end" {_KNOWN} AND {_OBSERVED} ORDER BY start', bounds)
    intervals = connection.execute(f"{arriving} {_OBSERVED} ORDER BY start, n")
    for number, start, end, left in _shortened(intervals, heapq.merge(known, now)):
        left_out += end - start - sum(b - a for a, b in left)
        _note_cut(connection, number, left)
        yield left_out
    known = connection.execute(f'SELECT start, "end" {_KNOWN} AND {_ANY} ORDER BY start', bounds)
    observed = connection.execute(f'SELECT start, "end" {_ARRIVING} AND {_OBSERVED} ORDER BY start')
    intervals = connection.execute(f"{arriving} {_UNOBSERVED} ORDER BY start, n")
    for number, _, _, left in _shortened(intervals, heapq.merge(known, observed, now)):
        _note_cut(connection, number, left)
        yield left_out
    for _ in _apply_cuts(connection):
        yield left_out
    for _ in _correct_unobserved(connection, bounds):
        yield left_out


def _shortened(
    intervals: Iterable[tuple[int, int, int]], taken: Iterable[Span]
) -> Iterator[tuple[int, int, int, list[Span]]]:
    """The intervals of which a part is not `uncovered`, with what is left of each."""
    numbered, spans = tee(intervals)
    for (number, start, end), left in zip(numbered, uncovered((span[1:] for span in spans), taken), strict=True):
        if left != [(start, end)]:
            yield number, start, end, left


def uncovered(ranges: Iterable[tuple[_T, _T]], taken: Iterable[tuple[_T, _T]]) -> Iterator[list[tuple[_T, _T]]]:
    """What is left of each range where neither `taken` nor a range before it is; both in the order of their starts."""
    rest = iter(taken)
    cut, covered = next(rest, None), None
    for start, end in ranges:
        at, left = start if covered is None else max(start, covered), list[tuple[_T, _T]]()
        while cut is not None and cut[1] <= at:
            cut = next(rest, None)
        while cut is not None and cut[0] < end:
            if at < cut[0]:
                left.append((at, cut[0]))
            at = max(at, cut[1])
            if cut[1] > end:
                break
            cut = next(rest, None)
        if at < end:
            left.append((at, end))
        covered = end if covered is None else max(covered, end)
        yield left


def _note_cut(connection: sqlite3.Connection, number: int, left: list[Span]) -> None:
    cuts: list[_Cut] = [(number, part, start, end) for part, (start, end) in enumerate(left)]
    connection.executemany("INSERT INTO temp.cut VALUES (?, ?, ?, ?)", cuts or [(number, -1, None, None)])


def _apply_cuts(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("DELETE FROM temp.arriving WHERE n IN (SELECT n FROM temp.cut WHERE part < 0)")
    parts = connection.execute(
        f"""SELECT n, part, cut.start, cut."end", id, {", ".join(f"new.{column}" for column in COLUMNS.split(", "))}
        FROM temp.cut JOIN temp.arriving AS new USING (n) WHERE part >= 0 ORDER BY cut.rowid DESC"""
    )  # the first part of an interval last, as it changes the row
    while batch := list(islice(parts, _BATCH)):
        for number, part, start, end, identity, *columns in batch:
            fact, at, at_offset, _, start_offset, old_end, end_offset, span, body = columns
            if fact == "break":  # what a part of a break ended is unknown
                fact, body = "away", ""
            if end != old_end:
                at, at_offset = end, end_offset
            row = (fact, at, at_offset, start, start_offset, end, end_offset, span, body)
            if part:
                begin, finish = to_moment(start, start_offset), to_moment(end, end_offset)
                _add(connection, derived_id(bytes(identity).hex(), fact, begin, finish), None, row)
            else:
                connection.execute(
                    f"UPDATE temp.arriving SET ({COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE n = ?", (*row, number)
                )
        yield


def _correct_unobserved(connection: sqlite3.Connection, bounds: Span) -> Iterator[None]:
    """Take back that nothing was observed where now something is, and enter again what is left of it."""
    holes = connection.execute(
        f'SELECT id, at, at_offset, start, start_offset, "end", end_offset {_KNOWN} AND {_UNOBSERVED} ORDER BY start',
        bounds,
    ).fetchall()
    spans = [(number, hole[3], hole[5]) for number, hole in enumerate(holes)]
    observed = connection.execute(f'SELECT start, "end" {_ARRIVING} AND {_OBSERVED} ORDER BY start')
    corrected = list(_shortened(spans, observed))
    for number, start, end, left in corrected:
        identity, at, at_offset, _, start_offset, _, end_offset = holes[number]
        moment, begin, finish = to_moment(at, at_offset), to_moment(start, start_offset), to_moment(end, end_offset)
        source = bytes(identity).hex()
        correction = Corrected(moment, Unobserved.name, begin)
        _add(connection, derived_id(source, correction.name, begin, finish), identity, to_row(correction))
        for a, b in left:
            part = (to_moment(a, start_offset), to_moment(b, end_offset))
            interval = Unobserved(moment if b == end else part[1], *part)
            _add(connection, derived_id(source, interval.name, *part), None, to_row(interval))
        yield


def _add(connection: sqlite3.Connection, identity: bytes, of: bytes | None, row: tuple[object, ...]) -> None:
    connection.execute(ADD_ARRIVING, (identity, of, *row))

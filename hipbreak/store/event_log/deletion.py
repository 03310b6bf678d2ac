"""Deletes a range of days, or everything, so that no trace of it stays in the file."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hipbreak.core.facts.tracking_facts import Paused
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.store.event_log.copies import (
    copies_folder,
    discard_unfinished,
    find_copies,
    remove_companions,
    remove_copy,
)
from hipbreak.store.event_log.errors import LogDamaged, LogError, LogUnavailable, log_errors
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.insertion_order import (
    NewRow,
    find_insertion_point,
    insert,
    insert_recent,
    without_trigger,
)
from hipbreak.store.event_log.queries import (
    ALIVE,
    IN_RANGE,
    INTERVAL_FACTS,
    LOCAL_END,
    LOCAL_START,
    LocalRange,
    local_range,
)
from hipbreak.store.event_log.rows import COLUMNS, Row, to_columns, to_fact, to_moment
from hipbreak.store.event_log.schema import keep_key
from hipbreak.store.event_log.uuid7 import IdGenerator
from hipbreak.store.work_progress import Progress, ProgressGenerator

_ACROSS_EDGE = f"""SELECT id, {COLUMNS}, {LOCAL_START}, {LOCAL_END} FROM entry
    WHERE {INTERVAL_FACTS} AND {IN_RANGE} AND {ALIVE} AND ({LOCAL_START} < ?1 OR {LOCAL_END} > ?2)"""
_CORRECTIONS = f"""DELETE FROM entry WHERE fact = 'corrected'
    AND CASE WHEN of IS NULL THEN {IN_RANGE} ELSE of IN (SELECT id FROM entry WHERE {IN_RANGE}) END"""
_INSIDE = f"SELECT seq FROM entry WHERE fact != 'corrected' AND id IS NOT ?3 AND {IN_RANGE}"
_BATCH = 2000
_LAST_PAUSE = f"SELECT id, {COLUMNS} FROM entry WHERE fact IN ('paused', 'resumed') ORDER BY seq DESC LIMIT 1"
_SECOND_US = 1_000_000
_DAY_US = 86_400 * _SECOND_US


def delete(
    log: EventLog, first: date | None = None, last: date | None = None, until: datetime | None = None
) -> ProgressGenerator[int]:
    """Delete what is about the local days from `first` to `last` (both None: everything); return how many entries.

    Of days that are given, only what is about the time up to `until`, by its local clock.

    The same days are deleted from the daily copies; a copy from which they cannot be deleted is removed.

    One transaction deletes: cancelled before its end, nothing is deleted. After the step that is `irreversible` nothing
    can be taken back, and the last slices delete from the copies, and return the space to the disk.
    Of what began before the range or ended after it the part outside stays, and so do the heartbeat and a pause that
    still holds. The state of a running engine has to be folded again. LogError, also if everything was deleted but the
    space could not be returned, or a copy could not be removed.
    """
    deleted = yield from _delete_entries(log, first, last, until)
    yield Progress(1, 2, irreversible=True)
    try:
        with log_errors(copies_folder(log.path)):
            yield from _delete_from_copies(log.path, first, last, until)
    except LogError as error:
        raise LogUnavailable(data_operations_text.copies_not_changed(str(error))) from error
    try:
        log.shrink()
    except LogError as error:
        raise LogUnavailable(data_operations_text.space_not_returned(str(error))) from error
    yield Progress(2, 2, irreversible=True)
    return deleted


def _delete_entries(
    log: EventLog, first: date | None, last: date | None, until: datetime | None
) -> ProgressGenerator[int]:
    about = local_range(first, last)
    if about is not None and until is not None:
        microseconds, offset = to_columns(until)
        about = LocalRange(about.start, max(about.start, min(about.end, microseconds + offset * _SECOND_US)))
    yield Progress(0, 2)
    with log.edit() as connection:
        connection.execute("PRAGMA secure_delete = ON")
        before = log.count()
        keep_key(connection)
        remains = (yield from _delete_range(connection, about)) if about else _delete_all(connection)
        days = (about.start // _DAY_US, about.end // _DAY_US) if about else (-(10**9), 10**9)
        connection.execute("DELETE FROM lost_day WHERE day >= ? AND day < ?", days)
        return before - log.count() + remains


def _delete_from_copies(
    log: Path, first: date | None, last: date | None, until: datetime | None
) -> ProgressGenerator[None]:
    discard_unfinished(log)
    for copy in find_copies(log).values():
        if first is None and last is None:
            remove_copy(copy)
            continue
        try:
            with EventLog.open(copy) as found:
                if found.notes:
                    raise LogDamaged(found.notes[0])
                for _ in _delete_entries(found, first, last, until):
                    yield Progress(1, 2, irreversible=True)
                found.shrink()
        except Exception:  # noqa: BLE001 - whatever it is, nothing of these days must stay
            remove_copy(copy)
        remove_companions(copy)


def _delete_all(connection: sqlite3.Connection) -> int:
    with without_trigger(connection, "entry_kept"):
        connection.execute("DELETE FROM entry")
    return 0


def _delete_range(connection: sqlite3.Connection, about: LocalRange) -> ProgressGenerator[int]:
    """Return how many entries were made of the parts outside."""
    bounds = (about.start, about.end)
    outside = connection.execute(_ACROSS_EDGE, bounds).fetchall()
    with without_trigger(connection, "entry_kept"):
        connection.execute(_CORRECTIONS, bounds)
        rest = connection.execute(_INSIDE, (*bounds, _current_pause(connection))).fetchall()
        for n in range(0, len(rest), _BATCH):
            connection.executemany("DELETE FROM entry WHERE seq = ?", rest[n : n + _BATCH])
            yield Progress(n, 2 * len(rest))
    remains = _parts_outside(outside, about, IdGenerator().new_id)
    place = find_insertion_point(connection, len(remains))
    insert(connection, place, remains)
    insert_recent(connection, place)
    return len(remains)


def _current_pause(connection: sqlite3.Connection) -> bytes | None:
    found = connection.execute(_LAST_PAUSE).fetchone()
    pause = found and to_fact(found[1:])
    holds = isinstance(pause, Paused) and (pause.until is None or pause.until > datetime.now(UTC))
    return found[0] if holds else None


def _parts_outside(
    outside: list[tuple[Any, ...]], about: LocalRange, new_id: Callable[[datetime], bytes]
) -> list[NewRow]:
    """What is outside of the range; one part keeps the id, so that an import does not add it again."""
    kept: list[NewRow] = []
    for identity, *columns, local_start, local_end in outside:
        fact, at, at_offset, start, start_offset, end, end_offset, span, body = columns
        if local_start < about.start:
            cut = about.start - start_offset * _SECOND_US
            row: Row = (fact, cut, start_offset, start, start_offset, cut, start_offset, span, body)
            kept.append((identity, None, row))
        if local_end > about.end:
            cut = about.end - end_offset * _SECOND_US
            row = (fact, at, at_offset, cut, end_offset, end, end_offset, span, body)
            own = identity if local_start >= about.start else new_id(to_moment(end, end_offset))
            kept.append((own, None, row))
    return kept

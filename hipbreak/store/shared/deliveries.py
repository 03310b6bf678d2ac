"""Reads the files of other machines into a log for each of them; what was read once is not read again."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct, ValidationError, convert, field

from hipbreak.core.facts.codec import FACT_TYPES, read_moment
from hipbreak.core.facts.tracking_facts import Break
from hipbreak.core.quoting import visible
from hipbreak.core.text import log as log_text
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.insertion_order import insert_rows
from hipbreak.store.event_log.rows import Entry, to_row
from hipbreak.store.event_log.schema import MIGRATIONS
from hipbreak.store.shared.own_file import FORMAT, own_file
from hipbreak.store.shared.state import DeletionMark, ReadFile, SharedState
from hipbreak.store.transfer.import_jsonl import entry_of, is_plausible
from hipbreak.store.work_progress import Progress, ProgressGenerator

READER = FORMAT * 1000 + len(MIGRATIONS)
"""Grows when this version can read more than the one before: then everything is read again."""
_ID = re.compile(r"[0-9a-f]{16}")
_LONGEST_LINE = 1_000_000
_BATCH = 500
_CLOCKS_DIFFER = timedelta(minutes=2)
_AHEAD = timedelta(days=1)
"""An entry that is farther in the future is left out: no clock is set by so much."""
_UNUSABLE = (ValidationError, ValueError, TypeError, LookupError, OverflowError, RecursionError)


class SyncResult(Struct):
    """How many entries came, the confirmed breaks among them, and sentences for the person.

    `has_changed` if what others wrote before has changed, `has_deleted` if the own log has lost days.
    """

    new: int = 0
    breaks: list[Break] = field(default_factory=list)
    has_changed: bool = False
    has_deleted: bool = False
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Add a sentence, once."""
        if text not in self.notes:
            self.notes.append(text)


class _ClockAhead(Exception):
    """The clock of that machine is ahead by this; what follows waits."""

    def __init__(self, by: timedelta) -> None:
        super().__init__()
        self.by = by


def read_deliveries(
    own: EventLog, folder: Path, logs: Path, state: SharedState, now: datetime
) -> ProgressGenerator[SyncResult]:
    """Read what is new in the folder into the logs below `logs`, and change `state`. OSError, LogError."""
    result = SyncResult()
    for _ in range(2):  # once more after a mark: what it holds was perhaps read before
        marks = len(state.marks)
        for file in sorted(folder.glob("*.jsonl")):
            if file != own_file(folder, state) and file.is_file():
                yield Progress(0, 1)
                yield from _read_file(own, file, logs, state, now, result)
        if len(state.marks) == marks:
            break
        result.has_changed = True
        for machine in {one.machine for one in state.read.values()}:
            forget_machine(logs, state, machine)
    return result


def forget_machine(logs: Path, state: SharedState, machine: str) -> None:
    """Drop what was read of a machine, so that it is read again."""
    for ending in ("", "-wal", "-shm"):
        log_of(logs, machine).with_name(f"{machine}.sqlite{ending}").unlink(missing_ok=True)
    state.read = {name: one for name, one in state.read.items() if one.machine != machine}


def log_of(logs: Path, machine: str) -> Path:
    """The log of what a machine has written."""
    return logs / f"{machine}.sqlite"


def _read_file(
    own: EventLog, file: Path, logs: Path, state: SharedState, now: datetime, result: SyncResult
) -> ProgressGenerator[None]:
    with file.open("rb") as lines:
        first = lines.readline(_LONGEST_LINE)
        header = _header(first)
        if header is None:
            if first.endswith(b"\n"):  # else it is not whole yet
                result.note(log_text.no_file_of_hipbreak(file.name))
            return
        machine, name = header["hipbreak_machine"], visible(str(header.get("name", "")))
        state.names[machine] = name
        if header.get("format") != FORMAT:
            result.note(log_text.newer_machine(name))
            return
        before = state.read.get(file.name)
        text = first.decode()
        if before is None or before.first != text or before.reader != READER or file.stat().st_size < before.offset:
            if before is not None:
                result.has_changed = True
                forget_machine(logs, state, before.machine)
            before = ReadFile(text, len(first), READER, machine)
        if file.stat().st_size == before.offset:
            state.read[file.name] = before
            return
        lines.seek(before.offset)
        with EventLog.open(log_of(logs, machine)) as log:
            try:
                yield from _read_lines(own, log, lines, before, state, now, result, name)
            except _ClockAhead as ahead:
                result.note(log_text.clock_ahead(name, ahead.by))
        state.read[file.name] = before


def _header(line: bytes) -> dict[str, Any] | None:
    try:
        header = json.loads(line.decode())
        return header if _ID.fullmatch(header["hipbreak_machine"]) and line.endswith(b"\n") else None
    except _UNUSABLE:
        return None


def _read_lines(
    own: EventLog,
    log: EventLog,
    lines: Any,
    place: ReadFile,
    state: SharedState,
    now: datetime,
    result: SyncResult,
    name: str,
) -> ProgressGenerator[None]:
    batch: list[Entry] = []
    read, alive = place.offset, None
    try:
        while (line := lines.readline(_LONGEST_LINE)).endswith(b"\n"):
            found = _line(line, state, now, result, name)
            read += len(line)
            if isinstance(found, Entry):
                batch.append(found)
                alive = max(alive or found.fact.at, found.fact.at)
            elif found is not None:
                alive = max(alive or found, found)
            if len(batch) >= _BATCH:
                _enter(own, log, batch, result)
                batch, place.offset = [], read
                yield Progress(0, 1)
    finally:
        _enter(own, log, batch, result)
        place.offset = read
        log.beat_if_later(alive)


def _line(line: bytes, state: SharedState, now: datetime, result: SyncResult, name: str) -> Entry | datetime | None:
    """An entry, a sign of life, or nothing to enter."""
    if not line.strip():
        return None
    try:
        record = json.loads(line.decode())
        if "mark" in record:
            mark = convert(record, DeletionMark)
            if mark not in state.marks and mark not in state.own_marks:
                state.marks.append(mark)
            return None
        if "alive" in record:
            return _timely(read_moment(record["alive"], "alive"), now)
        if record["fact"] not in FACT_TYPES:
            result.note(log_text.newer_machine(name))
            return None
        entry, _ = entry_of(line)
    except _UNUSABLE:
        result.note(log_text.unreadable_lines(name))
        return None
    if _timely(entry.latest, now) is None or not is_plausible(entry.fact, now + _CLOCKS_DIFFER):
        return None
    return None if state.is_deleted(entry.fact) else entry


def _timely(moment: datetime, now: datetime) -> datetime | None:
    if moment - now > _AHEAD:
        return None
    if moment - now > _CLOCKS_DIFFER:
        raise _ClockAhead(moment - now)
    return moment


def _enter(own: EventLog, log: EventLog, batch: Sequence[Entry], result: SyncResult) -> None:
    if not batch:
        return
    ids = [entry.id for entry in batch]
    there = own.existing_ids(ids) | log.existing_ids(ids)
    new = {entry.id: entry for entry in batch if entry.id not in there}
    with log.edit() as connection:
        insert_rows(connection, [(None, entry.id, entry.of, *to_row(entry.fact)) for entry in new.values()])
    result.new += len(new)
    facts = [entry.fact for entry in new.values()]
    result.breaks += [fact for fact in facts if isinstance(fact, Break) and fact.credit == "confirmed"]


def other_logs(logs: Path, state: SharedState) -> Iterator[tuple[str, Path]]:
    """The machines that something was read of, with their logs."""
    for machine in sorted({one.machine for one in state.read.values()}):
        if log_of(logs, machine).exists():
            yield machine, log_of(logs, machine)

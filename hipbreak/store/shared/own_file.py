"""Writes what this machine recorded into its own file in the shared folder, by appending; seldom anew."""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from hipbreak.store.atomic_file import replacing
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.shared.state import SharedState, new_id

FORMAT = 1
_ALIVE_EVERY = timedelta(minutes=30)


def own_file(folder: Path, state: SharedState) -> Path:
    """The file that only this machine writes."""
    return folder / f"hipbreak-{state.id}.jsonl"


def write_own(log: EventLog, folder: Path, state: SharedState, name: str, now: datetime) -> None:
    """Append what the file lacks; write all of it anew if the log has changed before, or the file is another.

    Changes `state`. OSError, LogError.
    """
    file = own_file(folder, state)
    is_same = state.edition and log.fingerprint(state.seq) == (state.count, state.sum)
    if not is_same or not file.is_file() or file.stat().st_size != state.size:
        _write_anew(log, file, state, name, now)
        return
    lines = [line for batch in log.lines_after(state.seq) for line in batch]
    if lines or _is_heartbeat_due(state, now):
        text = "".join(f"{line}\n" for line in (*lines, _heartbeat_line(state, now)))
        _append(file, text.encode())
        state.size += len(text.encode())
        _describe(log, state)


def _write_anew(log: EventLog, file: Path, state: SharedState, name: str, now: datetime) -> None:
    state.edition = new_id()
    _describe(log, state)
    with replacing(file) as out:
        for line in _all_lines(log, state, name, now):
            out.write(f"{line}\n")
    state.size = file.stat().st_size


def _all_lines(log: EventLog, state: SharedState, name: str, now: datetime) -> Iterator[str]:
    header = {"hipbreak_machine": state.id, "name": name, "edition": state.edition, "format": FORMAT}
    yield json.dumps(header)
    yield from (json.dumps(mark.record()) for mark in state.own_marks)
    for batch in log.lines_after(None, state.seq):
        yield from batch
    yield _heartbeat_line(state, now)


def _describe(log: EventLog, state: SharedState) -> None:
    state.seq = log.last_seq()
    state.count, state.sum = log.fingerprint(state.seq)


def _is_heartbeat_due(state: SharedState, now: datetime) -> bool:
    return not state.alive or abs(now - datetime.fromisoformat(state.alive)) >= _ALIVE_EVERY


def _heartbeat_line(state: SharedState, now: datetime) -> str:
    state.alive = now.isoformat(timespec="seconds")
    return json.dumps({"alive": state.alive})


def _append(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND)
    try:
        written = 0
        while written < len(content):
            written += os.write(descriptor, content[written:])
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Keeps this machine in step with the shared folder: writes the own file, reads the others, applies their deletions."""

import errno
import platform
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from hipbreak.core.text import log as log_text
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.shared.deliveries import SyncResult, forget_machine, other_logs, read_deliveries
from hipbreak.store.shared.own_file import write_own
from hipbreak.store.shared.state import (
    DeletionMark,
    SharedState,
    load_state,
    new_id,
    save_state,
    shared_place,
    state_file,
)
from hipbreak.store.work_progress import ProgressGenerator

_EARLIEST = date(1970, 1, 1)


class OtherMachine(Struct, frozen=True):
    """Another machine: its name, and when it last wrote; None if its log cannot be read."""

    name: str
    seen: datetime | None


def synchronise(
    log: EventLog, folder: Path, now: datetime, present_since: datetime, name: str = ""
) -> ProgressGenerator[SyncResult]:
    """Write what the folder lacks of the log, and read what others have written; the own log may lose deleted days.

    `log` is open for reading. `present_since` is when the posture began that runs now: days that it touches are deleted
    once it is over. A folder that is not there is a note, no error. LogError.
    """
    try:
        return (yield from _synchronise(log, folder, now, present_since, name or platform.node()))
    except OSError as error:
        gone = error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN)
        why = error.strerror or str(error)
        return SyncResult(
            notes=[log_text.folder_not_there(str(folder)) if gone else log_text.folder_unusable(str(folder), why)]
        )


def _synchronise(
    log: EventLog, folder: Path, now: datetime, present_since: datetime, name: str
) -> ProgressGenerator[SyncResult]:
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder")
    logs, file = shared_place(log.path), state_file(log.path)
    logs.mkdir(mode=0o700, exist_ok=True)
    state = load_state(file)
    save_state(file, state)  # so that the id is known before a file has it
    try:
        result = yield from read_deliveries(log, folder, logs, state, now)
        result.has_deleted = yield from _apply_deletions(log, state, present_since)
        write_own(log, folder, state, name, now)
    finally:
        save_state(file, state)
    return result


def _apply_deletions(log: EventLog, state: SharedState, present_since: datetime) -> ProgressGenerator[bool]:
    has_deleted = False
    for mark in state.marks:
        if mark.id not in state.obeyed and mark.at < present_since and mark.last <= present_since.date():
            last = min(mark.last, mark.at.date())
            if log.count(mark.first, last):
                with EventLog.open(log.path) as writing:
                    writing.set_busy_timeout()
                    yield from delete(writing, mark.first, last, mark.at)
                has_deleted = True
            state.obeyed.append(mark.id)
    return has_deleted


def mark_deleted(log: Path, first: date | None, last: date | None, now: datetime) -> None:
    """After a deletion here: leave a mark for the others, and drop what they wrote of these days. OSError, LogError."""
    state = load_state(state_file(log))
    state.own_marks.append(DeletionMark(new_id(), first or _EARLIEST, min(last or now.date(), now.date()), now))
    state.edition = ""  # the own file is written anew
    for machine, _ in list(other_logs(shared_place(log), state)):
        forget_machine(shared_place(log), state, machine)
    shared_place(log).mkdir(mode=0o700, exist_ok=True)
    save_state(state_file(log), state)


def other_machines(log: Path) -> list[OtherMachine]:
    """Every other machine with its last sign of life. OSError."""
    state, found = load_state(state_file(log)), list[OtherMachine]()
    for machine, path in other_logs(shared_place(log), state):
        try:
            with EventLog.read(path) as other:
                seen = other.last_alive()
        except LogError:
            seen = None
        found.append(OtherMachine(state.names.get(machine) or machine, seen))
    return found


def machines_line(log: Path, folder: str) -> str:
    """A sentence about the other machines, for `hipbreak doctor`."""
    try:
        found = other_machines(log)
    except OSError as error:
        return log_text.folder_unusable(folder, error.strerror or str(error))
    if not found:
        return log_text.no_other_machine(folder)
    lines = (log_text.machine_line(one.name, one.seen.astimezone() if one.seen else None) for one in found)
    return log_text.other_machines("; ".join(lines))


def open_others(log: Path, stack: ExitStack) -> list[EventLog]:
    """The logs of the other machines, for reading, closed with the stack; one that cannot be read is left out."""
    opened = []
    if state_file(log).exists():
        for _, path in other_logs(shared_place(log), load_state(state_file(log))):
            try:
                opened.append(stack.enter_context(EventLog.read(path)))
            except LogError:
                continue
    return opened

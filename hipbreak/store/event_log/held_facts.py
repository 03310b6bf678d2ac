"""The file beside the log with the facts that could not be written to it yet."""

import errno
import os
import stat
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field, json

from hipbreak.core.facts.codec import from_record, read_moment, to_record
from hipbreak.store.atomic_file import write_file
from hipbreak.store.event_log.rows import Entry
from hipbreak.store.event_log.uuid7 import id_text, parse_id

_LARGEST = 64 * 1024 * 1024  # 300,000 facts
_JSON = json.Encoder()
_UNREADABLE = (LookupError, TypeError, ValueError, OverflowError)


class HeldFacts(Struct, frozen=True):
    """What the file holds, in order.

    `alive` is the last moment at which the app was alive meanwhile. `lacks_past`: the run could not read the log, so
    that nothing here ends the run before it.
    """

    entries: list[Entry] = field(default_factory=list)
    alive: datetime | None = None
    lacks_past: bool = False


def held_path(log: Path) -> Path:
    """The file of the facts held for the log at this path."""
    return log.with_name(log.name + "-held")


def is_empty(log: Path) -> bool:
    """Whether the file is there with nothing in it: the disk was full. OSError."""
    file = held_path(log)
    return file.exists() and file.stat().st_size == 0


def is_usable(found: os.stat_result, held: bool = True) -> bool:
    """Whether this is a regular file; one of held facts is also small enough to be read."""
    return stat.S_ISREG(found.st_mode) and (not held or found.st_size <= _LARGEST)


def read_held(log: Path) -> HeldFacts:
    """Read the file; a line that cannot be read, such as one half written, is skipped. OSError."""
    try:
        with os.fdopen(_open(log, os.O_RDONLY), "rb") as file:
            return decode(file.read(_LARGEST))
    except FileNotFoundError:
        return HeldFacts()


def _open(log: Path, flags: int) -> int:
    descriptor = os.open(held_path(log), flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0), 0o600)
    if not is_usable(os.fstat(descriptor)):
        os.close(descriptor)
        raise OSError(errno.EINVAL, f"{held_path(log).name} is not a regular file, or too large")
    return descriptor


def decode(lines: bytes) -> HeldFacts:
    """What `encode` wrote; a line that cannot be read is skipped."""
    entries: dict[bytes, Entry] = {}
    alive: datetime | None = None
    lacks_past = False
    for line in lines.splitlines():
        try:
            record = json.decode(line)
            if "alive" in record:
                alive = read_moment(record["alive"], "alive")
                lacks_past = lacks_past or record.get("lacks_past") is True
            else:
                entry = Entry(parse_id(record["id"]), from_record(record))
                entries.setdefault(entry.id, entry)
        except (*_UNREADABLE, RecursionError):
            continue
    return HeldFacts(list(entries.values()), alive, lacks_past)


def encode(held: HeldFacts) -> bytes:
    """One JSON object a line."""
    records: list[dict[str, object]] = [{"id": id_text(entry.id)} | to_record(entry.fact) for entry in held.entries]
    if held.alive is not None:
        records.append({"alive": held.alive.isoformat(), "lacks_past": held.lacks_past})
    return _JSON.encode_lines(records)


def append_held(log: Path, held: HeldFacts, durable: bool = False) -> None:
    """Append to the file; with `durable` wait until it is on the disk. OSError."""
    descriptor = _open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with os.fdopen(descriptor, "ab") as file:
        file.write((b"\n" if os.fstat(descriptor).st_size else b"") + encode(held))  # the last line may be half written
        file.flush()
        if durable:
            os.fsync(descriptor)


def complete_held(log: Path, held: HeldFacts) -> None:
    """Let the file have these facts in their order, after others that it has. OSError."""
    ids, found = {entry.id for entry in held.entries}, read_held(log)
    if [entry.id for entry in found.entries[-len(ids) :]] != [entry.id for entry in held.entries]:
        others = [entry for entry in found.entries if entry.id not in ids]
        whole = HeldFacts(others + held.entries, held.alive or found.alive, held.lacks_past or found.lacks_past)
        write_file(held_path(log), encode(whole), durable=False)

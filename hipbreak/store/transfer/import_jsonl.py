"""Brings an export of ours back into a log: what it has already stays as it is, so twice is the same as once."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.codec import from_record
from hipbreak.core.facts.tracking_facts import Corrected
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.store.event_log.errors import LogUnavailable
from hipbreak.store.event_log.event_log import Entry, EventLog
from hipbreak.store.event_log.import_batch import ImportBatch, ImportRefused
from hipbreak.store.event_log.uuid7 import IdGenerator, parse_id
from hipbreak.store.progress import Progress, ProgressGenerator, run_to_end
from hipbreak.store.regular_file import require_regular

_BATCH = 500
_LONGEST_LINE = 1_000_000
_COMMIT_SHARE = 3  # a third of the time that reading takes
_HEAD = 4096
_SPACE_FACTOR = 3  # times the file: the entries, as much in the -wal file, and the table in which they are gathered


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: entries that are new, entries that the log had, and the time left out because it had it."""

    new: int
    known: int
    left_out: timedelta = timedelta(0)


def file_kind(file: Path) -> str:
    """`log` for an export of ours, `activitywatch` for one of ActivityWatch. ImportRefused for others, OSError."""
    require_regular(file)
    with file.open("rb") as start:
        head = start.read(_HEAD).decode("utf-8-sig", "replace").lstrip()
    first = head.partition("\n")[0]
    if not head:
        raise ImportRefused(f"{file} is empty.")
    if head.startswith("{"):
        return "log" if '"fact"' in first and not first.startswith('{"buckets"') else "activitywatch"
    if first.startswith(("row,", "fact,", "date,")):
        raise ImportRefused(
            f"{file} is a CSV export, which has the bouts, breaks and days but not the entries they come from; "
            "export to a name that ends in .jsonl, and import that."
        )
    raise ImportRefused(f"{file} is neither an export of Hipbreak (JSON Lines) nor one of ActivityWatch (JSON).")


def import_log(log: EventLog, file: Path, until: datetime | None = None) -> ProgressGenerator[ImportResult]:
    """Enter what the log does not have yet, by id: all of it or, if cancelled or failed, nothing (`ImportBatch`).

    An entry that is new and of the time after `until` refuses the file: a running app tells that time itself.

    Old entries go in front of the log's, newer ones behind (`log_arrivals.Place`). The last moment heard becomes that
    of the export if it is later. ImportRefused names the line; LogError; OSError.
    """
    size, done, lines = file.stat().st_size, 0, 0
    require_free_space(log, size)
    heard: datetime | None = None
    batch: list[Entry] = []
    with nothing_imported(), ImportBatch(log, until) as arrivals:
        for entry, length, said in _lines(file):
            batch.append(entry)
            heard = said or heard
            done, lines = done + length, lines + 1
            if len(batch) == _BATCH:
                arrivals.add(batch)
                batch = []
                yield Progress(min(done, size), size + size // _COMMIT_SHARE)
        arrivals.add(batch)
        new = yield from arrivals.commit(size, size + size // _COMMIT_SHARE, heard)
    return ImportResult(new, lines - new)


def enter_facts(log: EventLog, facts: Sequence[Fact]) -> None:
    """Enter what was told elsewhere (a replayed day), all or nothing, where it belongs in time.

    A Corrected takes back the newest of these facts of its kind and start. LogError.
    """
    identities, newest = IdGenerator(), dict[tuple[str, datetime], bytes]()
    arriving: list[Entry] = []
    for fact in facts:
        identity = identities.new_id(fact.at)
        of = newest.pop((fact.of, fact.start), None) if isinstance(fact, Corrected) else None
        if isinstance(fact, Interval):
            newest[fact.name, fact.start] = identity
        arriving.append(Entry(identity, of, fact))
    with ImportBatch(log) as arrivals:
        for n in range(0, len(arriving), _BATCH):
            arrivals.add(arriving[n : n + _BATCH])
        run_to_end(arrivals.commit())


@contextmanager
def nothing_imported() -> Iterator[None]:
    """Adds to what the log has to say that nothing was imported."""
    try:
        yield
    except LogUnavailable as error:
        raise LogUnavailable(data_operations_text.nothing_imported(str(error))) from error


def require_free_space(log: EventLog, size: int) -> None:
    """Room for what a file of `size` bytes brings; LogUnavailable without."""
    if log.free_bytes() < _SPACE_FACTOR * size:
        raise LogUnavailable(data_operations_text.disk_too_full(_SPACE_FACTOR * size))


def _lines(file: Path) -> Iterator[tuple[Entry, int, datetime | None]]:
    """Each entry, the length of its line in bytes, and when the app was heard last if the line says so."""
    with file.open("rb") as lines:
        number = 0
        while line := lines.readline(_LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                entry, heard = _entry(line)
            except (ValueError, TypeError, LookupError, OverflowError, RecursionError) as error:
                raise ImportRefused(f"{file}, line {number}: {_why(error)}; nothing was imported.") from None
            yield entry, len(line), heard


def _entry(line: bytes) -> tuple[Entry, datetime | None]:
    record = json.loads(line.decode().removeprefix("\ufeff"))
    if not isinstance(record, dict):
        raise TypeError("this is no entry of a log")
    fact = from_record(record)
    if isinstance(fact, Interval) and fact.end < fact.start:
        raise ValueError("it ends before it begins")
    if "of_id" in record and fact.name != "corrected":
        raise ValueError("only a correction takes an entry back")
    of = _id(record["of_id"]) if record.get("of_id") is not None else None
    return Entry(_id(record["id"]), of, _checked_moment(fact)), _last_alive(record)


def _id(text: object) -> bytes:
    try:
        return parse_id(str(text))
    except ValueError:
        raise ValueError(f"'{text}' is not the id of an entry") from None


def _checked_moment(fact: Fact) -> Fact:
    if not 1970 <= fact.at.year < 9999:
        raise ValueError("its moment is out of reach")
    return fact


def _last_alive(record: dict[str, Any]) -> datetime | None:
    if "heard" not in record:
        return None
    heard = datetime.fromisoformat(record["heard"])
    if heard.tzinfo is None:
        raise ValueError("heard has no offset")
    return heard


def _why(error: Exception) -> str:
    match error:
        case json.JSONDecodeError() | UnicodeDecodeError() | RecursionError():
            return "this is not JSON, or is cut off"
        case KeyError():
            return f"{error} is missing, or not known to this version"
        case _:
            return str(error) or "this is no entry of a log"

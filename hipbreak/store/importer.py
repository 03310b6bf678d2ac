"""Brings an export of ours back into a log: what it has already stays as it is, so twice is the same as once."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hipbreak.core import records_words as words
from hipbreak.core.facts import Corrected, Fact, Interval, from_record
from hipbreak.store.identity import Identities, parse_id
from hipbreak.store.log import Entry, Log
from hipbreak.store.log_arrivals import Place, arrive, find_place, settle, take_out
from hipbreak.store.log_errors import LogUnavailable
from hipbreak.store.log_rows import to_row
from hipbreak.store.steps import Step, Work

_BATCH = 500
_LONGEST_LINE = 1_000_000
_SHORTEST_LINE = 60  # bytes: an id and a moment alone are longer
_HEAD = 4096
_ROOM = 5  # times the file: the entries, as much in the -wal file, and both again if they are taken out


class ImportRefused(Exception):
    """The file cannot be imported, and nothing of it was; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: entries that are new, entries that the log had, and the time left out because it had it."""

    new: int
    known: int
    left_out: timedelta = timedelta(0)


def kind_of(file: Path) -> str:
    """`log` for an export of ours, `activitywatch` for one of ActivityWatch. ImportRefused for others, OSError."""
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


def import_log(log: Log, file: Path, until: datetime | None = None) -> Work[Imported]:
    """Enter what the log does not have yet, told apart by id; cancelled or failed, nothing stays.

    An entry that is new and of the time after `until` refuses the file: a running app tells that time itself.

    Each batch is a transaction of its own, so that a running app can write in between; if a later line cannot be
    used, all are taken out again. Old entries go in front of the log's, newer ones behind (`log_arrivals.Place`). The
    last moment heard becomes that of the export if it is later. ImportRefused names the line; LogError; OSError.
    """
    size, done, lines = file.stat().st_size, 0, 0
    need_room(log, size)
    heard: datetime | None = None
    batch: list[Entry] = []
    with Arrivals(log, size // _SHORTEST_LINE + 1, until) as arrivals:
        for entry, length, said in _lines(file):
            batch.append(entry)
            heard = said or heard
            done, lines = done + length, lines + 1
            if len(batch) == _BATCH:
                arrivals.enter(batch)
                batch = []
                yield Step(min(done, size), size)
        arrivals.enter(batch)
        new = arrivals.settle()
    before = log.heard()
    if heard is not None and (before is None or before < heard):
        log.beat(heard)
    return Imported(new, lines - new)


def enter_facts(log: Log, facts: Sequence[Fact]) -> None:
    """Enter what was told elsewhere (a replayed day), all or nothing, where it belongs in time.

    A Corrected takes back the newest of these facts of its kind and start. LogError.
    """
    identities, newest = Identities(), dict[tuple[str, datetime], bytes]()
    arriving: list[Entry] = []
    for fact in facts:
        identity = identities.new_id(fact.at)
        of = newest.pop((fact.of, fact.start), None) if isinstance(fact, Corrected) else None
        if isinstance(fact, Interval):
            newest[fact.name, fact.start] = identity
        arriving.append(Entry(identity, of, fact))
    with Arrivals(log, len(arriving)) as arrivals:
        for n in range(0, len(arriving), _BATCH):
            arrivals.enter(arriving[n : n + _BATCH])
        arrivals.settle()


class Arrivals:
    """Entries on their way into the log: left by an exception (a cancelled generator's too), they are taken out."""

    def __init__(self, log: Log, expected: int, until: datetime | None = None) -> None:
        self._log, self._expected, self._until = log, expected, until
        self._ids: list[bytes] = []
        self._place: Place | None = None

    def __enter__(self) -> "Arrivals":
        with self._log.edit() as connection:
            self._place = find_place(connection, self._expected)
        return self

    def enter(self, batch: Sequence[Entry]) -> None:
        """Those that the log does not have, in one transaction."""
        assert self._place is not None
        there = self._log.having([entry.id for entry in batch])
        arriving = [entry for entry in batch if entry.id not in there]
        if self._until is not None and any(_reaches(entry.fact) > self._until for entry in arriving):
            raise ImportRefused(words.too_new(self._until))
        new = [(entry.id, entry.of, to_row(entry.fact)) for entry in arriving]
        with self._log.edit() as connection:
            ids = arrive(connection, self._place, new)
        self._ids += ids

    def settle(self) -> int:
        """The last transaction; gives how many entries are new."""
        assert self._place is not None
        with self._log.edit() as connection:
            ids = settle(connection, self._place)
        self._ids += ids
        return len(self._ids)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._ids:
            with self._log.edit() as connection:
                take_out(connection, self._ids)


def _reaches(fact: Fact) -> datetime:
    return max(fact.at, fact.end) if isinstance(fact, Interval) else fact.at


def need_room(log: Log, size: int) -> None:
    """Room for what a file of `size` bytes brings, and for taking it out again; LogUnavailable without."""
    if log.room() < _ROOM * size:
        raise LogUnavailable(words.no_room(_ROOM * size))


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
    return Entry(_id(record["id"]), of, _within_reach(fact)), _heard(record)


def _id(text: object) -> bytes:
    try:
        return parse_id(str(text))
    except ValueError:
        raise ValueError(f"'{text}' is not the id of an entry") from None


def _within_reach(fact: Fact) -> Fact:
    if not 1970 <= fact.at.year < 9999:
        raise ValueError("its moment is out of reach")
    return fact


def _heard(record: dict[str, Any]) -> datetime | None:
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

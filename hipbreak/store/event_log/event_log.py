"""The log: what happened, in the order in which it was told; entries are added and never changed."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.tracking_facts import Corrected
from hipbreak.store.event_log import queries
from hipbreak.store.event_log.database import open_for_reading, open_for_writing, open_in_memory
from hipbreak.store.event_log.errors import log_errors
from hipbreak.store.event_log.insertion_order import existing_ids
from hipbreak.store.event_log.queries import IN_RANGE_OR_CORRECTING, local_range
from hipbreak.store.event_log.rows import COLUMNS, Row, to_columns, to_fact, to_json, to_moment, to_row
from hipbreak.store.event_log.uuid7 import IdGenerator, id_text

_CLOCK_ERROR_US = 30 * 86_400_000_000  # an entry further ahead than that was told by a clock gone wrong: not recent
_NEVER = 2**63 - 1
_EPOCH = date(1970, 1, 1)
_UNREADABLE = (LookupError, TypeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as it stands in the log: with its id (UUIDv7, 16 bytes) and the id of the entry it takes back."""

    id: bytes
    of: bytes | None
    fact: Fact


class EventLog:
    """The log in one file. Every method but `close` raises LogUnavailable or LogDamaged when it cannot do its work.

    What `append` or `beat` has returned from survives the end of this process, however it comes; a loss
    of power may take the last seconds. Other processes may read meanwhile.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, notes: Iterable[str] = ()) -> None:
        """Use `open`, `read` or `in_memory`."""
        self.path = path
        self.notes = list(notes)
        """What the person has to be told, one sentence each."""
        self._connection = connection
        self._identities = IdGenerator()

    @classmethod
    def open(cls, path: Path) -> Self:
        """For writing, by one process; the file is made, migrated or set aside where needed. Also LogTooNew."""
        return cls(path, *open_for_writing(path))

    @classmethod
    def read(cls, path: Path) -> Self:
        """For reading, also while the app writes; a log that does not exist yet reads as empty. Also LogTooNew."""
        return cls(path, open_for_reading(path))

    @classmethod
    def in_memory(cls) -> Self:
        """A log that forgets: for when no file can be had."""
        return cls(Path("memory"), open_in_memory())

    def set_busy_timeout(self) -> None:
        """Wait for the running app's short writes: for a thread or process that no window waits for."""
        with log_errors(self.path):
            self._connection.execute("PRAGMA busy_timeout = 10000").fetchone()

    def free_bytes(self) -> int:
        """Bytes that are free where the log lies."""
        with log_errors(self.path):
            return shutil.disk_usage(self.path.parent).free

    def reopen(self) -> None:
        """After LogDamaged: look through the file, set it aside if it is bad, go on in a new one, and note it.

        After LogUnavailable it may be tried again; until it succeeds every method raises LogUnavailable.
        """
        self._connection.close()
        self._connection, notes = open_for_writing(self.path, suspected=True)
        self.notes += notes

    def close(self) -> None:
        """May be called twice."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, facts: Sequence[Fact], live: bool = True) -> list[bytes]:
        """Enter all these facts or none, and give their ids.

        A Corrected takes back the newest entry of its kind and start that still holds. `live` facts also
        count as a beat; those of another day (replayed, imported) must not.
        """
        made: list[bytes] = []
        if not facts:
            return made
        with self.edit() as connection:
            for fact in facts:
                made.append(self._identities.new_id(fact.at))
                of = fact.of if isinstance(fact, Corrected) else None
                connection.execute(queries.INSERT, (made[-1], of, *to_row(fact)))
            if live:
                self._set_heartbeat(facts[-1].at)
        return made

    @contextmanager
    def edit(self, beside: bool = False) -> Iterator[sqlite3.Connection]:
        """The tables inside one transaction: only for the rooms of the store that import and delete.

        `beside` for tables that only this connection has: then the log is not held.
        """
        with log_errors(self.path):
            self._connection.execute("BEGIN" if beside else "BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    self._connection.execute("ROLLBACK")
                raise

    def beat(self, at: datetime) -> None:
        """The app was alive at this moment."""
        with log_errors(self.path):
            self._set_heartbeat(at)

    def last_alive(self) -> datetime | None:
        """The last moment at which the app was known to be alive; None if it never was."""
        with log_errors(self.path):
            row = self._connection.execute("SELECT at, at_offset FROM heartbeat").fetchone()
        return row and to_moment(*row)

    def _set_heartbeat(self, at: datetime) -> None:
        self._connection.execute("INSERT OR REPLACE INTO heartbeat VALUES (1, ?, ?)", to_columns(at))

    def checkpoint(self) -> None:
        """Bring what was appended from the -wal file into the log: waits for the disk, so do it when nobody looks."""
        with log_errors(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def release_memory(self) -> None:
        """Let go of the pages kept in memory (2 MB after a look at a year): for when nobody will ask soon."""
        with log_errors(self.path):
            self._connection.execute("PRAGMA shrink_memory").fetchone()

    def shrink(self) -> None:
        """After a deletion: write the file anew without what was deleted, here and in the -wal file.

        Takes about a second for ten years. While another program reads, the -wal file keeps the old pages until
        nobody does.
        """
        with log_errors(self.path):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def recent(self, since: datetime) -> list[Fact]:
        """What the present story follows from, in the order of the log.

        That is the end of the log from the first entry told at or after `since`, without gaps (a clock set
        back leaves nothing out), and before it the last word about a pause, however old.
        """
        with log_errors(self.path):
            (first,) = self._connection.execute(queries.FIRST_RECENT, (_micros(since), _CLOCK_ERROR_US)).fetchone()
            rows = self._connection.execute(queries.RECENT, (_NEVER if first is None else first,))
            return self._facts(rows)

    def programme(self) -> list[Fact]:
        """Everything of the programme, from the beginning, in the order of the log."""
        with log_errors(self.path):
            return self._facts(self._connection.execute(queries.PROGRAMME))

    def between(self, start: datetime, end: datetime) -> list[Fact]:
        """What holds of the time from `start` up to `end`; what was taken back is left out.

        First the bouts, breaks, away and unobserved pieces that overlap it (whole, not cut), by their start;
        then what became of prompts, pulses and questions in it, by `at`. (One order over both would take
        a third longer.)
        """
        with log_errors(self.path):
            points = self._connection.execute(queries.POINTS_BETWEEN, (_micros(start), _micros(end)))
            return self.pieces(start, end) + self._facts(points)

    def pieces(self, start: datetime, end: datetime) -> list[Fact]:
        """Only the pieces of `between`."""
        with log_errors(self.path):
            return self._facts(self._connection.execute(queries.PIECES_BETWEEN, (_micros(start), _micros(end))))

    def counts(self, start: datetime, end: datetime) -> list[tuple[date, str, int]]:
        """Of the rest of `between` only how many there were, by local day and name: a year in a tenth of the time."""
        with log_errors(self.path):
            rows = self._connection.execute(queries.COUNTS, (_micros(start), _micros(end)))
            return [(_EPOCH + timedelta(days=day), fact, count) for day, fact, count in rows]

    def existing_ids(self, ids: Sequence[bytes]) -> set[bytes]:
        """Those of the ids that entries have."""
        with log_errors(self.path):
            return existing_ids(self._connection, ids)

    def id_of(self, piece: Interval) -> bytes | None:
        """The id of the entry that says just this and still holds."""
        query = f'SELECT id FROM entry WHERE fact = ? AND start = ? AND "end" = ? AND {queries.ALIVE} ORDER BY seq DESC'
        with log_errors(self.path):
            found = self._connection.execute(query, (piece.name, _micros(piece.start), _micros(piece.end))).fetchone()
        return found and bytes(found[0])

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether the log has entries of this time; that the app was not running then is no entry."""
        with log_errors(self.path):
            return bool(self._connection.execute(queries.OVERLAPS, (_micros(start), _micros(end))).fetchone()[0])

    def first_day(self) -> date | None:
        """The local day of the earliest entry; None if there is none."""
        with log_errors(self.path):
            rows = [self._connection.execute(query).fetchone() for query in queries.FIRST]
        return min((to_moment(*row).date() for row in rows if row), default=None)

    def last_day(self) -> date | None:
        """The local day of the latest entry; None if there is none."""
        with log_errors(self.path):
            row = self._connection.execute(queries.LAST).fetchone()
        return row and to_moment(*row).date()

    def count(self, first: date | None = None, last: date | None = None) -> int:
        """How many entries there are, or are about the local days from `first` to `last`."""
        with log_errors(self.path):
            return int(self._about("COUNT(*)", first, last).fetchone()[0])

    def entries(self) -> Iterator[Entry]:
        """Every entry in the order of the log, read as they are asked for; also those taken back."""
        with log_errors(self.path):
            for row in self._connection.execute(f"SELECT {COLUMNS}, id, of FROM entry ORDER BY seq"):
                for fact in self._facts([row[:-2]]):
                    yield Entry(row[-2], row[-1], fact)

    def lines(self, first: date | None = None, last: date | None = None) -> Iterator[list[str]]:
        """The records of the entries about these days as JSON, also those taken back: in the order of the log, by 500.

        Beside what `to_record` gives, `id` names the entry and `of_id` the one that it takes back.
        """
        with log_errors(self.path):
            cursor = self._about(f"{COLUMNS}, id, of", first, last, "ORDER BY seq")
            while rows := cursor.fetchmany(500):
                yield [line for row in rows if (line := self._line(row))]

    def _line(self, row: tuple[Any, ...]) -> str:
        try:
            return to_json(row[:-2], id_text(row[-2]), row[-1] and id_text(row[-1]))
        except _UNREADABLE:
            self._note_unreadable()
            return ""

    def _about(self, what: str, first: date | None, last: date | None, order: str = "") -> sqlite3.Cursor:
        days = local_range(first, last)
        if days is None:
            return self._connection.execute(f"SELECT {what} FROM entry {order}")
        return self._connection.execute(
            f"SELECT {what} FROM entry WHERE {IN_RANGE_OR_CORRECTING} {order}", (days.start, days.end)
        )

    def _facts(self, rows: Iterable[Row]) -> list[Fact]:
        """The facts of the rows; one that cannot be read is left out and noted, since the others are sound."""
        facts = []
        for row in rows:
            try:
                facts.append(to_fact(row))
            except _UNREADABLE:
                self._note_unreadable()
        return facts

    def _note_unreadable(self) -> None:
        note = f"The log {self.path} has entries that this Hipbreak cannot read; they are left out."
        if note not in self.notes:
            self.notes.append(note)


def _micros(moment: datetime) -> int:
    return to_columns(moment)[0]

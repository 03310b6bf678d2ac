"""The log: what happened, in the order in which it was told; entries are added and never changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self

from hipbreak.core.facts import Corrected, Fact
from hipbreak.core.statistics import UNPROMPTED
from hipbreak.store.identity import Identities
from hipbreak.store.log_errors import faults_of
from hipbreak.store.log_file import open_for_reading, open_for_writing, open_in_memory
from hipbreak.store.log_rows import COLUMNS, Row, to_columns, to_fact, to_moment, to_row
from hipbreak.store.log_schema import LONG

_ALIVE = "NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.of = entry.id)"
_PIECES = "fact IN ('bout', 'break', 'away', 'unobserved')"
_POINTS = "fact IN ('prompted', 'later', 'skipped', 'ignored', 'withdrawn', 'started', 'finished', 'stopped', 'asked')"

_INSERT = f"""
INSERT INTO entry(id, of, {COLUMNS}) VALUES (
    ?,
    CASE WHEN ?2 IS NOT NULL THEN (
        SELECT id FROM entry WHERE fact = ?2 AND start = ?6 AND "end" IS NOT NULL AND {_ALIVE} ORDER BY seq DESC LIMIT 1
    ) END,
    ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
)"""

_CLOCK_ERROR_US = 30 * 86_400_000_000  # an entry further ahead than that was told by a clock gone wrong: not recent
_FIRST_RECENT = "SELECT MIN(seq) FROM entry WHERE at BETWEEN ? AND ? + (SELECT at FROM entry ORDER BY seq DESC LIMIT 1)"
_RECENT = f"""
SELECT * FROM (
    SELECT {COLUMNS} FROM entry WHERE fact IN ('paused', 'resumed') AND seq < ?1 ORDER BY seq DESC LIMIT 1
) UNION ALL SELECT * FROM (SELECT {COLUMNS} FROM entry WHERE seq >= ?1 ORDER BY seq)"""
_NEVER = 2**63 - 1

_SHORT = f"""start >= ?1 - {LONG} AND start < ?2 AND "end" IS NOT NULL AND ("end" > ?1 OR start >= ?1)
    AND "end" - start <= {LONG}"""
_LONG = f'"end" - start > {LONG} AND "end" > ?1 AND start < ?2'
_PIECES_BETWEEN = f"""
SELECT {COLUMNS} FROM entry WHERE {_SHORT} AND {_PIECES} AND {_ALIVE}
UNION ALL SELECT {COLUMNS} FROM entry INDEXED BY entry_long WHERE {_LONG} AND {_PIECES} AND {_ALIVE}
ORDER BY start"""
_POINTS_BETWEEN = f"SELECT {COLUMNS} FROM entry WHERE at >= ? AND at < ? AND {_POINTS} ORDER BY at, seq"
_DAY_US, _SECOND_US = 86_400_000_000, 1_000_000
_COUNTS = f"""
SELECT (at + at_offset * {_SECOND_US}) / {_DAY_US} AS day,
    CASE WHEN fact = 'started' AND body LIKE '%"prompted":false%' THEN '{UNPROMPTED}' ELSE fact END AS name, COUNT(*)
FROM entry WHERE at >= ? AND at < ? AND {_POINTS} GROUP BY day, name"""
_EPOCH = date(1970, 1, 1)
_OVERLAPS = f"""
SELECT EXISTS (SELECT 1 FROM entry WHERE at BETWEEN ?1 AND ?2)
    OR EXISTS (SELECT 1 FROM entry WHERE {_SHORT} AND fact != 'unobserved')
    OR EXISTS (SELECT 1 FROM entry WHERE {_LONG} AND fact != 'unobserved')"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as it stands in the log: with its id (UUIDv7, 16 bytes) and the id of the entry it takes back."""

    id: bytes
    of: bytes | None
    fact: Fact


class Log:
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
        self._identities = Identities()

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
        with faults_of(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for fact in facts:
                    made.append(self._identities.new_id(fact.at))
                    of = fact.of if isinstance(fact, Corrected) else None
                    self._connection.execute(_INSERT, (made[-1], of, *to_row(fact)))
                if live:
                    self._set_heartbeat(facts[-1].at)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    self._connection.execute("ROLLBACK")
                raise
        return made

    def beat(self, at: datetime) -> None:
        """The app was alive at this moment."""
        with faults_of(self.path):
            self._set_heartbeat(at)

    def heard(self) -> datetime | None:
        """The last moment at which the app was known to be alive; None if it never was."""
        with faults_of(self.path):
            row = self._connection.execute("SELECT at, at_offset FROM heartbeat").fetchone()
        return row and to_moment(*row)

    def _set_heartbeat(self, at: datetime) -> None:
        self._connection.execute("INSERT OR REPLACE INTO heartbeat VALUES (1, ?, ?)", to_columns(at))

    def tidy(self) -> None:
        """Bring what was appended from the -wal file into the log: waits for the disk, so do it when nobody looks."""
        with faults_of(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def recent(self, since: datetime) -> list[Fact]:
        """What the present story follows from, in the order of the log.

        That is the end of the log from the first entry told at or after `since`, without gaps (a clock set
        back leaves nothing out), and before it the last word about a pause, however old.
        """
        with faults_of(self.path):
            (first,) = self._connection.execute(_FIRST_RECENT, (_micros(since), _CLOCK_ERROR_US)).fetchone()
            rows = self._connection.execute(_RECENT, (_NEVER if first is None else first,))
            return self._facts(rows)

    def between(self, start: datetime, end: datetime) -> list[Fact]:
        """What holds of the time from `start` up to `end`; what was taken back is left out.

        First the bouts, breaks, away and unobserved pieces that overlap it (whole, not cut), by their start;
        then what became of prompts, pulses and questions in it, by `at`. (One order over both would take
        a third longer.)
        """
        with faults_of(self.path):
            points = self._connection.execute(_POINTS_BETWEEN, (_micros(start), _micros(end)))
            return self.pieces(start, end) + self._facts(points)

    def pieces(self, start: datetime, end: datetime) -> list[Fact]:
        """Only the pieces of `between`."""
        with faults_of(self.path):
            return self._facts(self._connection.execute(_PIECES_BETWEEN, (_micros(start), _micros(end))))

    def counts(self, start: datetime, end: datetime) -> list[tuple[date, str, int]]:
        """Of the rest of `between` only how many there were, by local day and name: a year in a tenth of the time."""
        with faults_of(self.path):
            rows = self._connection.execute(_COUNTS, (_micros(start), _micros(end)))
            return [(_EPOCH + timedelta(days=day), fact, count) for day, fact, count in rows]

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether the log has entries of this time; that the app was not running then is no entry."""
        with faults_of(self.path):
            return bool(self._connection.execute(_OVERLAPS, (_micros(start), _micros(end))).fetchone()[0])

    def first_day(self) -> date | None:
        """The local day of the earliest entry; None if there is none."""
        with faults_of(self.path):
            row = self._connection.execute("SELECT at, at_offset FROM entry ORDER BY at LIMIT 1").fetchone()
        return row and to_moment(*row).date()

    def count(self) -> int:
        """How many entries there are."""
        with faults_of(self.path):
            return int(self._connection.execute("SELECT COUNT(*) FROM entry").fetchone()[0])

    def all(self) -> Iterator[Entry]:
        """Every entry in the order of the log, read as they are asked for; also those taken back."""
        with faults_of(self.path):
            for row in self._connection.execute(f"SELECT {COLUMNS}, id, of FROM entry ORDER BY seq"):
                for fact in self._facts([row[:-2]]):
                    yield Entry(row[-2], row[-1], fact)

    def _facts(self, rows: Iterable[Row]) -> list[Fact]:
        """The facts of the rows; one that cannot be read is left out and noted, since the others are sound."""
        facts = []
        for row in rows:
            try:
                facts.append(to_fact(row))
            except (LookupError, TypeError, ValueError, OverflowError):
                note = f"The log {self.path} has entries that this Hipbreak cannot read; they are left out."
                if note not in self.notes:
                    self.notes.append(note)
        return facts


def _micros(moment: datetime) -> int:
    return to_columns(moment)[0]

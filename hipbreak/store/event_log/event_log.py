"""The append-only log of facts, in the order in which they were recorded."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Corrected
from hipbreak.core.i18n import gettext as _
from hipbreak.core.statistics.counts import DECIDED, FOLLOWED
from hipbreak.core.text import log as log_text
from hipbreak.store.event_log import queries
from hipbreak.store.event_log.database import (
    LOCK_TIMEOUT_S,
    open_for_reading,
    open_for_writing,
    open_in_memory,
    verify,
)
from hipbreak.store.event_log.errors import LogDamaged, LogReplaced, log_errors
from hipbreak.store.event_log.held_facts import HeldFacts, held_path, is_empty, read_held
from hipbreak.store.event_log.insertion_order import existing_ids
from hipbreak.store.event_log.queries import IN_RANGE_OR_CORRECTING, local_range
from hipbreak.store.event_log.rows import Entry, checksum, is_intact, to_columns, to_fact, to_json, to_moment, to_row
from hipbreak.store.event_log.schema import checksum_key
from hipbreak.store.event_log.uuid7 import IdGenerator, id_text
from hipbreak.store.event_log.wal import shm_path, wal_path
from hipbreak.store.quarantine import quarantine
from hipbreak.store.work_progress import ProgressGenerator

_CLOCK_ERROR_US = 30 * 86_400_000_000  # an entry further ahead than that has a wrong clock: not recent
_ID, _OF = 9, 10  # in a row of queries.ENTRY
_NEVER = 2**63 - 1
_EPOCH = date(1970, 1, 1)
_UNREADABLE = (LookupError, TypeError, ValueError, OverflowError)


class EventLog:
    """The log in one file; other processes may read meanwhile. Every method but `close` may raise LogError.

    What `append`, `add` or `beat` has returned from survives the end of this process, however it comes; a power cut
    may take what was written since the last checkpoint (decision 0037).
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, notes: Iterable[str] = ()) -> None:
        """Use `open`, `read` or `in_memory`."""
        self.path = path
        self.notes = list(notes)
        """Sentences for the person."""
        self.is_damaged = False
        """Whether an entry was found that is not as it was written; it was left out."""
        self.entered_at_opening = 0
        """How many facts of the file beside the log it did not have."""
        self._connection = connection
        self._ids = IdGenerator()
        self._file: _FileId = None
        self._wal: _FileId = None

    @classmethod
    def open(cls, path: Path, wait_s: float = LOCK_TIMEOUT_S) -> Self:
        """Open for writing, by one process; also enters the facts that an earlier run left in the file beside it.

        The file is created, migrated or set aside where needed. `wait_s` is how long to wait for another writer.
        """
        try:
            return cls._open(path, wait_s, suspected=False)
        except LogDamaged:
            return cls._open(path, wait_s, suspected=True)

    @classmethod
    def _open(cls, path: Path, wait_s: float, suspected: bool) -> Self:
        log = cls(path, *open_for_writing(path, suspected, wait_s=wait_s))
        try:
            log._enter_held()
        except BaseException:
            log.close()
            raise
        return log

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open for reading, also while the app writes; a log that does not exist yet is empty."""
        return cls(path, *open_for_reading(path))

    @classmethod
    def in_memory(cls) -> Self:
        """An empty log without a file."""
        return cls(Path("memory"), open_in_memory())

    def set_busy_timeout(self, seconds: float = 10) -> None:
        """How long to wait for another writer; the default is for a thread or process without windows."""
        self._row(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def free_bytes(self) -> int:
        """Bytes that are free where the log is."""
        with log_errors(self.path):
            return shutil.disk_usage(self.path.parent).free

    def reopen(self) -> None:
        """Open the file again: after LogDamaged, which sets a damaged one aside, or LogReplaced.

        If that fails every other method raises LogUnavailable, until it succeeds.
        """
        self._connection.close()
        if self._file is not None and _file_id(self.path) != self._file:
            self._set_companions_aside()
        self._connection, self.notes = open_for_writing(self.path, suspected=True)
        self.is_damaged = False
        self._enter_held()

    def _set_companions_aside(self) -> None:
        """Keep the -wal file of the log that was removed from being taken for that of the one in its place."""
        with log_errors(self.path):
            wal = wal_path(self.path)
            if self._wal is not None and _file_id(wal) == self._wal:
                quarantine(wal, "removed")
                shm_path(self.path).unlink(missing_ok=True)

    def _enter_held(self) -> None:
        self._file, self._wal = _file_id(self.path), None
        self.entered_at_opening = 0
        with log_errors(self.path):
            held = read_held(self.path)
            if held.entries or held.alive is not None or is_empty(self.path):
                self.entered_at_opening = self.add_held(held)
                held_path(self.path).unlink(missing_ok=True)

    def add_held(self, held: HeldFacts) -> int:
        """Enter facts of a time in which the log could not be written; return how many it did not have."""
        entries, alive = held.entries, held.alive
        before = self.last_alive()
        if held.lacks_past and entries and before is not None and not self.existing_ids([entries[0].id]):
            from hipbreak.store.event_log.earlier_run import end_of_run  # noqa: PLC0415 - seldom needed

            recent = self.recent(before - timedelta(days=2))
            entries = self.identify(end_of_run(recent, before, entries[0].fact.at)) + entries
        return self.add(entries, alive if before is None or (alive is not None and before < alive) else None)

    def close(self) -> None:
        """Close the file. Idempotent."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def identify(self, facts: Sequence[Fact]) -> list[Entry]:
        """Give each fact the id of its future entry."""
        return [Entry(self._ids.new_id(fact.at), fact) for fact in facts]

    def append(self, facts: Sequence[Fact], live: bool = True) -> list[bytes]:
        """Enter all these facts or none, and return their ids; `live` facts also count as a heartbeat."""
        entries = self.identify(facts)
        if entries:
            self.add(entries, facts[-1].at if live else None)
        return [entry.id for entry in entries]

    def add(self, entries: Sequence[Entry], alive: datetime | None) -> int:
        """Enter all entries that the log does not have, or none; return how many. `alive` becomes the last heartbeat.

        A Corrected takes back the newest entry of its kind and start that is not taken back yet.
        """
        self._require_same_file()
        new = 0
        with self.edit() as connection:
            key = checksum_key(connection) if entries else 0
            for entry in entries:
                of, row = self._target_of(entry.fact), to_row(entry.fact)
                values = (entry.id, of, *row, checksum(key, entry.id, of, row))
                new += connection.execute(queries.INSERT, values).rowcount
            if alive is not None:
                self._set_heartbeat(alive)
        if self._wal is None and self._file is not None:
            self._wal = _file_id(wal_path(self.path))
        return new

    def _target_of(self, fact: Fact) -> bytes | None:
        if not isinstance(fact, Corrected):
            return None
        found = self._connection.execute(queries.TARGET, (fact.of, _micros(fact.start))).fetchone()
        return found and bytes(found[0])

    def _require_same_file(self) -> None:
        """SQLite would continue to write to a file that was removed, or beside one that took its place."""
        removed = self._file is not None and _file_id(self.path) != self._file
        if removed or (self._wal is not None and _file_id(wal_path(self.path)) != self._wal):
            raise LogReplaced(_("The log {path} cannot be used: it was removed or replaced.").format(path=self.path))

    @contextmanager
    def edit(self, beside: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction on the tables, for modules of the store that import and delete.

        `beside` does not lock the log: for temporary tables.
        """
        with log_errors(self.path), self._connection:  # commits, or rolls back
            self._connection.execute("BEGIN" if beside else "BEGIN IMMEDIATE")
            yield self._connection

    def beat(self, at: datetime) -> None:
        """Store that the app was alive at this moment."""
        self._require_same_file()
        with log_errors(self.path):
            self._set_heartbeat(at)

    def beat_if_later(self, at: datetime | None) -> None:
        """The same, unless a later moment is stored, or there is none."""
        before = self.last_alive()
        if at is not None and (before is None or before < at):
            self.beat(at)

    def last_alive(self) -> datetime | None:
        """The last moment at which the app was known to be alive; None if it never was.

        If that is damaged, the moment of the newest entry.
        """
        newest = "SELECT at, at_offset FROM entry ORDER BY seq DESC LIMIT 1"
        for query in ("SELECT at, at_offset FROM heartbeat", newest):
            row = self._row(query)
            if row is None:
                return None
            with suppress(*_UNREADABLE):
                return to_moment(*row)
        return None

    def _set_heartbeat(self, at: datetime) -> None:
        self._connection.execute("INSERT OR REPLACE INTO heartbeat VALUES (1, ?, ?)", to_columns(at))

    def lost_days(self) -> list[date]:
        """The local days of which entries were lost with a damaged log."""
        with log_errors(self.path):
            rows = self._connection.execute("SELECT day FROM lost_day ORDER BY day")
            return [_EPOCH + timedelta(days=day) for (day,) in rows]

    def verify(self) -> ProgressGenerator[bool]:
        """Whether everything is as it was written; reads all of it."""
        try:
            with log_errors(self.path):
                return (yield from verify(self._connection))
        except LogDamaged:
            return False

    def copy_to(self, file: Path) -> None:
        """Copy the log to an empty file."""
        with log_errors(file), closing(sqlite3.connect(file)) as copy:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")

    def checkpoint(self) -> None:
        """Copy the -wal file into the log; waits for the disk."""
        self._row("PRAGMA wal_checkpoint(PASSIVE)")

    def release_memory(self) -> None:
        """Free the page cache (2 MB after reading a year)."""
        self._row("PRAGMA shrink_memory")

    def shrink(self) -> None:
        """After a deletion: rewrite the file without what was deleted, and empty the -wal file.

        Takes about a second for ten years. While another program reads, the -wal file keeps the old pages.
        """
        self._row("VACUUM")
        self._row("PRAGMA wal_checkpoint(TRUNCATE)")

    def recent(self, since: datetime) -> list[Fact]:
        """The facts that the current state follows from, in the order of the log.

        That is the end of the log from the first entry at or after `since`, without gaps (a clock set back leaves
        nothing out), and before it the last pause or resumption, however old.
        """
        return [entry.fact for entry in self.recent_entries(since)]

    def recent_entries(self, since: datetime) -> list[Entry]:
        """The entries of `recent`."""
        with log_errors(self.path):
            (first,) = self._connection.execute(queries.FIRST_RECENT, (_micros(since), _CLOCK_ERROR_US)).fetchone()
            rows = self._connection.execute(queries.RECENT, (_NEVER if first is None else first,))
            return [Entry(row[_ID], fact) for row in rows for fact in self._facts([row])]

    def programme(self) -> list[Fact]:
        """Everything of the programme, from the beginning, in the order of the log."""
        return self._found(queries.PROGRAMME)

    def between(self, start: datetime, end: datetime) -> list[Fact]:
        """The valid facts of the time from `start` up to `end`; those taken back are left out.

        First the bouts, breaks, away and unobserved intervals that overlap it (whole, not cut), by their start;
        then what became of prompts, pulses and questions in it, by `at`. (One order over both would take
        a third longer.)
        """
        return self.intervals(start, end) + self._found(queries.PROMPT_FACTS_BETWEEN, start, end)

    def intervals(self, start: datetime, end: datetime) -> list[Fact]:
        """Only the intervals of `between`."""
        return self._found(queries.INTERVAL_FACTS_BETWEEN, start, end)

    def corrections(self, start: datetime, end: datetime) -> list[Fact]:
        """What was taken back in the time from `start` up to `end`."""
        return self._found(queries.CORRECTIONS_BETWEEN, start, end)

    def counts(self, start: datetime, end: datetime) -> list[tuple[date, str, int]]:
        """Of the rest of `between` only how many there were, by local day and name: a year in a tenth of the time."""
        with log_errors(self.path):
            span = (_micros(start), _micros(end))
            rows = self._connection.execute(queries.COUNTS, span).fetchall()
            for day, decided, followed in self._connection.execute(queries.PROMPT_COUNTS, span):
                rows += [(day, DECIDED, decided), (day, FOLLOWED, followed)]
            return [(_EPOCH + timedelta(days=day), name, count) for day, name, count in rows]

    def existing_ids(self, ids: Sequence[bytes]) -> set[bytes]:
        """The ids that entries have."""
        with log_errors(self.path):
            return existing_ids(self._connection, ids)

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Whether the log has entries of this time; that the app was not running then is no entry."""
        return bool(self._row(queries.OVERLAPS, _micros(start), _micros(end))[0])

    def first_day(self) -> date | None:
        """The local day of the earliest entry; None if there is none."""
        rows = [self._row(query) for query in queries.FIRST]
        return min((to_moment(*row).date() for row in rows if row), default=None)

    def start_day(self) -> date | None:
        """The local day on which Hipbreak first ran; None if it never did."""
        row = self._row(queries.BEGAN)
        return row and to_moment(*row).date()

    def last_day(self) -> date | None:
        """The local day of the latest entry; None if there is none."""
        row = self._row(queries.LAST)
        return row and to_moment(*row).date()

    def count(self, first: date | None = None, last: date | None = None) -> int:
        """How many entries there are, or are about the local days from `first` to `last`."""
        with log_errors(self.path):
            return int(self._about("COUNT(*)", first, last).fetchone()[0])

    def entries(self) -> Iterator[Entry]:
        """Every entry in the order of the log, read lazily; also those taken back."""
        with log_errors(self.path):
            for row in self._connection.execute(f"SELECT {queries.ENTRY} FROM entry ORDER BY seq"):
                for fact in self._facts([row]):
                    yield Entry(row[_ID], fact, row[_OF])

    def lines(self, first: date | None = None, last: date | None = None) -> Iterator[list[str]]:
        """The records of the entries about these days as JSON, also those taken back: in the order of the log, by 500.

        Beside what `to_record` gives, `id` names the entry and `of_id` the one that it takes back.
        """
        with log_errors(self.path):
            yield from self._lines(self._about(queries.ENTRY, first, last, "ORDER BY seq"))

    def lines_after(self, seq: int | None, upto: int | None = None) -> Iterator[list[str]]:
        """The same for the entries behind `seq` (None: all), up to `upto`, without those of the programme."""
        bounds = (-_NEVER if seq is None else seq, _NEVER if upto is None else upto)
        with log_errors(self.path):
            cursor = self._connection.execute(
                f"""SELECT {queries.ENTRY} FROM entry WHERE seq > ? AND seq <= ? AND NOT {queries.OF_PROGRAMME}
                ORDER BY seq""",
                bounds,
            )
            yield from self._lines(cursor)

    def last_seq(self) -> int:
        """The number of the last entry; 0 without one."""
        return int(self._row("SELECT COALESCE(MAX(seq), 0) FROM entry")[0])

    def fingerprint(self, upto: int) -> tuple[int, int]:
        """How many entries there are up to this number, and the sum of their checksums: changes with any of them."""
        count, total = self._row(queries.FINGERPRINT, upto)
        return int(count), int(total)

    def _row(self, query: str, *values: object) -> Any:
        """The first row, None without one."""
        with log_errors(self.path):
            return self._connection.execute(query, values).fetchone()

    def _found(self, query: str, *moments: datetime) -> list[Fact]:
        with log_errors(self.path):
            return self._facts(self._connection.execute(query, [_micros(moment) for moment in moments]))

    def _lines(self, cursor: sqlite3.Cursor) -> Iterator[list[str]]:
        while rows := cursor.fetchmany(500):
            yield [line for row in rows if (line := self._line(row))]

    def _line(self, row: tuple[Any, ...]) -> str:
        if not self._is_intact(row):
            return ""
        try:
            return to_json(row[:_ID], id_text(row[_ID]), row[_OF] and id_text(row[_OF]))
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

    def _facts(self, rows: Iterable[tuple[Any, ...]]) -> list[Fact]:
        """The facts of the rows (queries.ENTRY); one that cannot be read is left out and noted."""
        facts = []
        for row in rows:
            if self._is_intact(row):
                try:
                    facts.append(to_fact(row[:_ID]))
                except _UNREADABLE:
                    self._note_unreadable()
        return facts

    def _is_intact(self, row: tuple[Any, ...]) -> bool:
        """Whether the row is as it was written; noted if not."""
        intact = is_intact(row)
        if not intact:
            self.is_damaged = True
            self._note_once(log_text.damaged_entries(str(self.path)))
        return intact

    def _note_unreadable(self) -> None:
        text = _("The log {path} has entries that this Hipbreak cannot read; they are left out.")
        self._note_once(text.format(path=self.path))

    def _note_once(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


_FileId = tuple[int, int] | None


def _file_id(path: Path) -> _FileId:
    try:
        found = os.stat(path)  # noqa: PTH116 - at every append, and a third faster
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _micros(moment: datetime) -> int:
    return to_columns(moment)[0]

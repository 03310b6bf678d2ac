"""A batch of imported entries: collected in a temporary table, then inserted in one transaction (decision 0016)."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.store.event_log.days import running_at_last
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_overlaps import ADD_ARRIVING, resolve_overlaps
from hipbreak.store.event_log.insertion_order import find_insertion_point, insert_from_table, insert_recent
from hipbreak.store.event_log.rows import COLUMNS, Entry, to_columns, to_row
from hipbreak.store.event_log.schema import mark_imported
from hipbreak.store.work_progress import Progress, ProgressGenerator

_BATCH = 5000
_SLICE = 1000  # overlaps
_JUST_NOW = timedelta(minutes=1)  # a running app writes heartbeats more often
_DROP = "DROP TABLE IF EXISTS temp.arriving"
_CREATE = f"CREATE TEMP TABLE arriving(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, of, {COLUMNS})"


class ImportRefused(Exception):
    """The file cannot be imported, and nothing of it was; the text is the reason as one sentence."""


class ImportBatch:
    """An import into the log, which is unchanged until `commit` ends, also if cancelled or on a full disk.

    Entries are collected in a temporary table of this connection. A running app can write meanwhile; only `commit`
    blocks it (2 s for ten years), and its facts are written afterwards.
    """

    def __init__(self, log: EventLog, until: datetime | None = None) -> None:
        """Entries of the time after `until` are refused."""
        self._log, self._until = log, until
        self.known = 0
        """How many of the added entries the log has."""
        self.left_out = timedelta(0)
        """Observed time that the log knows already; set by `commit`."""

    def __enter__(self) -> "ImportBatch":
        with self._log.edit(beside=True) as connection:
            connection.execute(_DROP)
            connection.execute(_CREATE)
        return self

    def add(self, batch: Sequence[Entry]) -> None:
        """Add the entries that the log does not have. ImportRefused, LogError."""
        there = self._log.existing_ids([entry.id for entry in batch])
        arriving = [entry for entry in batch if entry.id not in there]
        if self._until is not None and any(entry.latest > self._until for entry in arriving):
            raise ImportRefused(data_operations_text.overlaps_recording(self._until))
        rows = [(entry.id, entry.of, *to_row(entry.fact)) for entry in arriving]
        with self._log.edit(beside=True) as connection:
            added = connection.executemany(ADD_ARRIVING, rows).rowcount if rows else 0
        self.known += len(batch) - added

    def commit(self, done: int = 0, total: int = 1, alive: datetime | None = None) -> ProgressGenerator[int]:
        """Insert what the log does not have yet; return how many entries are new. `alive` is a heartbeat, if later.

        `done` of `total` was done before.
        """
        running = running_at_last(self._log)
        with self._log.edit(beside=True) as connection:
            now = (to_columns(running.start)[0], to_columns(running.end + _JUST_NOW)[0]) if running else None
            for number, left_out in enumerate(resolve_overlaps(connection, now)):
                self.left_out = timedelta(microseconds=left_out)
                if number % _SLICE == 0:
                    yield Progress(done, total)
        new = 0
        with self._log.edit() as connection:
            last = connection.execute("SELECT MAX(n) FROM temp.arriving").fetchone()[0] or 0
            place = find_insertion_point(connection, last + 1)
            for n in range(0, last, _BATCH):
                new += insert_from_table(connection, place, "temp.arriving", n, n + _BATCH)
                yield Progress(done + (total - done) * n // last, total)
            new += insert_recent(connection, place)
            mark_imported(connection)
            self._log.beat_if_later(alive)
        return new

    def __exit__(self, *_: object) -> None:
        with suppress(LogError), self._log.edit(beside=True) as connection:  # else it goes with the connection
            connection.execute(_DROP)

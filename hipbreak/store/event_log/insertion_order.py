"""The order in which imported entries are inserted, so that the current state still follows from the log's end."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from msgspec import Struct, field

from hipbreak.store.event_log.rows import COLUMNS, Row, checksum
from hipbreak.store.event_log.schema import checksum_key, register_checksum

NewRow = tuple[bytes, bytes | None, Row]  # its id, the id of what it takes back, the columns

_RECENT_US = 7 * 86_400_000_000  # entries older than that, counted from the log's end, do not affect the current state
_CLOCK_ERROR_US = 30 * 86_400_000_000  # as in `EventLog.recent`
_INSERT = f"INSERT INTO entry(seq, id, of, {COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST = "SELECT at FROM entry ORDER BY seq DESC LIMIT 1"


class InsertionPoint(Struct):
    """The log's end before the first insertion.

    Old entries go before all others, later ones after the end, each in their own order; the few between are inserted
    by their `at`. So no old posture or pause is taken for the current one, and recent entries stay together.
    """

    end: int | None
    front: int
    recent: list[NewRow] = field(default_factory=list)


def find_insertion_point(connection: sqlite3.Connection, expected: int) -> InsertionPoint:
    """The insertion point for at most `expected` entries."""
    last = connection.execute(_LAST).fetchone()
    (lowest,) = connection.execute("SELECT COALESCE(MIN(seq), 1) FROM entry").fetchone()
    return InsertionPoint(last and last[0], lowest - expected)


def insert(connection: sqlite3.Connection, place: InsertionPoint, batch: Sequence[NewRow]) -> None:
    """Insert entries that the log does not have, except those left for `insert_recent`."""
    rows: list[tuple[object, ...]] = []
    for identity, of, row in batch:
        seq, at = None, row[1]
        if place.end is not None and at < place.end - _RECENT_US:
            seq, place.front = place.front, place.front + 1
        elif place.end is not None and at <= place.end:
            place.recent.append((identity, of, row))
            continue
        rows.append((seq, identity, of, *row))
    insert_rows(connection, rows)


def insert_rows(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of seq (None for the next one), id, of, and the columns."""
    key = checksum_key(connection)
    connection.executemany(_INSERT, [(*row, checksum(key, row[1], row[2], row[3:])) for row in rows])


def insert_from_table(connection: sqlite3.Connection, place: InsertionPoint, table: str, after: int, upto: int) -> int:
    """The same for the rows of a table that are numbered by `n`, from behind `after` up to `upto`; gives how many.

    For as many as the place was found for, whose numbers all fit before the front.
    """
    rows = f"FROM {table} AS new WHERE n > ? AND n <= ? AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = new.id)"
    key = checksum_key(connection)
    register_checksum(connection, key)
    made = f"checksum_of(id, of, {COLUMNS})"
    bounds, into = (after, upto), f"INSERT INTO entry(seq, id, of, {COLUMNS}, checksum) SELECT"
    if place.end is None:
        return connection.execute(f"{into} NULL, id, of, {COLUMNS}, {made} {rows} ORDER BY n", bounds).rowcount
    old = place.end - _RECENT_US
    front, middle, last = (place.front, *bounds, old), (*bounds, old, place.end), (*bounds, place.end)
    between = connection.execute(f"SELECT id, of, {COLUMNS} {rows} AND at BETWEEN ? AND ? ORDER BY n", middle)
    place.recent += [(identity, of, row) for identity, of, *row in between]
    return (
        connection.execute(f"{into} ? + n, id, of, {COLUMNS}, {made} {rows} AND at < ? ORDER BY n", front).rowcount
        + connection.execute(f"{into} NULL, id, of, {COLUMNS}, {made} {rows} AND at > ? ORDER BY n", last).rowcount
    )


def insert_recent(connection: sqlite3.Connection, place: InsertionPoint) -> int:
    """Insert entries between those of the log's last days; return how many."""
    if not place.recent or place.end is None:
        return 0
    since, ahead = place.end - _RECENT_US, place.end + _CLOCK_ERROR_US
    tail = connection.execute(
        """SELECT seq, at FROM entry WHERE seq >= (SELECT MIN(seq) FROM entry WHERE at BETWEEN ? AND ?) ORDER BY seq""",
        (since, ahead),
    ).fetchall()
    moved: list[tuple[int, int]] = []
    placed: list[tuple[int, NewRow]] = []
    newcomers, before = iter(place.recent), tail[0][0] - 1
    newcomer = next(newcomers, None)
    for seq, at in tail:
        while newcomer is not None and newcomer[2][1] <= at:
            before += 1
            placed.append((before, newcomer))
            newcomer = next(newcomers, None)
        before = seq + len(placed)
        if placed:
            moved.append((before, seq))
    while newcomer is not None:
        before += 1
        placed.append((before, newcomer))
        newcomer = next(newcomers, None)
    with without_trigger(connection, "entry_stays"):  # from the end, so that no number is taken
        connection.executemany("UPDATE entry SET seq = ? WHERE seq = ?", reversed(moved))
    insert_rows(connection, [(seq, identity, of, *row) for seq, (identity, of, row) in placed])
    place.recent = []
    return len(placed)


def existing_ids(connection: sqlite3.Connection, ids: Sequence[bytes]) -> set[bytes]:
    """Those of the ids that the log has."""
    marks = ",".join("?" * len(ids))
    return {row[0] for row in connection.execute(f"SELECT id FROM entry WHERE id IN ({marks})", ids)}


@contextmanager
def without_trigger(connection: sqlite3.Connection, trigger: str) -> Iterator[None]:
    """Drop an append-only trigger inside a transaction, and create it again."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchone()
    connection.execute(f"DROP TRIGGER {trigger}")
    yield
    connection.execute(sql)

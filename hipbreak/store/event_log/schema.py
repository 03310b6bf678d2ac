"""The tables of the log, and the numbered steps that bring the log of an older Hipbreak up to date."""

import os
import sqlite3
from collections.abc import Sequence
from typing import Any

from hipbreak.store.event_log.queries import ENTRY
from hipbreak.store.event_log.rows import checksum, is_intact, key_of

APPLICATION = 0x48697062  # "Hipb": no other SQLite database has it

_FIRST = """
CREATE TABLE entry(
    seq INTEGER PRIMARY KEY,      -- the order of the log
    id BLOB NOT NULL UNIQUE,      -- UUIDv7
    fact TEXT NOT NULL,
    at INTEGER NOT NULL,          -- microseconds since 1970 in UTC, as all moments here
    at_offset INTEGER NOT NULL,   -- seconds east of UTC that the local clock had at that moment
    start INTEGER,
    start_offset INTEGER,
    "end" INTEGER,
    end_offset INTEGER,
    span INTEGER,                 -- microseconds: the one duration that a fact may have
    of BLOB,                      -- the id of the entry that this one takes back
    body TEXT NOT NULL            -- what else the fact has, as JSON
);
CREATE INDEX entry_at ON entry(at);
CREATE INDEX entry_start ON entry(start) WHERE "end" IS NOT NULL;
CREATE INDEX entry_long ON entry("end") WHERE "end" - start > 259200000000;
CREATE INDEX entry_of ON entry(of) WHERE of IS NOT NULL;
CREATE INDEX entry_pause ON entry(seq) WHERE fact IN ('paused', 'resumed');
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TABLE heartbeat(
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL
);
"""

_PROGRAMME = (
    "CREATE INDEX entry_programme ON entry(seq) WHERE "
    "fact IN ('programme_began', 'programme_ended', 'session_done', 'walk_done', 'self_tested', 'hurt', "
    "'gate_answered', 'progression_set', 'tip_dismissed');"
)

_CALLS = ""  # the facts in_call and call_over

_WALKS = """
DROP INDEX entry_programme;
CREATE INDEX entry_programme ON entry(seq) WHERE """ + (
    "fact IN ('programme_began', 'programme_ended', 'session_done', 'walk_done', 'walk_taken_back', 'self_tested', "
    "'hurt', 'gate_answered', 'progression_set', 'tip_dismissed');\n"
)

_STANDING = ""  # the facts standing_asked and standing_confirmed

_CHECKSUMS = """
ALTER TABLE entry ADD COLUMN checksum INTEGER;
DROP TRIGGER entry_stays;
UPDATE entry SET checksum = checksum_of(id, of, fact, at, at_offset, start, start_offset, "end", end_offset, \
span, body);
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TABLE lost_day(day INTEGER PRIMARY KEY);  -- days since 1970 of which entries were lost
"""

_IMPORTED = """
CREATE TABLE imported(                -- up to which entry the log was when something was imported last
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL
);
"""

_LOG_KEY = """
CREATE TABLE log_key(                 -- the key of the checksums, once entries were deleted
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key INTEGER NOT NULL
);
"""

_STAYED_UP = ""  # the field since of the fact stood

_RATED = """
DROP INDEX entry_programme;
CREATE INDEX entry_programme ON entry(seq) WHERE """ + (
    "fact IN ('programme_began', 'programme_ended', 'session_done', 'walk_done', 'walk_taken_back', 'self_tested', "
    "'hurt', 'gate_answered', 'progression_set', 'tip_dismissed', 'session_rated');\n"
)

_SENSED = ""  # the field source of the fact stood, and the kind sit of prompts

MIGRATIONS: tuple[str, ...] = (
    _FIRST, _PROGRAMME, _CALLS, _WALKS, _STANDING, _CHECKSUMS, _IMPORTED, _LOG_KEY, _STAYED_UP, _RATED, _SENSED,
)  # fmt: skip
"""Step n brings a log of version n to n + 1; a released step is never changed, so its text is complete in itself.

A new kind of fact needs a step too, even an empty one: an older Hipbreak then refuses the log instead of leaving out
what it cannot read. A deletion drops the trigger `entry_kept` inside its transaction, and creates it again.
"""


def checksum_key(connection: sqlite3.Connection) -> int:
    """The key of the log's checksums, a new one for a new log; inside the transaction that uses it."""
    key = key_of_entries(connection)
    if key is not None:
        return key
    found = connection.execute("SELECT key FROM log_key").fetchone()
    return found[0] if found else new_key()


def key_of_entries(connection: sqlite3.Connection) -> int | None:
    """The key of the first intact entry, if there is one among the first."""
    rows = connection.execute(f"SELECT {ENTRY} FROM entry ORDER BY seq LIMIT {_MOST_DAMAGED}")
    return next((key_of(row[-1]) for row in rows if is_intact(row)), None)


def keep_key(connection: sqlite3.Connection) -> None:
    """Let a log keep its key when all its entries are deleted: its -wal file is known by it."""
    key = key_of_entries(connection)
    if key is not None:
        connection.execute("INSERT OR REPLACE INTO log_key VALUES (1, ?)", (key,))


def register_checksum(connection: sqlite3.Connection, key: int) -> None:
    """Let SQL compute checksums, as `checksum_of(id, of, columns)`."""

    def checksum_of(identity: bytes, of: bytes | None, *row: Any) -> int:
        return checksum(key, identity, of, row)

    connection.create_function("checksum_of", -1, checksum_of)


def new_key() -> int:
    """A key for the checksums of a log, so that its entries differ from those of another."""
    return int.from_bytes(os.urandom(4), "big") >> 1 or 1


_MOST_DAMAGED = 10
CHECKSUMS_SINCE = 6
"""The version from which entries have checksums."""


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps were applied; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def mark_imported(connection: sqlite3.Connection) -> None:
    """Note that an import has ended: no entry up to now is taken for one that a wrong clock made."""
    connection.execute("INSERT OR REPLACE INTO imported SELECT 1, MAX(seq) FROM entry HAVING MAX(seq) IS NOT NULL")


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether this is a database of another program."""
    if connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION:
        return False
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Apply the missing steps, all or none."""
    register_checksum(connection, new_key())
    with connection:  # commits, or rolls back
        connection.execute("BEGIN IMMEDIATE")
        for number, script in enumerate(migrations[version_of(connection) :], version_of(connection) + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit before it begins."""
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    if statement.strip():
        raise ValueError(f"no end to the statement {statement.strip()!r}")
    return found

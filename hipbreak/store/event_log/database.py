"""Opens the file of the log: makes it, brings it up to date, or sets it aside when it is damaged."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hipbreak.store.event_log.errors import LogDamaged, LogError, LogTooNew, log_errors
from hipbreak.store.event_log.schema import MIGRATIONS, is_foreign, migrate, version_of
from hipbreak.store.quarantine import free_name, quarantine

_LOCK_TIMEOUT_S = 0.05  # for a lock: the window waits for us
_CHECKPOINT_PAGES = 4000  # about a week's entries, should nobody call `EventLog.tidy`
_LARGEST_WAL = 16 * 1024 * 1024
_COMPANION_SUFFIXES = ("-wal", "-shm")


def open_for_writing(
    path: Path, suspected: bool = False, migrations: Sequence[str] = MIGRATIONS
) -> tuple[sqlite3.Connection, list[str]]:
    """A connection to the log at `path`, made or migrated where needed, and sentences for the person.

    A damaged file is set aside. It is looked through only when `suspected`: reading ten years takes too
    long for every start, and a page that cannot be read says so when it is needed. Raises LogTooNew or
    LogUnavailable.
    """
    notes: list[str] = []
    with log_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > 0:
            try:
                version = _check_file(path, suspected, len(migrations))
                if 0 < version < len(migrations):
                    _back_up(path, len(migrations))
            except LogDamaged:
                aside = quarantine(path, "damaged", _COMPANION_SUFFIXES)
                notes.append(f"The log was damaged: it was set aside as {aside}, and a new one was begun.")
        _make_private(path)
        return _connect(path, migrations), notes


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; a log that does not exist yet is an empty one in memory.

    Raises LogTooNew, LogDamaged or LogUnavailable, and changes nothing.
    """
    with log_errors(path):
        if not path.exists() or path.stat().st_size == 0:
            return open_in_memory()
        connection = _open_read_only(path)
        try:
            version = _check_version(connection, path, len(MIGRATIONS))
            if version == len(MIGRATIONS):
                return connection
            copy = _sql(":memory:")  # an older log is migrated in memory: the file is left to the app
            connection.backup(copy)
        except BaseException:
            connection.close()
            raise
        connection.close()
        migrate(copy)
        return copy


def open_in_memory() -> sqlite3.Connection:
    """A log that is gone when it is closed."""
    connection = _sql(":memory:")
    migrate(connection)
    return connection


def _sql(database: str) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=_LOCK_TIMEOUT_S, isolation_level=None, uri=database.startswith("file:"))


def _open_read_only(path: Path) -> sqlite3.Connection:
    return _sql(f"{path.absolute().as_uri()}?mode=ro")


def _connect(path: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    connection = _sql(str(path))
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # Without waiting for the disk: what was committed survives the end of this process, however it comes;
        # a loss of power may take the last seconds. https://www.sqlite.org/pragma.html#pragma_synchronous
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
        connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_WAL}")  # after an import it shrinks again
        if version_of(connection) < len(migrations):
            migrate(connection, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_file(path: Path, suspected: bool, known: int) -> int:
    """The version of a sound log; LogDamaged or LogTooNew otherwise. The file is not written to."""
    with log_errors(path), closing(_open_read_only(path)) as connection:
        if suspected and connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise LogDamaged(f"The log {path} is damaged.")
        return _check_version(connection, path, known)


def _check_version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    if is_foreign(connection):
        raise LogDamaged(f"{path} is not a log of Hipbreak.")
    version = version_of(connection)
    if version > known:
        raise LogTooNew(
            f"The log {path} was written by a newer Hipbreak (its version is {version}, this one knows {known}), "
            "so it was left untouched."
        )
    return version


def _back_up(path: Path, target: int) -> None:
    copy = free_name(path.with_name(f"{path.name}.before-v{target}"))
    _make_private(copy)
    with closing(_open_read_only(path)) as source, closing(_sql(str(copy))) as destination:
        source.backup(destination)


def _make_private(path: Path) -> None:
    """0600 before the first byte; SQLite gives -wal and -shm the mode of the file itself."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def why_not_writable(path: Path) -> str | None:
    """One sentence, or None when the app could keep its log there; a damaged one is no hindrance: it is set aside."""
    place = path
    while not place.exists() and place != place.parent:
        place = place.parent
    if path.is_dir():
        return f"The log {path} cannot be used: there is a folder of that name."
    if place != path and not place.is_dir():
        return f"The log {path} cannot be used: {place} is no folder."
    for needed in {place, path.parent if path.exists() else place}:
        if not os.access(needed, os.W_OK):
            return f"The log {path} cannot be used: {needed} cannot be written."
    try:
        open_for_reading(path).close()
    except LogDamaged:
        return None
    except LogError as error:
        return str(error)
    return None

"""Opens the log's file: creates, migrates or reads it, and sets a damaged one aside."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hipbreak.store.event_log.errors import LogDamaged, LogError, LogTooNew, log_errors
from hipbreak.store.event_log.schema import MIGRATIONS, is_foreign, migrate, version_of
from hipbreak.store.event_log.wal import read_merged, shm_path, wal_path
from hipbreak.store.quarantine import free_name, quarantine

LOCK_TIMEOUT_S = 0.05  # the GUI thread waits
_CHECKPOINT_PAGES = 4000  # about a week's entries, in case `EventLog.checkpoint` is never called
_LARGEST_WAL = 16 * 1024 * 1024
_COMPANION_SUFFIXES = ("-wal", "-shm")


def open_for_writing(
    path: Path, suspected: bool = False, migrations: Sequence[str] = MIGRATIONS, wait_s: float = LOCK_TIMEOUT_S
) -> tuple[sqlite3.Connection, list[str]]:
    """A connection to the log at `path`, made or migrated where needed, and sentences for the person.

    A damaged file is set aside. It is looked through only when `suspected`: reading ten years takes too
    long for every start, and a page that cannot be read says so when it is needed. Raises LogTooNew or
    LogUnavailable.
    """
    notes: list[str] = []
    with log_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_private(path)
        if path.stat().st_size > 0:
            try:
                version = _check_file(path, suspected, len(migrations))
                if 0 < version < len(migrations):
                    _back_up(path, len(migrations))
            except LogDamaged:
                aside = quarantine(path, "damaged", _COMPANION_SUFFIXES)
                notes.append(f"The log was damaged: it was set aside as {aside}, and a new one was begun.")
                _make_private(path)
        return _connect(path, migrations, wait_s), notes


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write and leaves no file behind; a log that does not exist is an empty one in memory.

    LogTooNew, LogDamaged or LogUnavailable.
    """
    with log_errors(path):
        if not path.exists() or path.stat().st_size == 0:
            return open_in_memory()
        connection = _open_to_read(path)
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
    """An empty log that ends with the connection."""
    connection = _sql(":memory:")
    migrate(connection)
    return connection


def _sql(database: str, wait_s: float = LOCK_TIMEOUT_S) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=wait_s, isolation_level=None, uri=database.startswith("file:"))


def _open_read_only(path: Path) -> sqlite3.Connection:
    return _sql(f"{path.absolute().as_uri()}?mode=ro")


def _open_to_read(path: Path) -> sqlite3.Connection:
    """SQLite reads a log in WAL mode through -wal and -shm, which it creates, and only a writer removes them."""
    wal, shm = wal_path(path), shm_path(path)
    if wal.exists() and shm.exists():
        return _open_read_only(path)
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        if not wal.exists() or not wal.stat().st_size:
            return _sql(f"{path.absolute().as_uri()}?immutable=1")
    elif not wal.exists():
        connection = _sql(f"{path.absolute().as_uri()}?mode=rw")
        connection.execute("PRAGMA query_only = ON")
        return connection
    connection = _sql(":memory:")
    connection.deserialize(read_merged(path))
    return connection


def _connect(path: Path, migrations: Sequence[str], wait_s: float) -> sqlite3.Connection:
    connection = _sql(str(path), wait_s)
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

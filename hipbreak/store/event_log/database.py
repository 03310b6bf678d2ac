"""Opens the log's file: creates, migrates or reads it, and sets a damaged one aside."""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hipbreak.core.i18n import gettext as _
from hipbreak.core.text import log as log_text
from hipbreak.store.event_log.errors import LogDamaged, LogError, LogTooNew, log_errors
from hipbreak.store.event_log.held_facts import held_path, is_usable
from hipbreak.store.event_log.insertion_order import insert_rows
from hipbreak.store.event_log.queries import ENTRY
from hipbreak.store.event_log.rows import is_intact, to_moment
from hipbreak.store.event_log.schema import (
    CHECKSUMS_SINCE,
    MIGRATIONS,
    checksum_key,
    is_foreign,
    key_of_entries,
    mark_imported,
    migrate,
    version_of,
)
from hipbreak.store.event_log.wal import has_lost_frames, is_cut_off, read_merged, shm_path, wal_path
from hipbreak.store.quarantine import free_name, quarantine
from hipbreak.store.work_progress import Progress, ProgressGenerator, run_to_end

LOCK_TIMEOUT_S = 0.05  # the GUI thread waits
_CHECKPOINT_PAGES = 4000  # about a week's entries, in case `EventLog.checkpoint` is never called
_LARGEST_WAL = 16 * 1024 * 1024
_LARGEST_READ_WAL = 64 * 1024 * 1024  # of an import that was killed: to read more takes too long for a start
COMPANION_SUFFIXES = ("-wal", "-shm")
_SALVAGED = "-salvaged"
_MOST_LOST_DAYS = 366
_ABSURD_VERSION = 1000
_VERIFIED_ROWS = 2000
_NEWEST_FORMAT = 4  # https://www.sqlite.org/fileformat2.html#schema_format_number
_EPOCH = date(1970, 1, 1)


def open_for_writing(
    path: Path, suspected: bool = False, migrations: Sequence[str] = MIGRATIONS, wait_s: float = LOCK_TIMEOUT_S
) -> tuple[sqlite3.Connection, list[str]]:
    """A connection to the log at `path`, created or migrated where needed, and sentences for the person.

    A damaged file is set aside, and its good entries are saved. All of it is read only when `suspected`, its structure
    when the last writer has not closed it: ten years take too long for every start. LogTooNew or LogUnavailable.
    """
    notes: list[str] = []
    with log_errors(path, migrating=True):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        notes += _set_unusable_aside(path)
        salvaged = path.with_name(path.name + _SALVAGED)
        if salvaged.exists() and not path.exists():
            salvaged.rename(path)  # the process was killed before it came to this
        if path.exists() and path.stat().st_size == 0 and _wal_size(path) == 0:
            notes.append(log_text.emptied(str(path)))
        create_private(path)
        lost_wal_at = _lost_wal_time(path)
        if _is_wal_foreign(path):
            notes.append(_set_wal_aside(path))
            suspected = True  # the own -wal file may be missing
        if path.stat().st_size > 0 or _wal_size(path) > 0:
            try:
                version = _check_file(path, suspected, len(migrations))
                if 0 < version < len(migrations):
                    _back_up(path, len(migrations))
            except LogDamaged:
                notes.append(_replace_damaged(path, salvaged))
        connection = _connect(path, migrations, wait_s)
        if lost_wal_at is not None and (days := _note_lost_wal(connection, lost_wal_at)):
            notes.append(log_text.lost_wal(str(path), days))
        return connection, notes


def _replace_damaged(path: Path, salvaged: Path) -> str:
    """Let a log of the good entries take the place of a damaged one; return a sentence for the person."""
    from hipbreak.store.event_log.salvage import salvage  # noqa: PLC0415 - seldom needed

    found = salvage(path)
    salvaged.unlink(missing_ok=True)
    create_private(salvaged)
    with closing(_sql(str(salvaged))) as connection:
        migrate(connection)
        connection.execute("BEGIN")
        insert_rows(connection, [(seq, identity, of, *row) for seq, identity, of, row in found.rows])
        alive = found.heartbeat or (found.rows[-1][-1][1:3] if found.rows else None)
        if alive is not None:
            connection.execute("INSERT INTO heartbeat VALUES (1, ?, ?)", alive)
        mark_imported(connection)
        _add_lost_days(connection, found.lost_days)
        connection.execute("COMMIT")
    aside = quarantine(path, "damaged", COMPANION_SUFFIXES)
    salvaged.rename(path)
    return log_text.salvaged(str(aside), len(found.rows), found.lost_entries, found.lost_days)


def _add_lost_days(connection: sqlite3.Connection, days: Iterable[date]) -> None:
    numbers = [((day - _EPOCH).days,) for day in days]
    connection.executemany("INSERT OR IGNORE INTO lost_day VALUES (?)", numbers)


def _wal_size(path: Path) -> int:
    wal = wal_path(path)
    return wal.stat().st_size if wal.exists() else 0


def _set_unusable_aside(path: Path) -> list[str]:
    """Rename what lies in the place of a file beside the log, and is none; return sentences for the person."""
    notes = []
    for file in (wal_path(path), shm_path(path), held_path(path)):
        if os.path.lexists(file) and not is_usable(file.lstat(), file == held_path(path)):
            notes.append(log_text.unusable(str(file), str(quarantine(file, "unusable"))))
    return notes


def _is_wal_foreign(path: Path) -> bool:
    """Whether the -wal file has entries, and none of the log that it lies beside."""
    if not 0 < _wal_size(path) <= _LARGEST_READ_WAL:
        return False
    try:
        with closing(_sql(f"{path.absolute().as_uri()}?immutable=1")) as alone:
            key = key_of_entries(alone) if version_of(alone) >= CHECKSUMS_SINCE else None
    except sqlite3.DatabaseError:  # a checkpoint has not ended, or the log is damaged
        return False
    if key is None:
        return False
    from hipbreak.store.event_log.salvage import keys_in_wal  # noqa: PLC0415 - seldom needed

    has_entries = False
    for found in keys_in_wal(wal_path(path).read_bytes()):
        if found == key:
            return False
        has_entries = True
    return has_entries


def _set_wal_aside(path: Path) -> str:
    """Rename the -wal file of another log; return a sentence for the person."""
    shm_path(path).unlink(missing_ok=True)
    return log_text.foreign_wal(str(path), str(quarantine(wal_path(path), "foreign")))


def _lost_wal_time(path: Path) -> float | None:
    """When the log was written last, if its -wal file is missing: SQLite removes -shm with it, and not alone.

    None if nothing was lost with it.
    """
    shm = shm_path(path)
    if not shm.exists() or wal_path(path).exists() or not has_lost_frames(shm):
        return None
    return shm.stat().st_mtime


def _note_lost_wal(connection: sqlite3.Connection, written: float) -> list[date]:
    """The days from the last entry to the last writing, which may have lost entries."""
    found = connection.execute("SELECT at, at_offset FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    last = datetime.fromtimestamp(written, UTC).astimezone().date()
    first = to_moment(*found).date() if found else last
    days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, _MOST_LOST_DAYS))]
    _add_lost_days(connection, days)
    return days


def open_for_reading(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """A connection that cannot write and leaves no file behind, and sentences for the person.

    A log that does not exist is an empty one in memory. LogTooNew, LogDamaged or LogUnavailable.
    """
    with log_errors(path):
        if not path.exists() or path.stat().st_size == 0:
            return open_in_memory(), []
        connection, notes = _open_to_read(path)
        try:
            version = _check_version(connection, path, len(MIGRATIONS))
            if version == len(MIGRATIONS):
                return connection, notes
            copy = _sql(":memory:")  # an older log is migrated in memory: the file is left to the app
            connection.backup(copy)
        except BaseException:
            connection.close()
            raise
        connection.close()
        migrate(copy)
        return copy, notes


def open_in_memory() -> sqlite3.Connection:
    """An empty log that ends with the connection."""
    connection = _sql(":memory:")
    migrate(connection)
    return connection


def _sql(database: str, wait_s: float = LOCK_TIMEOUT_S) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=wait_s, isolation_level=None, uri=database.startswith("file:"))


def _open_read_only(path: Path) -> sqlite3.Connection:
    return _sql(f"{path.absolute().as_uri()}?mode=ro")


def _open_to_read(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """SQLite reads a log in WAL mode through -wal and -shm, which it creates, and only a writer removes them."""
    wal, shm = wal_path(path), shm_path(path)
    if wal.exists() and shm.exists():
        return _open_read_only(path), []
    immutable = f"{path.absolute().as_uri()}?immutable=1"
    if not os.access(path.parent, os.W_OK) or not os.access(path, os.W_OK):
        if not wal.exists() or not wal.stat().st_size:
            return _sql(immutable), []
    elif not wal.exists():
        if shm.exists():  # the -wal file was lost: that it was there is for the next start to find out
            notes = [log_text.lost_wal(str(path), [])] if _lost_wal_time(path) is not None else []
            return _sql(immutable), notes
        connection = _sql(f"{path.absolute().as_uri()}?mode=rw")
        connection.execute("PRAGMA query_only = ON")
        return connection, []
    if _is_wal_foreign(path):
        return _sql(immutable), [log_text.foreign_wal(str(path))]
    connection = _sql(":memory:")
    connection.deserialize(read_merged(path))
    return connection, []


def _connect(path: Path, migrations: Sequence[str], wait_s: float) -> sqlite3.Connection:
    connection = _sql(str(path), wait_s)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # Without waiting for the disk: what was committed survives the end of this process, however it comes;
        # a loss of power may take all since the last checkpoint. https://www.sqlite.org/pragma.html#pragma_synchronous
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
    with path.open("rb") as file:
        header = file.read(100)
    # Without a database SQLite would delete the -wal file, and these bytes it takes for a format that it cannot write.
    if not header or not {*header[18:20]} <= {1, 2} or int.from_bytes(header[44:48], "big") > _NEWEST_FORMAT:
        raise LogDamaged(_("The log {path} is damaged.").format(path=path))
    with log_errors(path), closing(_open_read_only(path)) as connection:
        version = _check_version(connection, path, known)
        if (
            (version < known and not _has_structure(connection, version))
            or (suspected and not run_to_end(verify(connection)))
            or (_wal_size(path) > 0 and not _is_wal_sound(path, connection, version))
        ):
            raise LogDamaged(_("The log {path} is damaged.").format(path=path))
        return version


def verify(connection: sqlite3.Connection) -> ProgressGenerator[bool]:
    """Whether the structure of the log and every entry of it are as they were written; in slices."""
    yield Progress(0, 1)
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    version = version_of(connection)
    if not _has_structure(connection, version):
        return False
    if version < CHECKSUMS_SINCE:
        return True
    rows = connection.execute(f"SELECT {ENTRY} FROM entry NOT INDEXED")
    while batch := rows.fetchmany(_VERIFIED_ROWS):
        if not all(is_intact(row) for row in batch):
            return False
        yield Progress(0, 1)
    return True


def _has_structure(connection: sqlite3.Connection, version: int) -> bool:
    with closing(_sql(":memory:")) as model:
        migrate(model, MIGRATIONS[:version])
        return _structure(model) == _structure(connection)


def _structure(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def _is_wal_sound(path: Path, connection: sqlite3.Connection, version: int) -> bool:
    """Whether the -wal file that was left is whole, and of this log."""
    if _wal_size(path) <= _LARGEST_READ_WAL and is_cut_off(wal_path(path).read_bytes()):
        return False
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        return False
    if version < CHECKSUMS_SINCE:
        return True
    try:
        with closing(_sql(f"{path.absolute().as_uri()}?immutable=1")) as alone:
            if version_of(alone) < CHECKSUMS_SINCE:
                return True
            key = checksum_key(alone)
            if alone.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is None:
                return True
    except sqlite3.DatabaseError:  # a checkpoint has not ended, because of a kill or a full disk
        key = checksum_key(connection)
    foreign = "SELECT 1 FROM entry NOT INDEXED WHERE checksum IS NULL OR checksum >> 32 != ? LIMIT 1"
    return connection.execute(foreign, (key,)).fetchone() is None


def _check_version(connection: sqlite3.Connection, path: Path, known: int) -> int:
    if is_foreign(connection):
        raise LogDamaged(_("{path} is not a log of Hipbreak.").format(path=path))
    version = version_of(connection)
    if not 0 <= version < _ABSURD_VERSION:
        raise LogDamaged(_("The log {path} is damaged.").format(path=path))
    if version > known:
        raise LogTooNew(
            _(
                "The log {path} was written by a newer Hipbreak (its version is {version}, this one "
                "knows {known}), so it was left untouched."
            ).format(path=path, version=version, known=known)
        )
    return version


def _back_up(path: Path, target: int) -> None:
    copy = free_name(path.with_name(f"{path.name}.before-v{target}"))
    create_private(copy)
    with closing(_open_read_only(path)) as source, closing(_sql(str(copy))) as destination:
        source.backup(destination)


def create_private(path: Path) -> None:
    """Create the file, or restrict it, as 0600 before its first byte; SQLite gives -wal and -shm the same mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def why_not_writable(path: Path) -> str | None:
    """One sentence, or None when the app could keep its log there; a damaged one is no hindrance: it is set aside."""
    place = path
    while not place.exists() and place != place.parent:
        place = place.parent
    if path.is_dir():
        return _("The log {path} cannot be used: there is a folder of that name.").format(path=path)
    if place != path and not place.is_dir():
        return _("The log {path} cannot be used: {place} is no folder.").format(path=path, place=place)
    for needed in {place, path.parent if path.exists() else place}:
        if not os.access(needed, os.W_OK):
            return _("The log {path} cannot be used: {needed} cannot be written.").format(path=path, needed=needed)
    try:
        open_for_reading(path)[0].close()
    except LogDamaged:
        return None
    except LogError as error:
        return str(error)
    return None

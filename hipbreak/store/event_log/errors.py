"""Errors of the log, by what can be done about them; each text is one sentence for the person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _


class LogError(Exception):
    """The log cannot be used."""


class LogUnavailable(LogError):
    """Not now: the disk is full, the folder read-only, or another program holds the log. Nothing was written."""


class LogReplaced(LogUnavailable):
    """The file was removed, or another one is in its place; nothing was written, and `EventLog.reopen` opens that."""


class LogTooNew(LogError):
    """A newer Hipbreak wrote it; the file was left untouched."""


class LogDamaged(LogError):
    """The file is damaged, or not a log; `EventLog.reopen` sets it aside."""


_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_UNAVAILABLE = {
    sqlite3.SQLITE_FULL: N_("the disk is full"),
    sqlite3.SQLITE_READONLY: N_("it is read-only"),
    sqlite3.SQLITE_BUSY: N_("another program holds it"),
    sqlite3.SQLITE_LOCKED: N_("another program holds it"),
    sqlite3.SQLITE_PROTOCOL: N_("another program holds it"),
    sqlite3.SQLITE_CANTOPEN: N_("it cannot be opened"),
    sqlite3.SQLITE_PERM: N_("its permissions forbid it"),
    sqlite3.SQLITE_IOERR: N_("the disk reported an error"),
    sqlite3.SQLITE_NOMEM: N_("memory is short"),
    sqlite3.SQLITE_NOLFS: N_("it has grown too large for this file system"),
}


@contextmanager
def log_errors(path: Path, migrating: bool = False) -> Iterator[None]:
    """Raise LogError for an error of SQLite or the system about the log at `path`; all others pass.

    While `migrating`, a statement that fails is a defect of this program and passes.
    """
    try:
        yield
    except OSError as error:
        raise LogUnavailable(
            _("The log {path} cannot be used: {why}.").format(path=path, why=error.strerror or error)
        ) from error
    except UnicodeDecodeError as error:  # in the text of an error of SQLite
        raise LogDamaged(_("The log {path} is damaged.").format(path=path)) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lowest byte is the primary code
        if code in _UNAVAILABLE:
            raise LogUnavailable(
                _("The log {path} cannot be used: {why}.").format(path=path, why=_(_UNAVAILABLE[code]))
            ) from error
        if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):  # it could not be reopened
            raise LogUnavailable(_("The log {path} cannot be used: it is closed.").format(path=path)) from error
        # an OperationalError: a table that is not there, a text that is not UTF-8
        if code in _DAMAGED or (isinstance(error, sqlite3.OperationalError) and not migrating):
            raise LogDamaged(_("The log {path} is damaged.").format(path=path)) from error
        raise

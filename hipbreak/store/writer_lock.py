"""One writer for each log: a kernel lock beside it, held until the process ends.

The kernel frees the lock of a process that ends in any way. The content of the lock file informs people, and never
decides whether the lock is held.
"""

import errno
import os
import stat
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.store.file_lock import WITHOUT_LOCKS, is_at, lock_descriptor, unlock

_NOT_OURS = {errno.EACCES, errno.EPERM, errno.ELOOP, errno.ENXIO}
"""The errors of opening a file of another user, a link or a named pipe."""
_LARGEST = 4096
_ATTEMPTS = 100  # a lock file that is removed each time between opening and locking it
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_LOCKED_BYTE = 1 << 30  # Windows refuses to read what is locked
_SOCKET = "socket: "


class LockHolder(Struct, frozen=True):
    """The content of a lock file about the process that holds it; it may be wrong or empty."""

    process: str = ""
    """For a sentence, such as `hipbreak, process 12 on desk, since 2026-11-30 22:40`."""
    socket: str = ""
    """Where it may answer."""


class WriterLock:
    """Held by the running app, or by a command that writes to the log.

    Two locks are held, where the file system has them: one on the lock file, and one on its folder, since a file can
    be removed while it is locked, and cannot be made on a read-only disk. Another user's lock on either does not count.
    """

    note: str = ""
    """One sentence if the file system has no locks; then nothing is held."""

    def __init__(self, path: Path, command: str) -> None:
        """Use `claim`."""
        self._path, self._command, self._socket = path, command, ""
        self._file: int | None = None
        self._folder: int | None = None

    @classmethod
    def claim(cls, path: Path, command: str = "hipbreak") -> Self | None:
        """Return the lock, or None while another process holds it; OSError if its file cannot be made.

        `command` is named in the file.
        """
        lock = cls(path, command)
        try:
            if lock._take_folder() and lock._take_file():
                return lock
        except BaseException:
            lock.release()
            raise
        lock.release()
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def renew(self) -> bool:
        """Make the lock file again if it was removed or replaced; False if another process holds it now."""
        try:
            if self._file is None and self._folder is None:
                return True
            if self._file is not None and is_at(self._file, self._path):
                return True
            if self._folder is not None and not is_at(self._folder, self._path.parent):
                os.close(self._folder)
                self._folder = None
                if not self._take_folder():
                    return False
            before = self._file
            if not self._take_file():
                return False
            if before is not None and before != self._file:
                os.close(before)
        except OSError:  # the folder was removed or is read-only: no other process can make the file either
            pass
        return True

    def name_socket(self, path: str) -> None:
        """Write to the file where this process answers."""
        self._socket = path
        self._write()

    def release(self) -> None:
        """Release the lock, and remove its file unless it is another process's. Idempotent."""
        if self._file is not None:
            unlock(self._file, self._path)
            self._file = None
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None

    def _take_folder(self) -> bool:
        """Lock the folder, if that is possible; False if another process of this user holds it."""
        if sys.platform == "win32":
            return True
        try:
            folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        except PermissionError:
            return True
        try:
            lock_descriptor(folder)
        except BlockingIOError:
            is_ours = _is_held_by_this_user(folder)
            os.close(folder)
            return not is_ours
        except OSError:  # network file systems lock no folders
            os.close(folder)
            return True
        self._folder = folder
        return True

    def _take_file(self) -> bool:
        for _attempt in range(_ATTEMPTS):
            try:
                file = self._open()
            except OSError as error:
                if error.errno == errno.EROFS and self._folder is not None:  # no process writes the log there
                    return True
                raise
            if file is None:
                continue
            try:
                if sys.platform == "win32":
                    os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
                lock_descriptor(file)
                if not is_at(file, self._path):
                    raise FileNotFoundError
            except BlockingIOError:
                is_ours = _is_held_by_this_user(file)
                os.close(file)
                if is_ours or self._folder is None:
                    return False
                self._path.unlink(missing_ok=True)
                continue
            except FileNotFoundError:  # removed by its holder before it was locked here
                os.close(file)
                continue
            except OSError as error:
                if error.errno not in WITHOUT_LOCKS:
                    os.close(file)
                    raise
                self.note = _(
                    "{folder} is on a file system without locks, so nothing keeps a second Hipbreak from "
                    "writing there: start it only once."
                ).format(folder=self._path.parent)
            self._file = file
            self._write()
            return True
        raise OSError(errno.EBUSY, _("it is removed again and again"), str(self._path))

    def _open(self) -> int | None:
        """The lock file, or None if something else was in its place and is removed now."""
        try:
            file = os.open(self._path, _FLAGS, 0o600)
        except OSError as error:
            if error.errno not in _NOT_OURS or self._folder is None or not os.path.lexists(self._path):
                raise
            self._path.unlink()
            return None
        if stat.S_ISREG(os.fstat(file).st_mode):
            return file
        os.close(file)
        if self._folder is None:
            raise OSError(errno.EINVAL, _("it is not a regular file"), str(self._path))
        self._path.unlink()
        return None

    def _write(self) -> None:
        """Write who holds the lock; a full disk is no reason to fail."""
        if self._file is None:
            return
        host = f" on {os.uname().nodename}" if sys.platform != "win32" else ""
        process = f"{self._command}, process {os.getpid()}{host}, since {datetime.now().astimezone():%Y-%m-%d %H:%M}\n"
        socket = f"{_SOCKET}{self._socket}\n" if self._socket else ""
        if sys.platform != "win32" and os.fstat(self._file).st_mode & 0o777 != 0o600:
            with suppress(OSError):
                os.fchmod(self._file, 0o600)
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, os.fsencode(process + socket))


def read_holder(path: Path) -> LockHolder:
    """The content of the lock file; nothing if it is unreadable or something else."""
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return LockHolder()
    try:
        content = os.read(file, _LARGEST)
    except OSError:  # a folder, or a named pipe
        return LockHolder()
    finally:
        os.close(file)
    process, _newline, rest = os.fsdecode(content).partition("\n")
    if not process.startswith("hipbreak") or not process.isprintable():
        return LockHolder()
    socket = rest.removeprefix(_SOCKET).removesuffix("\n") if rest.startswith(_SOCKET) else ""
    return LockHolder(process, "" if "\0" in socket else socket)


def find_holder(path: Path) -> str:
    """The id of the process that has locked the folder of the lock file, as far as the kernel names it."""
    try:
        return next(iter(_holders(path.parent.stat())), "")
    except OSError:
        return ""


def _is_held_by_this_user(descriptor: int) -> bool:
    """Whether a process of this user holds a lock on the file, as far as the kernel names the holder.

    A process that the kernel lists and /proc does not show runs under another user.
    """
    holders = _holders(os.fstat(descriptor))
    return not holders or any(_user_of(process) == os.getuid() for process in holders)


def _holders(file: os.stat_result) -> list[str]:
    """The ids of the processes that hold a lock on the file: https://man7.org/linux/man-pages/man5/proc_locks.5.html"""
    try:
        rows = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    except OSError:
        return []
    found = [(row[4], row[5].split(":")) for row in rows if len(row) >= 6 and row[1] == "FLOCK"]
    same = [(process, place[:2]) for process, place in found if place[-1] == str(file.st_ino)]
    device = [f"{number:02x}" for number in (os.major(file.st_dev), os.minor(file.st_dev))]
    exact = [process for process, at in same if at == device]
    return exact or [process for process, _ in same]  # overlay file systems show another device


def _user_of(process: str) -> int | None:
    try:
        return Path("/proc", process).stat().st_uid
    except OSError:
        return None

"""Lets one process at a time do something; the lock of a process that ends, however it ends, is free."""

import errno
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from hipbreak.core.i18n import gettext as _

WITHOUT_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
"""The errors of a file system without locks."""


@contextmanager
def locked(path: Path, patience_s: float = 10) -> Generator[None, None, None]:
    """Hold the lock file `path`, which is there for as long as one process holds it; OSError, at last TimeoutError.

    On a file system without locks nothing is held.
    """
    until = time.monotonic() + patience_s
    while (descriptor := _try_to_lock(path)) is None:
        if time.monotonic() > until:
            raise TimeoutError(errno.ETIMEDOUT, _("another program is about to write it"))
        time.sleep(0.05)
    try:
        yield
    finally:
        unlock(descriptor, path)


def _try_to_lock(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock_descriptor(descriptor)
        if os.path.samestat(os.fstat(descriptor), path.stat()):  # not deleted by the holder before
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError as error:
        if error.errno in WITHOUT_LOCKS:
            return descriptor
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def lock_descriptor(descriptor: int) -> None:
    """Lock an open file for as long as it is open; BlockingIOError while another process holds it, OSError."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - only there

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            raise BlockingIOError from None
    else:
        import fcntl  # noqa: PLC0415 - only here

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def unlock(descriptor: int, path: Path) -> None:
    """Close a lock file, and delete it if it is still the one of that name."""
    if sys.platform == "win32":  # a file that is open cannot be deleted there
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()
    else:
        with suppress(OSError):
            if is_at(descriptor, path):
                path.unlink()
        os.close(descriptor)


def is_at(descriptor: int, path: Path) -> bool:
    """Whether this open file is the one of that name. OSError."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False

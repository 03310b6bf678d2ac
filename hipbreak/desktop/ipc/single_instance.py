"""One running app for each profile."""

from pathlib import Path
from typing import Self

from PySide6.QtCore import QLockFile


class SingleInstanceLock:
    """Held by the running app; the lock of a killed process is stale."""

    def __init__(self, file: QLockFile) -> None:
        """Use `claim`."""
        self._file = file

    @classmethod
    def claim(cls, path: Path) -> Self | None:
        """Return the lock, or None while another process holds it; OSError if the file cannot be created."""
        file = QLockFile(str(path))
        file.setStaleLockTime(0)  # an app may run for months: a lock is stale only when its process has ended
        if file.tryLock(0):
            return cls(file)
        if file.error() == QLockFile.LockError.LockFailedError:
            return None
        raise OSError(f"The lock {path} cannot be made.")

    def release(self) -> None:
        """Release the lock. Idempotent."""
        self._file.unlock()

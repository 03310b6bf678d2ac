"""One running app for each profile."""

from pathlib import Path
from typing import Self

from PySide6.QtCore import QLockFile


class SingleInstanceLock:
    """Held by one process; whoever has it is the running app. A killed process holds nothing."""

    def __init__(self, file: QLockFile) -> None:
        """Use `claim`."""
        self._file = file

    @classmethod
    def claim(cls, path: Path) -> Self | None:
        """The lock, or None while another process holds it; never waits. OSError when the file cannot be made."""
        file = QLockFile(str(path))
        file.setStaleLockTime(0)  # an app may run for months: only that its process is gone makes a lock stale
        if file.tryLock(0):
            return cls(file)
        if file.error() == QLockFile.LockError.LockFailedError:
            return None
        raise OSError(f"The lock {path} cannot be made.")

    def release(self) -> None:
        """The next start may have it; may be called twice."""
        self._file.unlock()

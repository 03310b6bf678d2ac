"""When to try a bus again that is gone: when its socket is made anew, and after longer and longer pauses."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer

from hipbreak.desktop.timing.backoff import PAUSES, Backoff

_SETTLES_MS = 100  # a socket is there a moment before somebody listens


class ReconnectWatcher:
    """Works only between `wait` and `stop`; an abstract socket, which has no file, is tried after the pauses."""

    def __init__(self, names: Iterable[str], retry: Callable[[], None], pauses: Sequence[timedelta] = PAUSES) -> None:
        """`names` are the bus's sockets; `retry` is called from the event loop."""
        self._paths = [Path(name) for name in names if not name.startswith("\0")]
        self._pauses = Backoff(retry, pauses)
        self._files: QFileSystemWatcher | None = None
        self._were: list[tuple[int, int] | None] = []
        self._settle = QTimer()
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES_MS)
        self._settle.timeout.connect(retry)

    def remember(self) -> None:
        """The bus is about to be tried: a socket that is there now is nothing new later."""
        self._were = self._sockets()

    def wait(self) -> None:
        """The bus is gone, or could not be joined: call `retry` when that may have changed."""
        if self._files is None:
            self._files = QFileSystemWatcher()
            self._files.directoryChanged.connect(self._compare)
            for folder in {path.parent for path in self._paths if path.parent.is_dir()}:
                self._files.addPath(str(folder))
        self._pauses.wait()
        self._compare()  # it may have been made anew before its end was noticed

    def stop(self) -> None:
        """The bus is back, or not wanted any more; may be called twice."""
        self._settle.stop()
        self._pauses.stop()
        if self._files is not None:
            self._files.deleteLater()
            self._files = None

    def _compare(self) -> None:
        were, self._were = self._were, self._sockets()
        if any(now is not None and now != was for was, now in zip(were, self._were, strict=True)):
            self._settle.start()

    def _sockets(self) -> list[tuple[int, int] | None]:
        return [_identity(path) for path in self._paths]


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a socket from an earlier one at the same path; None without one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_ctime_ns

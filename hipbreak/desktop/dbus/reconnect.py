"""When to reconnect to a lost bus: when its socket is created again, and after increasing delays."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer

from hipbreak.desktop.timing.backoff import Backoff

_SETTLES_MS = 100  # a socket exists a moment before its server listens


class ReconnectWatcher:
    """Active between `start` and `stop`; an abstract socket has no file and is retried after the delays only."""

    def __init__(self, names: Iterable[str], retry: Callable[[], None], retry_delays: Sequence[timedelta]) -> None:
        """`names` are the bus's sockets; `retry` is called from the event loop."""
        self._paths = [Path(name) for name in names if not name.startswith("\0")]
        self._backoff = Backoff(retry, retry_delays)
        self._file_watcher: QFileSystemWatcher | None = None
        self._previous: list[tuple[int, int] | None] = []
        self._settle = QTimer(singleShot=True)
        self._settle.timeout.connect(retry)
        self._settle.setInterval(_SETTLES_MS)

    def record_sockets(self) -> None:
        """Record which sockets exist before an attempt to connect; only later ones count as new."""
        self._previous = self._sockets()

    def start(self) -> None:
        """Call `retry` when the bus may be available again."""
        if self._file_watcher is None:
            self._file_watcher = QFileSystemWatcher()
            self._file_watcher.directoryChanged.connect(self._check_sockets)
            for folder in {path.parent for path in self._paths if path.parent.is_dir()}:
                self._file_watcher.addPath(str(folder))
        self._backoff.schedule()
        self._check_sockets()  # it may have been created again before the loss was noticed

    def stop(self) -> None:
        """Stop retrying. Idempotent."""
        self._settle.stop()
        self._backoff.stop()
        if self._file_watcher is not None:
            self._file_watcher.deleteLater()
            self._file_watcher = None

    def _check_sockets(self) -> None:
        previous, self._previous = self._previous, self._sockets()
        if any(now is not None and now != was for was, now in zip(previous, self._previous, strict=True)):
            self._settle.start()

    def _sockets(self) -> list[tuple[int, int] | None]:
        return [_socket_identity(path) for path in self._paths]


def _socket_identity(path: Path) -> tuple[int, int] | None:
    """Return what distinguishes a socket from an earlier one at the same path; None without one."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns

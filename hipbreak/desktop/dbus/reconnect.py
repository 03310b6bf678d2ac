"""When it is worth trying a bus that is gone: when its socket is made anew, and after longer and longer pauses."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer

from hipbreak.desktop.dbus.address import socket_paths
from hipbreak.desktop.timing.backoff import PAUSES, Backoff

_SETTLES_MS = 100  # a socket is there a moment before somebody listens


class ReconnectWatcher:
    """Works only while somebody waits; an abstract socket, which has no file, is tried after the pauses."""

    def __init__(self, address: str, look: Callable[[], None], pauses: Sequence[timedelta] = PAUSES) -> None:
        """`look` is called from the event loop."""
        self._paths = [Path(path) for path in socket_paths(address)]
        self._pauses = Backoff(look, pauses)
        self._files: QFileSystemWatcher | None = None
        self._were: list[tuple[int, int] | None] = []
        self._settle = QTimer()
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES_MS)
        self._settle.timeout.connect(look)

    def remember(self) -> None:
        """The bus is about to be tried: a socket that is there now is nothing new later."""
        self._were = self._sockets()

    def wait(self) -> None:
        """The bus is gone, or a look was in vain: call `look` when the next one is worth it."""
        if self._files is None:
            self._files = QFileSystemWatcher()
            self._files.directoryChanged.connect(self._look_around)
            for folder in {path.parent for path in self._paths if path.parent.is_dir()}:
                self._files.addPath(str(folder))
        self._pauses.wait()
        self._look_around()  # it may have been made anew before its end was noticed

    def stop(self) -> None:
        """The bus is back, or of no interest any more; may be called twice."""
        self._settle.stop()
        self._pauses.stop()
        if self._files is not None:
            self._files.deleteLater()
            self._files = None

    def _look_around(self) -> None:
        were, self._were = self._were, self._sockets()
        if any(now is not None and now != was for was, now in zip(were, self._were, strict=True)):
            self._settle.start()

    def _sockets(self) -> list[tuple[int, int] | None]:
        return [_made(path) for path in self._paths]


def _made(path: Path) -> tuple[int, int] | None:
    """What tells a socket from the one made before it in its place; None without one."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_ctime_ns

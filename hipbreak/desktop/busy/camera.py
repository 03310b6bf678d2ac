"""Whether a program of this person holds a camera open: the kernel tells of each opening and closing."""

import ctypes
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.desktop.busy.base import Say

# https://man7.org/linux/man-pages/man7/inotify.7.html
_CLOSED, _OPENED, _MADE = 0x8 | 0x10, 0x20, 0x100
_HEAD = struct.Struct("=iIII")
_AT_ONCE = 16
_SETTLES_MS = 1000  # browsers open a camera for a moment only to learn its name


class Camera:
    """inotify on the cameras and on their folder; who holds one is looked up after a change, and only then."""

    name = "camera-holders"

    def __init__(self, say: Say, devices: Path = Path("/dev"), processes: Path = Path("/proc")) -> None:
        self.is_available = False
        self.trouble: str | None = None
        """One sentence when nothing can be told."""
        self._say, self._devices, self._processes = say, devices, processes
        self._watched: set[Path] = set()
        self._notifier: QSocketNotifier | None = None
        self._search: Iterator[bool | None] = iter(())
        self._settle, self._rest = QTimer(), QTimer()
        for timer, call in ((self._settle, self._look), (self._rest, self._go_on)):
            timer.setSingleShot(True)
            timer.timeout.connect(call)
        try:
            self._events, self._watch = _inotify()
        except OSError as error:
            self.trouble = f"The kernel does not tell who opens a camera: {error.strerror or error}."
            return
        self._watch(devices, _MADE)
        self._notifier = QSocketNotifier(self._events, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._readable)
        self.is_available = True
        self._settle.start(0)

    def close(self) -> None:
        """Says nothing any more; may be called twice."""
        self._settle.stop()
        self._rest.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            os.close(self._events)
        self.is_available = False

    def _readable(self) -> None:
        try:
            heard = os.read(self._events, 65536)
        except OSError:
            return
        at, matters = 0, False
        while at < len(heard):
            _watch, mask, _cookie, length = _HEAD.unpack_from(heard, at)
            at += _HEAD.size + length
            name = heard[at - length : at].rstrip(b"\0")
            matters = matters or bool(mask & (_OPENED | _CLOSED)) or name.startswith(b"video")
        if matters:
            self._settle.start(_SETTLES_MS)

    def _look(self) -> None:
        cameras = set(self._devices.glob("video*"))
        for camera in cameras - self._watched:
            self._watch(camera, _OPENED | _CLOSED)
        self._watched = cameras
        if cameras:
            self._search = self._holds({str(camera) for camera in cameras})
            self._go_on()
        else:
            self._say(self.name, False)

    def _go_on(self) -> None:
        """A few processes in each turn of the event loop: there may be hundreds, and there is a window to draw."""
        for _ in range(_AT_ONCE):
            held = next(self._search, False)
            if held is not None:
                self._rest.stop()  # of a search that this one has overtaken
                self._say(self.name, held)
                return
        self._rest.start(0)

    def _holds(self, cameras: set[str]) -> Iterator[bool | None]:
        """True for a process of ours that holds one, None for each that does not."""
        for process in self._processes.glob("[0-9]*"):
            held = False
            with suppress(OSError):  # it may end while we look, or be somebody else's
                held = process.stat().st_uid == os.getuid() and bool(cameras & _open_files(process / "fd"))
            yield held or None


def _open_files(folder: Path) -> set[str]:
    files = set()
    for entry in os.scandir(folder):
        with suppress(OSError):
            files.add(os.readlink(entry.path))  # noqa: PTH115 - much faster than Path for thousands
    return files


def _inotify() -> tuple[int, Callable[[Path, int], int]]:
    """The events' file, and the call that adds a path; OSError where there is no inotify."""
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        begin, add = libc.inotify_init1, libc.inotify_add_watch
    except AttributeError:
        raise OSError("inotify is Linux's") from None
    events = int(begin(os.O_NONBLOCK | os.O_CLOEXEC))
    if events < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return events, lambda path, mask: int(add(events, os.fsencode(path), mask))

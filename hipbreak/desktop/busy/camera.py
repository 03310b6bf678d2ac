"""Whether a program of this user holds a camera open, from the kernel's events for opening and closing."""

import ctypes
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.busy.base import BusySource, ReportBusy
from hipbreak.desktop.system.own_program import FLATPAK_INFO

# https://man7.org/linux/man-pages/man7/inotify.7.html
_CLOSED, _OPENED, _CREATED = 0x8 | 0x10, 0x20, 0x100
_HEADER = struct.Struct("=iIII")
_PROCESSES_PER_TURN = 16
_SETTLE_MS = 1000  # browsers open a camera for a moment only to learn its name


class Camera(BusySource):
    """inotify on the cameras and on their folder; processes are searched only after a change."""

    name = "camera-holders"

    def __init__(self, report: ReportBusy, devices: Path = Path("/dev"), flatpak_info: Path = FLATPAK_INFO) -> None:
        self._report, self._devices = report, devices
        self.cameras: set[Path] = set()
        """The watched devices."""
        self._notifier: QSocketNotifier | None = None
        self._search: Iterator[bool | None] = iter(())
        self._settle_timer, self._search_timer = QTimer(singleShot=True), QTimer(singleShot=True)
        self._settle_timer.timeout.connect(self._find_cameras)
        self._search_timer.timeout.connect(self._continue_search)
        if flatpak_info.exists():
            self.problem = _("Flatpak hides from Hipbreak who uses a camera.")
            return
        try:
            self._events, self._watch = _inotify()
        except OSError as error:
            self.problem = _("The kernel does not report who opens a camera: {why}.").format(
                why=error.strerror or error
            )
            return
        self._watch(devices, _CREATED)
        self._notifier = QSocketNotifier(self._events, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._readable)
        self.is_available = True
        self._settle_timer.start(0)

    def close(self) -> None:
        self._settle_timer.stop()
        self._search_timer.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            os.close(self._events)
        self.is_available = False

    def _readable(self) -> None:
        try:
            data = os.read(self._events, 65536)
        except OSError:
            return
        offset, is_relevant = 0, False
        while offset < len(data):
            _watch, mask, _cookie, length = _HEADER.unpack_from(data, offset)
            offset += _HEADER.size + length
            name = data[offset - length : offset].rstrip(b"\0")
            is_relevant = is_relevant or bool(mask & (_OPENED | _CLOSED)) or name.startswith(b"video")
        if is_relevant:
            self._settle_timer.start(_SETTLE_MS)

    def _find_cameras(self) -> None:
        cameras = set(self._devices.glob("video*"))
        for camera in cameras - self.cameras:
            self._watch(camera, _OPENED | _CLOSED)
        self.cameras = cameras
        if cameras:
            self._search = self._search_processes({str(camera) for camera in cameras})
            self._continue_search()
        else:
            self._report(self.name, False)

    def _continue_search(self) -> None:
        """Check a few processes in each turn of the event loop, of possibly hundreds."""
        for _process in range(_PROCESSES_PER_TURN):
            is_held = next(self._search, False)
            if is_held is not None:
                self._search_timer.stop()  # of an earlier search
                self._report(self.name, is_held)
                return
        self._search_timer.start(0)

    def _search_processes(self, cameras: set[str]) -> Iterator[bool | None]:
        """Yield True for a process of this user that holds a camera, None for each other."""
        for process in Path("/proc").glob("[0-9]*"):
            is_held = False
            with suppress(OSError):  # it may end meanwhile, or belong to another user
                is_held = process.stat().st_uid == os.getuid() and bool(cameras & _open_files(process / "fd"))
            yield is_held or None


def _open_files(folder: Path) -> set[str]:
    files = set()
    for entry in os.scandir(folder):
        with suppress(OSError):
            files.add(os.readlink(entry.path))  # noqa: PTH115 - much faster than Path for thousands
    return files


def _inotify() -> tuple[int, Callable[[Path, int], int]]:
    """Return the file of events and the function that adds a path; OSError without inotify."""
    libc = ctypes.CDLL(None, use_errno=True)
    events = int(libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
    if events < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return events, lambda path, mask: int(libc.inotify_add_watch(events, os.fsencode(path), mask))

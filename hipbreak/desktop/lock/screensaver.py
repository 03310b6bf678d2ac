"""Screen savers and lockers, which may start and end at any time: on the session bus, and XScreenSaver."""

import struct
from collections.abc import Callable, Mapping

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.display.xcb import PROPERTY_CHANGES, STRUCTURE_CHANGES, Display, display_name

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",  # KDE, and others by the freedesktop.org draft
    "org.gnome.ScreenSaver",
    "org.xfce.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
_DESTROY_NOTIFY, _PROPERTY_NOTIFY = 17, 28


class ScreenSaver:
    """One with `GetActive` and `ActiveChanged`, whose bus name is also its interface and path."""

    def __init__(self, bus: BusConnection, name: str, set_locked: Callable[[str, bool], None]) -> None:
        self.name = name
        self.is_available = False
        self._bus = bus
        self._set_locked = set_locked
        bus.subscribe(lambda signal: self._set_active(signal.body), interface=name, member="ActiveChanged", sender=name)
        bus.watch_service(name, self._service_lost, self._query)
        self._query()

    def _query(self) -> None:
        path = "/" + self.name.replace(".", "/")
        method = f"{self.name}.GetActive"
        self._bus.call(self.name, path, method, on_reply=self._set_active)

    def _set_active(self, body: tuple[object, ...] | None) -> None:
        if body and body[:1] in ((True,), (False,)):
            self.is_available = True
            self._set_locked(self.name, body[0] is True)

    def _service_lost(self) -> None:
        """A locker that has ended cannot signal an unlock any more."""
        self.is_available = False
        self._set_locked(self.name, False)


class XScreenSaver:
    """Its status is a property of the root window, which `xscreensaver-command -watch` reads, too.

    https://www.jwz.org/xscreensaver/man2.html
    """

    name = "xscreensaver"

    def __init__(self, environment: Mapping[str, str], set_locked: Callable[[str, bool], None]) -> None:
        """XUnavailable without a real X display."""
        self._set_locked = set_locked
        self._display = Display(display_name(environment), self._on_event)
        self._status, self._version, self._locked = map(
            self._display.atom, (b"_SCREENSAVER_STATUS", b"_SCREENSAVER_VERSION", b"LOCK")
        )
        self._display.select_events(self._display.root, PROPERTY_CHANGES)
        self._window = 0
        self.is_available = False
        self._read()

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._display.close()

    def _on_event(self, event: bytes) -> None:
        kind, (about, what) = event[0] & 0x7F, struct.unpack_from("=II", event, 4)
        if kind == _PROPERTY_NOTIFY and (about, what) == (self._display.root, self._status):
            self._read()
        elif kind == _DESTROY_NOTIFY and what == self._window:
            self.is_available = False
            self._set_locked(self.name, False)

    def _read(self) -> None:
        """A status without the window of its program is left from one that was killed, and nothing is locked."""
        status = self._display.property_numbers(self._display.root, self._status)
        self._window = self._find_window() if status else 0
        self.is_available = bool(self._window)
        self._set_locked(self.name, self.is_available and status[0] == self._locked)

    def _find_window(self) -> int:
        """Return the program's window after watching it for its end; 0 if there is none."""
        for window in self._display.children(self._display.root):
            if self._display.property_bytes(window, self._version):
                self._display.select_events(window, STRUCTURE_CHANGES)
                # It may have ended before the watch.
                return window if self._display.property_bytes(window, self._version) else 0
        return 0

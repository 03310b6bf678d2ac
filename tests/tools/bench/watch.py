"""Report windows that appear on the screen, as the X server does: the same way for every program.

It selects SubstructureNotify on the root window and VisibilityChange on every window made there. The server
sends VisibilityNotify when a window and all that it lies in are mapped, be it in a tray or in a frame.
"""

import struct
import time
from collections.abc import Callable
from ctypes import c_char_p, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from hipbreak.desktop.display.xcb import Cookie, Display, declare, declare_query, load

_CREATE_NOTIFY, _VISIBILITY_NOTIFY = 16, 15
_EVENT_MASK = 1 << 11
_SUBSTRUCTURE_NOTIFY, _VISIBILITY_CHANGE = 1 << 19, 1 << 16
_VIEWABLE = 2


class NotSeen(Exception):
    """The window did not appear in time."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A window that has appeared on the screen; `at` on the monotonic clock, `wall` in seconds since 1970."""

    window: int
    at: float
    wall: float


class Watcher:
    """Needs the Qt event loop of this process, and turns it while it waits."""

    def __init__(self, display: str) -> None:
        self._app = QCoreApplication.instance() or QCoreApplication(["bench"])
        self._xcb = load("libxcb.so.1")
        declare(self._xcb, "xcb_change_window_attributes", Cookie, c_uint32, c_uint32, c_void_p)
        declare_query(self._xcb, "xcb_get_window_attributes", c_uint32)
        declare_query(self._xcb, "xcb_query_tree", c_uint32)
        declare_query(self._xcb, "xcb_intern_atom", c_uint8, c_uint16, c_char_p)
        declare_query(self._xcb, "xcb_get_selection_owner", c_uint32)
        declare_query(self._xcb, "xcb_get_property", c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32)
        self._appearances: list[Appearance] = []
        self._display = Display(display, self._received)
        self._select(self._display.root, _SUBSTRUCTURE_NOTIFY)

    def close(self) -> None:
        """Close the connection."""
        self._display.close()

    def discard(self) -> None:
        """Forget the windows that have appeared so far."""
        self.run_events(0)
        self._appearances.clear()

    def run_events(self, seconds: float) -> None:
        """Let the event loop run for so long."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def wait(self, matches: Callable[[int], bool], limit_s: float = 30) -> Appearance:
        """The next appearance of a matching window; NotSeen after the limit."""
        until = time.monotonic() + limit_s
        while True:
            while self._appearances:
                appearance = self._appearances.pop(0)
                if matches(appearance.window):
                    return appearance
            left = until - time.monotonic()
            if left <= 0:
                raise NotSeen(f"no such window appeared within {limit_s:g} s")
            QTimer.singleShot(min(round(left * 1000) + 1, 1000), lambda: None)
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def is_docked(self, window: int) -> bool:
        """Whether it is an icon inside of a tray (XEmbed): no longer on the root window, nor in a manager's frame."""
        tree = self._display.query(self._xcb, "xcb_query_tree", window)
        if tree is None or struct.unpack_from("=I", tree, 12)[0] == self._display.root:
            return False
        return bool(self._property(window, b"_XEMBED_INFO")) and not self._property(window, b"WM_STATE")

    def title(self, window: int) -> str:
        """The window's title."""
        return self._property(window, b"_NET_WM_NAME").decode()

    def has_owner(self, selection: bytes) -> bool:
        """Whether the selection has an owner: `_NET_SYSTEM_TRAY_S0` is the tray's."""
        answer = self._display.query(self._xcb, "xcb_get_selection_owner", self._atom(selection))
        return answer is not None and struct.unpack_from("=I", answer, 8)[0] != 0

    def root_property(self, name: bytes) -> bytes:
        """A property of the root window; empty if it is not there."""
        return self._property(self._display.root, name)

    def _received(self, event: bytes) -> None:
        kind = event[0] & 0x7F
        if kind == _VISIBILITY_NOTIFY:
            self._appeared(struct.unpack_from("=I", event, 4)[0])
        elif kind == _CREATE_NOTIFY:
            (window,) = struct.unpack_from("=I", event, 8)
            self._select(window, _VISIBILITY_CHANGE)
            answer = self._display.query(self._xcb, "xcb_get_window_attributes", window)
            if answer is not None and answer[26] == _VIEWABLE:  # it appeared before it was selected
                self._appeared(window)

    def _appeared(self, window: int) -> None:
        self._appearances.append(Appearance(window, time.monotonic(), time.time()))

    def _select(self, window: int, events: int) -> None:
        mask = struct.pack("=I", events)
        self._display.send(self._xcb, "xcb_change_window_attributes", window, _EVENT_MASK, mask)

    def _atom(self, name: bytes) -> int:
        answer = self._display.query(self._xcb, "xcb_intern_atom", 0, len(name), name)
        return int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0

    def _property(self, window: int, name: bytes) -> bytes:
        answer = self._display.query(self._xcb, "xcb_get_property", 0, window, self._atom(name), 0, 0, 64)
        if answer is None or answer[1] == 0:
            return b""
        (count,) = struct.unpack_from("=I", answer, 16)
        return answer[32 : 32 + count * answer[1] // 8]

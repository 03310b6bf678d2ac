"""Whether an X server is Xwayland, and which window manager it has; needs no event loop, since it runs before Qt."""

import select
import struct
import time
from ctypes import c_char_p, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from datetime import timedelta

from hipbreak.desktop.display.xcb import Cookie, Display, XUnavailable, declare, declare_query, load
from hipbreak.desktop.display.xwayland import is_xwayland

TIMEOUT = timedelta(seconds=1)
"""A compositor that starts Xwayland on demand begins to manage its windows a little later."""

_EVENT_MASK, _PROPERTY_CHANGES = 1 << 11, 1 << 22
_ANY_TYPE, _MAX_NAME_WORDS = 0, 64
_WINDOW = struct.Struct("=I")


@dataclass(frozen=True, slots=True)
class XServer:
    """An X server that can be reached."""

    is_xwayland: bool
    window_manager: str = ""
    """Its name; empty if there is none within TIMEOUT. Queried on Xwayland only."""


def find_server(name: str, timeout: timedelta = TIMEOUT) -> XServer | None:
    """Return the server of the display, like `:0`; None if it cannot be reached."""
    try:
        display = Display(name)
    except XUnavailable:
        return None
    try:
        if not is_xwayland(display):
            return XServer(False)
        return XServer(True, _RootWindow(display).window_manager(time.monotonic() + timeout.total_seconds()))
    finally:
        display.close()


class _RootWindow:
    """The root window; https://specifications.freedesktop.org/wm-spec/latest/ar01s03.html#id-1.4.13"""

    def __init__(self, display: Display) -> None:
        self._display, self._xcb = display, load("libxcb.so.1")
        declare(self._xcb, "xcb_change_window_attributes", Cookie, c_uint32, c_uint32, c_void_p)
        declare_query(self._xcb, "xcb_intern_atom", c_uint8, c_uint16, c_char_p)
        declare_query(self._xcb, "xcb_get_property", c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32)
        mask = struct.pack("=I", _PROPERTY_CHANGES)
        display.send(self._xcb, "xcb_change_window_attributes", display.root, _EVENT_MASK, mask)
        self._check, self._name = self._atom(b"_NET_SUPPORTING_WM_CHECK"), self._atom(b"_NET_WM_NAME")

    def window_manager(self, deadline: float) -> str:
        while (
            not (name := self._read_name()) and self._display.alive and (remaining := deadline - time.monotonic()) > 0
        ):
            select.select([self._display], [], [], remaining)
        return name

    def _read_name(self) -> str:
        window = self._property(self._display.root, self._check)
        if len(window) != _WINDOW.size:
            return ""
        return self._property(_WINDOW.unpack(window)[0], self._name).decode(errors="replace")

    def _atom(self, name: bytes) -> int:
        answer = self._display.query(self._xcb, "xcb_intern_atom", 0, len(name), name)
        return int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0

    def _property(self, window: int, name: int) -> bytes:
        answer = self._display.query(self._xcb, "xcb_get_property", 0, window, name, _ANY_TYPE, 0, _MAX_NAME_WORDS)
        if answer is None:
            return b""
        (length,) = struct.unpack_from("=I", answer, 16)
        return answer[32 : 32 + length * answer[1] // 8]

"""Keeps a window out of taskbars, as Qt cannot: https://specifications.freedesktop.org/wm-spec/latest/"""

import struct
from contextlib import closing, suppress
from ctypes import c_uint8, c_uint32, c_void_p

from hipbreak.desktop.display.xcb import Cookie, Display, XUnavailable, declare, load

_STATES = (b"_NET_WM_STATE_SKIP_TASKBAR", b"_NET_WM_STATE_SKIP_PAGER")
_REPLACE, _ATOM, _BITS = 0, 4, 32


def skip_taskbar(display: str, window: int) -> None:
    """Do so until the window is hidden; it must not be shown yet. Qt adds its own states to these."""
    with suppress(XUnavailable), closing(Display(display)) as connection:
        xcb = load("libxcb.so.1")
        declare(xcb, "xcb_change_property", Cookie, c_uint8, c_uint32, c_uint32, c_uint32, c_uint8, c_uint32, c_void_p)
        states = struct.pack("=2I", *map(connection.atom, _STATES))
        name = connection.atom(b"_NET_WM_STATE")
        connection.send(xcb, "xcb_change_property", _REPLACE, window, name, _ATOM, _BITS, len(_STATES), states)
        connection.property_bytes(window, name)  # a reply: the server has the states before Qt asks for them

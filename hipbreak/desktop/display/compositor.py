"""Whether a compositor blends translucent windows on an X display.

https://specifications.freedesktop.org/wm-spec/latest/ar01s08.html (compositing managers)
"""

import struct
from collections.abc import Callable
from ctypes import c_uint32

from hipbreak.desktop.display.x_server import real_display
from hipbreak.desktop.display.xcb import Cookie, declare, declare_query, load

_ALL_CHANGES = 0b111  # another owner, or its window or its client has gone
_RESPONSE = 0x7F
_CARDINAL = 6  # the type of the property


class CompositorWatch:
    """Keeps a connection to the display until it is closed."""

    def __init__(self, display: str, changed: Callable[[], None]) -> None:
        """`changed` is called when a compositor begins or ends; XUnavailable where that cannot be known."""
        self._changed = changed
        # The compositors of XWayland take clicks on windows without input.
        with real_display(display, self._handle_event) as self._display:
            xfixes = load("libxcb-xfixes.so.0")
            declare_query(xfixes, "xcb_xfixes_query_version", c_uint32, c_uint32)
            declare(xfixes, "xcb_xfixes_select_selection_input", Cookie, c_uint32, c_uint32, c_uint32)
            self._event = self._display.extension(xfixes, "xcb_xfixes_id")
            self._display.query(xfixes, "xcb_xfixes_query_version", 1, 0)
            selection = self._display.atom(b"_NET_WM_CM_S%d" % self._display.screen)
            self._display.send(xfixes, "xcb_xfixes_select_selection_input", self._display.root, selection, _ALL_CHANGES)
            self.is_running = bool(self._display.selection_owner(selection))
            """Whether there is one now."""

    def exclude_from_shadows(self, window: int) -> None:
        """Ask compositors that add shadows to leave out a window that is one itself; it must not be shown yet."""
        # What picom's own settings look for.
        self._display.set_property(window, b"_GTK_FRAME_EXTENTS", _CARDINAL, (0, 0, 0, 0))

    def close(self) -> None:
        """Close the connection. Idempotent."""
        self._display.close()

    def _handle_event(self, event: bytes) -> None:
        if event[0] & _RESPONSE == self._event:
            (owner,) = struct.unpack_from("=I", event, 8)
            self.is_running = bool(owner)
            self._changed()

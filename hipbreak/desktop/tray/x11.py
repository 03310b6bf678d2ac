"""The system tray of a real X display: the owner of a selection, which belongs to the panel.

https://specifications.freedesktop.org/systemtray-spec/latest/
"""

import struct
from collections.abc import Callable, Mapping
from ctypes import c_char_p, c_uint8, c_uint16, c_uint32, c_void_p

from hipbreak.desktop.display.xcb import Cookie, Display, declare, declare_query, display_name, load

_CLIENT_MESSAGE, _DESTROY_NOTIFY = 33, 17
_EVENT_MASK = 1 << 11  # the field of a window's attributes
_STRUCTURE_CHANGES = 1 << 17  # the events in it


class TraySelection:
    """Watches the root window for a new owner, and the owner's window for its end."""

    def __init__(self, environment: Mapping[str, str], changed: Callable[[], None]) -> None:
        """`changed` comes from the event loop; XUnavailable without a real X display."""
        name = display_name(environment)
        self._changed = changed
        self._xcb = load("libxcb.so.1")
        declare(self._xcb, "xcb_change_window_attributes", Cookie, c_uint32, c_uint32, c_void_p)
        declare_query(self._xcb, "xcb_intern_atom", c_uint8, c_uint16, c_char_p)
        declare_query(self._xcb, "xcb_get_selection_owner", c_uint32)
        self._display = Display(name, self._on_event)
        _, _, screen = name.rpartition(":")[2].partition(".")
        self._tray = self._atom(f"_NET_SYSTEM_TRAY_S{screen or 0}".encode())
        self._manager = self._atom(b"MANAGER")
        self._select_events(self._display.root)
        self._owner = self._read_owner()

    @property
    def has_owner(self) -> bool:
        return self._owner != 0 and self._display.alive

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._changed = lambda: None
        self._display.close()

    def _on_event(self, event: bytes) -> None:
        kind = event[0] & 0x7F
        if kind == _CLIENT_MESSAGE:
            message, _, selection = struct.unpack_from("=III", event, 8)
            is_relevant = message == self._manager and selection == self._tray
        else:
            (_, window) = struct.unpack_from("=II", event, 4)
            is_relevant = kind == _DESTROY_NOTIFY and window == self._owner
        if is_relevant:
            self._owner = self._read_owner()
            self._changed()

    def _read_owner(self) -> int:
        """Return the owner's window after watching it for its end; 0 without an owner."""
        answer = self._display.query(self._xcb, "xcb_get_selection_owner", self._tray)
        owner = int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0
        if owner:
            self._select_events(owner)
            # It may have ended before the watch: then it is not the owner any more.
            answer = self._display.query(self._xcb, "xcb_get_selection_owner", self._tray)
            owner = int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0
        return owner

    def _select_events(self, window: int) -> None:
        mask = struct.pack("=I", _STRUCTURE_CHANGES)
        self._display.send(self._xcb, "xcb_change_window_attributes", window, _EVENT_MASK, mask)

    def _atom(self, name: bytes) -> int:
        answer = self._display.query(self._xcb, "xcb_intern_atom", 0, len(name), name)
        return int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0

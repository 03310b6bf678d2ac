"""The system tray of a real X display: the owner of a selection, which belongs to the panel.

https://specifications.freedesktop.org/systemtray-spec/latest/
"""

import struct
from collections.abc import Callable, Mapping

from hipbreak.desktop.display.xcb import STRUCTURE_CHANGES, Display, display_name

_CLIENT_MESSAGE, _DESTROY_NOTIFY = 33, 17


class TraySelection:
    """Watches the root window for a new owner, and the owner's window for its end."""

    def __init__(self, environment: Mapping[str, str], changed: Callable[[], None]) -> None:
        """`changed` comes from the event loop; XUnavailable without a real X display."""
        name = display_name(environment)
        self._changed = changed
        self._display = Display(name, self._on_event)
        _, _, screen = name.rpartition(":")[2].partition(".")
        self._tray = self._display.atom(f"_NET_SYSTEM_TRAY_S{screen or 0}".encode())
        self._manager = self._display.atom(b"MANAGER")
        self._display.select_events(self._display.root, STRUCTURE_CHANGES)
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
        owner = self._display.selection_owner(self._tray)
        if owner:
            self._display.select_events(owner, STRUCTURE_CHANGES)
            # It may have ended before the watch: then it is not the owner any more.
            owner = self._display.selection_owner(self._tray)
        return owner

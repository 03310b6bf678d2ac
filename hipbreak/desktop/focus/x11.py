"""Window switches and full screen on a real X display, as the window manager tells them.

https://specifications.freedesktop.org/wm-spec/latest/ (EWMH)
"""

import struct
from collections.abc import Mapping
from ctypes import c_char_p, c_uint8, c_uint16, c_uint32, c_void_p

from PySide6.QtCore import QTimer

from hipbreak.desktop.display.xcb import Cookie, Display, XUnavailable, declare, declare_question, display_name, load
from hipbreak.desktop.display.xwayland import refuse_guest
from hipbreak.desktop.focus.base import FocusListener

_PROPERTY_NOTIFY = 28
_EVENT_MASK = 1 << 11  # the field of a window's attributes
_PROPERTY_CHANGES = 1 << 22  # the events in it
_ANY_TYPE = 0
_LONGEST_LIST = 64


class X11FocusSource:
    """Listens to the root window for the active window, and to that one for its state.

    Windows vanish whenever they like: a question about one that is gone has no answer, and that is all.
    """

    name = "x11-ewmh"

    def __init__(self, listener: FocusListener, environment: Mapping[str, str]) -> None:
        """Connects to the display that `environment` names; XUnavailable if that cannot work here.

        A window that fills the screen already is told at once, from the event loop.
        """
        name = display_name(environment)
        self._listener: FocusListener | None = listener
        self._xcb = load("libxcb.so.1")
        declare(self._xcb, "xcb_change_window_attributes", Cookie, c_uint32, c_uint32, c_void_p)
        declare_question(self._xcb, "xcb_intern_atom", c_uint8, c_uint16, c_char_p)
        declare_question(self._xcb, "xcb_get_property", c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32)
        self._display = Display(name, self._heard)
        try:
            refuse_guest(self._display)
        except XUnavailable:
            self._display.close()
            raise
        self._active_window = self._atom(b"_NET_ACTIVE_WINDOW")
        self._state = self._atom(b"_NET_WM_STATE")
        self._fullscreen = self._atom(b"_NET_WM_STATE_FULLSCREEN")
        self._active = 0
        self._was_fullscreen = False
        self._listen(self._display.root, _PROPERTY_CHANGES)
        self._turn_to(self._read_active())
        QTimer.singleShot(0, self._look_at_state)

    @property
    def trouble(self) -> str | None:
        return None if self._display.alive else "The X display is gone."

    def close(self) -> None:
        """Calls nobody any more; may be called twice."""
        self._listener = None
        self._display.close()

    def _heard(self, event: bytes) -> None:
        if event[0] & 0x7F != _PROPERTY_NOTIFY:
            return
        window, atom = struct.unpack_from("=II", event, 4)
        if window == self._display.root and atom == self._active_window:
            self._look_at_active()
        elif window == self._active and atom == self._state:
            self._look_at_state()

    def _look_at_active(self) -> None:
        """Between two windows none is active for a moment, and a window coming back is no switch."""
        active = self._read_active()
        if active not in (0, self._active):
            self._turn_to(active)
            if self._listener is not None:
                self._listener.window_switched()
        self._look_at_state()

    def _turn_to(self, active: int) -> None:
        self._listen(self._active, 0)
        self._listen(active, _PROPERTY_CHANGES)
        self._active = active

    def _look_at_state(self) -> None:
        fullscreen = self._fullscreen in self._property(self._active, self._state)
        if fullscreen != self._was_fullscreen and self._listener is not None:
            self._was_fullscreen = fullscreen
            self._listener.fullscreen(fullscreen)

    def _read_active(self) -> int:
        values = self._property(self._display.root, self._active_window)
        return values[0] if values else 0

    def _listen(self, window: int, events: int) -> None:
        if window:
            mask = struct.pack("=I", events)
            self._display.tell(self._xcb, "xcb_change_window_attributes", window, _EVENT_MASK, mask)

    def _atom(self, name: bytes) -> int:
        answer = self._display.ask(self._xcb, "xcb_intern_atom", 0, len(name), name)
        return int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0

    def _property(self, window: int, name: int) -> tuple[int, ...]:
        """The numbers in a property; none if it is not there, or the window is not, or the display is not."""
        if not window:
            return ()
        answer = self._display.ask(self._xcb, "xcb_get_property", 0, window, name, _ANY_TYPE, 0, _LONGEST_LIST)
        if answer is None or answer[1] != 32:
            return ()
        (count,) = struct.unpack_from("=I", answer, 16)
        return struct.unpack_from(f"={count}I", answer, 32)

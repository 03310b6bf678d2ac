"""Window switches and full screen on a real X display, as reported by the window manager.

https://specifications.freedesktop.org/wm-spec/latest/ (EWMH)
"""

import struct
from collections.abc import Mapping

from PySide6.QtCore import QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.x_server import real_display
from hipbreak.desktop.display.xcb import PROPERTY_CHANGES, display_name
from hipbreak.desktop.focus.base import FocusListener, FocusSource

_PROPERTY_NOTIFY = 28


class X11FocusSource(FocusSource):
    """Watches the root window for the active window, and the active window for its state.

    A window may vanish at any time; a query of it has no reply then.
    """

    name = "x11-ewmh"

    def __init__(self, listener: FocusListener, environment: Mapping[str, str]) -> None:
        """Connect to the display in `environment`; XUnavailable if that is impossible.

        A window that fills the screen already is reported at once, from the event loop.
        """
        super().__init__(listener)
        with real_display(display_name(environment), self._on_event) as self.display:
            self._active_window = self.display.atom(b"_NET_ACTIVE_WINDOW")
            self._state = self.display.atom(b"_NET_WM_STATE")
            self._fullscreen = self.display.atom(b"_NET_WM_STATE_FULLSCREEN")
        self._active = 0
        self.display.select_events(self.display.root, PROPERTY_CHANGES)
        self._set_active(self._read_active())
        QTimer.singleShot(0, self._update_fullscreen)

    @property
    def problem(self) -> str | None:
        return None if self.display.alive else _("The X display is gone.")

    def close(self) -> None:
        super().close()
        self.display.close()

    def _on_event(self, event: bytes) -> None:
        if event[0] & 0x7F != _PROPERTY_NOTIFY:
            return
        window, atom = struct.unpack_from("=II", event, 4)
        if window == self.display.root and atom == self._active_window:
            self._update_active()
        elif window == self._active and atom == self._state:
            self._update_fullscreen()

    def _update_active(self) -> None:
        """Track the active window; between two windows there is none for a moment, and its return is no switch."""
        active = self._read_active()
        if active not in (0, self._active):
            self._set_active(active)
            if self._listener is not None:
                self._listener.window_switched()
        self._update_fullscreen()

    def _set_active(self, active: int) -> None:
        self.display.select_events(self._active, 0)
        self.display.select_events(active, PROPERTY_CHANGES)
        self._active = active

    def _update_fullscreen(self) -> None:
        self._set_fullscreen(self._fullscreen in self.display.property_numbers(self._active, self._state))

    def _read_active(self) -> int:
        values = self.display.property_numbers(self.display.root, self._active_window)
        return values[0] if values else 0

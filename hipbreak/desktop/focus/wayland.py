"""Window switches and full screen on Wayland compositors that list all windows: sway, Hyprland, labwc and others."""

import struct
from collections.abc import Mapping

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.wayland import WaylandConnection, WaylandUnavailable, unpack_uints
from hipbreak.desktop.focus.base import FocusListener, FocusSource, FocusUnavailable

MANAGER = "zwlr_foreign_toplevel_manager_v1"
_FULLSCREEN_VERSION = 2  # the first version with the full-screen state
_NEW_WINDOW, _STATE, _DONE, _CLOSED = 0, 4, 5, 6
_DESTROY = 7
_MINIMIZED, _ACTIVE, _FULLSCREEN = 1, 2, 3


class _Window(Struct):
    """The states of a window, and the pending ones, which apply with the event `done`."""

    states: tuple[int, ...] = ()
    pending: tuple[int, ...] = ()


class WaylandFocusSource(FocusSource):
    """https://wayland.app/protocols/wlr-foreign-toplevel-management-unstable-v1

    GNOME and KDE do not offer it. The events with window titles are ignored.
    """

    name = "wayland-toplevels"
    problem: str | None = None

    def __init__(self, listener: FocusListener, environment: Mapping[str, str]) -> None:
        """Connect; FocusUnavailable without a compositor, later `problem` without the protocol."""
        super().__init__(listener)
        self.windows: dict[int, _Window] = {}
        self.active = 0
        try:
            self.connection = WaylandConnection(environment, self._bind_manager, self._fail)
        except WaylandUnavailable as reason:
            raise FocusUnavailable(str(reason)) from None

    def close(self) -> None:
        super().close()
        self.connection.close()

    def _bind_manager(self) -> None:
        if self.connection.interfaces.get(MANAGER, (0, 0))[1] < _FULLSCREEN_VERSION:
            self.connection.close()
            self._fail(_("This Wayland compositor does not report which window fills the screen."))
            return
        self.connection.bind(MANAGER, _FULLSCREEN_VERSION, self._on_manager_event)

    def _on_manager_event(self, event: int, arguments: bytes) -> None:
        if event == _NEW_WINDOW:
            (number,) = struct.unpack("=I", arguments)
            self.windows[number] = _Window()
            self.connection.add_listener(
                number, lambda event, arguments: self._on_window_event(number, event, arguments)
            )
        else:
            self.connection.close()
            self._fail(_("The Wayland compositor no longer reports windows."))

    def _on_window_event(self, number: int, event: int, arguments: bytes) -> None:
        window = self.windows.get(number)
        if window is None:
            return
        if event == _STATE:
            window.pending = unpack_uints(arguments)
        elif event == _DONE:
            window.states = window.pending
            self._update_active(number)
        elif event == _CLOSED:
            del self.windows[number]
            self.connection.send(number, _DESTROY)
            self._update_fullscreen()

    def _update_active(self, number: int) -> None:
        """Track the active window; between two windows there is none for a moment, and its return is no switch."""
        if _ACTIVE in self.windows[number].states and number != self.active:
            first, self.active = not self.active, number
            if self._listener is not None and not first:
                self._listener.window_switched()
        self._update_fullscreen()

    def _update_fullscreen(self) -> None:
        states = self.windows.get(self.active, _Window()).states
        self._set_fullscreen(_FULLSCREEN in states and _MINIMIZED not in states)

    def _fail(self, reason: str) -> None:
        """Record the reason, and end full screen, whose end cannot be seen any more."""
        if self.problem is None:
            self.problem = reason
            self._set_fullscreen(False)

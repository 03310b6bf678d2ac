"""Window switches and full screen where a Wayland compositor tells of all windows: sway, Hyprland, labwc and others."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from hipbreak.desktop.display.wayland import WaylandConnection, WaylandUnavailable, numbers
from hipbreak.desktop.focus.base import FocusListener, FocusUnavailable

MANAGER = "zwlr_foreign_toplevel_manager_v1"
_WITH_FULL_SCREEN = 2  # the version since which it tells of that
_NEW, _STATE, _DONE, _CLOSED = 0, 4, 5, 6
_DESTROY = 7
_MINIMIZED, _ACTIVE, _FULL = 1, 2, 3


@dataclass(slots=True)
class _Window:
    """What a window is, and what it is about to be: changes hold from their end on."""

    states: tuple[int, ...] = ()
    told: tuple[int, ...] = ()


class WaylandFocusSource:
    """https://wayland.app/protocols/wlr-foreign-toplevel-management-unstable-v1

    GNOME and KDE do not offer it. The titles of the windows come along, and are thrown away unread.
    """

    name = "wayland-toplevels"

    def __init__(self, listener: FocusListener, environment: Mapping[str, str]) -> None:
        """Begins to listen; FocusUnavailable without a compositor, later `trouble` if it does not tell."""
        self.trouble: str | None = None
        self._listener: FocusListener | None = listener
        self._windows: dict[int, _Window] = {}
        self._active = 0
        self._was_full = False
        try:
            self._line = WaylandConnection(environment, self._begin, self._end)
        except WaylandUnavailable as reason:
            raise FocusUnavailable(str(reason)) from None

    def close(self) -> None:
        """Calls nobody any more; may be called twice."""
        self._listener = None
        self._line.close()

    def _begin(self) -> None:
        if self._line.offered.get(MANAGER, (0, 0))[1] < _WITH_FULL_SCREEN:
            self._line.close()
            self._end("This Wayland compositor does not tell programs which window fills the screen.")
            return
        self._line.bind(MANAGER, _WITH_FULL_SCREEN, self._of_manager)

    def _of_manager(self, event: int, arguments: bytes) -> None:
        if event == _NEW:
            (number,) = struct.unpack("=I", arguments)
            self._windows[number] = _Window()
            self._line.adopt(number, lambda event, arguments: self._of_window(number, event, arguments))
        else:
            self._line.close()
            self._end("The Wayland compositor tells of windows no more.")

    def _of_window(self, number: int, event: int, arguments: bytes) -> None:
        window = self._windows.get(number)
        if window is None:
            return
        if event == _STATE:
            window.told = numbers(arguments)
        elif event == _DONE:
            window.states = window.told
            self._look(number)
        elif event == _CLOSED:
            del self._windows[number]
            self._line.tell(number, _DESTROY)
            self._look_at_state()

    def _look(self, number: int) -> None:
        """Between two windows none is active for a moment, and a window coming back is no switch."""
        if _ACTIVE in self._windows[number].states and number != self._active:
            first, self._active = not self._active, number
            if self._listener is not None and not first:
                self._listener.window_switched()
        self._look_at_state()

    def _look_at_state(self) -> None:
        states = self._windows.get(self._active, _Window()).states
        self._tell(_FULL in states and _MINIMIZED not in states)

    def _tell(self, full: bool) -> None:
        if full != self._was_full and self._listener is not None:
            self._was_full = full
            self._listener.fullscreen(full)

    def _end(self, why: str) -> None:
        """Nobody could tell the end of a full screen any more."""
        if self.trouble is None:
            self.trouble = why
            self._tell(False)

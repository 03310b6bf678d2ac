"""Idle time of Wayland compositors that tell of rest: KDE, sway, Hyprland, labwc, COSMIC and others."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.display.wayland import WaylandConnection, WaylandUnavailable
from hipbreak.desktop.idle.base import IdleUnavailable
from hipbreak.desktop.idle.last_input import LastInputTracker

NOTIFIER, OLDER, SEAT = "ext_idle_notifier_v1", "org_kde_kwin_idle", "wl_seat"
_INPUT_ONLY = 2  # the version since which a film that keeps the screen awake does not count as input
_GET, _GET_INPUT_ONLY, _GET_OLDER = 1, 2, 0
_RESTS, _GOES_ON = 0, 1


class WaylandIdleSource:
    """`ext-idle-notify-v1`: https://wayland.app/protocols/ext-idle-notify-v1

    Else KDE's own, which it grew out of, and which older compositors have: https://wayland.app/protocols/kde-idle
    Nothing is waited for: `idle` is None until it is known that the compositor speaks either. KDE's own, and version 1,
    tell of no rest while a program keeps the screen awake.
    """

    def __init__(self, environment: Mapping[str, str], moments: LastInputTracker | None = None) -> None:
        """Begins to listen; IdleUnavailable without a compositor, later `trouble` if it speaks neither."""
        self.name = "wayland-idle-notify"
        self.trouble: str | None = None
        self._moments = moments or LastInputTracker()
        self._back: Callable[[], None] | None = None
        try:
            self._line = WaylandConnection(environment, self._ask, self._end)
        except WaylandUnavailable as reason:
            raise IdleUnavailable(str(reason)) from None

    def idle(self) -> timedelta | None:
        return None if self.trouble is not None else self._moments.idle()

    def watch_return(self, back: Callable[[], None]) -> bool:
        # A compositor tells of the next input only after a rest.
        if self.trouble is not None or not self._moments.resting or not self._line.alive:
            return False
        self._back = back
        return True

    def close(self) -> None:
        self._back = None
        self._line.close()

    def _ask(self) -> None:
        line, notice = self._line, self._moments.notice // timedelta(milliseconds=1)
        if SEAT not in line.offered or not {NOTIFIER, OLDER} & line.offered.keys():
            line.close()
            self._end("This Wayland compositor does not offer ext-idle-notify-v1.")
            return
        seat = line.bind(SEAT, 1)
        if NOTIFIER in line.offered:
            get = _GET_INPUT_ONLY if line.offered[NOTIFIER][1] >= _INPUT_ONLY else _GET
            line.make(line.bind(NOTIFIER, _INPUT_ONLY), get, self._heard, notice, seat)
        else:
            self.name = "wayland-kde-idle"
            line.make(line.bind(OLDER, 1), _GET_OLDER, self._heard, seat, notice)
        self._moments.told(timedelta(0))  # it tells of a rest only when a whole one has passed from now on

    def _heard(self, event: int, _arguments: bytes) -> None:
        if event == _RESTS:
            self._moments.rests()
        elif event == _GOES_ON:
            self._moments.goes_on()
            back, self._back = self._back, None
            if back is not None:
                QTimer.singleShot(0, back)  # what comes with it is read first

    def _end(self, why: str) -> None:
        if self.trouble is None:
            self.trouble = why
            self._back = None

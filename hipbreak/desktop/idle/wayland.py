"""Idle time of Wayland compositors with an idle protocol: KDE, sway, Hyprland, labwc, COSMIC and others."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.wayland import WaylandConnection, WaylandUnavailable
from hipbreak.desktop.idle.base import IdleUnavailable, InputEvents
from hipbreak.desktop.idle.last_input import LastInputTracker

NOTIFIER, KDE_IDLE, SEAT = "ext_idle_notifier_v1", "org_kde_kwin_idle", "wl_seat"
_INPUT_ONLY_VERSION = 2  # the first version in which an idle inhibitor does not count as input
_GET, _GET_INPUT_ONLY, _GET_KDE = 1, 2, 0
_IDLED, _RESUMED = 0, 1


class WaylandIdleSource(InputEvents):
    """`ext-idle-notify-v1`: https://wayland.app/protocols/ext-idle-notify-v1

    Else KDE's protocol, its predecessor, which older compositors have: https://wayland.app/protocols/kde-idle
    `idle` is None until the compositor has announced either. KDE's protocol and version 1 send no events while a
    program inhibits idle.
    """

    def __init__(self, environment: Mapping[str, str], tracker: LastInputTracker | None = None) -> None:
        """Connect; IdleUnavailable without a compositor, later `problem` without either protocol."""
        self.name = "wayland-idle-notify"
        super().__init__()
        self.tracker = tracker or LastInputTracker()
        try:
            self.connection = WaylandConnection(environment, self._create_notification, self._fail)
        except WaylandUnavailable as reason:
            raise IdleUnavailable(str(reason)) from None

    def idle(self) -> timedelta | None:
        return None if self.problem is not None else self.tracker.idle()

    def watch_return(self, callback: Callable[[], None]) -> bool:
        # A compositor signals input only after an idle event.
        if self.problem is not None or not self.tracker.is_idle or not self.connection.alive:
            return False
        self._return_callback = callback
        return True

    def close(self) -> None:
        super().close()
        self.connection.close()

    def _create_notification(self) -> None:
        connection, threshold = self.connection, self.tracker.threshold // timedelta(milliseconds=1)
        if SEAT not in connection.interfaces or not {NOTIFIER, KDE_IDLE} & connection.interfaces.keys():
            connection.close()
            self._fail(_("This Wayland compositor does not offer ext-idle-notify-v1."))
            return
        seat = connection.bind(SEAT, 1)
        if NOTIFIER in connection.interfaces:
            get = _GET_INPUT_ONLY if connection.interfaces[NOTIFIER][1] >= _INPUT_ONLY_VERSION else _GET
            connection.create(connection.bind(NOTIFIER, _INPUT_ONLY_VERSION), get, self._on_idle_event, threshold, seat)
        else:
            self.name = "wayland-kde-idle"
            connection.create(connection.bind(KDE_IDLE, 1), _GET_KDE, self._on_idle_event, seat, threshold)
        self.tracker.set_idle(timedelta(0))  # the idle time starts again with the notification

    def _on_idle_event(self, event: int, _arguments: bytes) -> None:
        if event == _IDLED:
            self.tracker.idle_started()
        elif event == _RESUMED:
            self.tracker.activity()
            callback, self._return_callback = self._return_callback, None
            if callback is not None:
                QTimer.singleShot(0, callback)  # after the other events have been read

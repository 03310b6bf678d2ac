"""Locks and suspend of Linux desktops."""

import os
from collections.abc import Mapping

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.lock.base import LockListener, LockSource


class LinuxLockSource(LockSource):
    """logind on the system bus, the screen savers on the session bus and XScreenSaver on the X display, as one."""

    def __init__(
        self,
        listener: LockListener,
        session: BusConnection | None,
        system: BusConnection | None,
        environment: Mapping[str, str],
    ) -> None:
        from hipbreak.desktop.display.xcb import XUnavailable  # noqa: PLC0415 - not on Windows or macOS
        from hipbreak.desktop.lock.logind import Logind  # noqa: PLC0415
        from hipbreak.desktop.lock.screensaver import SCREEN_SAVERS, ScreenSaver, XScreenSaver  # noqa: PLC0415

        super().__init__(listener)
        self._savers: tuple[ScreenSaver | XScreenSaver, ...] = ()
        self._logind: Logind | None = None
        if system is not None:
            session_id = environment.get("XDG_SESSION_ID", "")
            self._logind = Logind(system, session_id, os.getpid(), self._set_locked, self._set_asleep)
        if session is not None:
            self._savers = tuple(ScreenSaver(session, name, self._set_locked) for name in SCREEN_SAVERS)
        try:
            on_display = XScreenSaver(environment, self._set_locked)
            self._savers, self._stop_listening = (*self._savers, on_display), on_display.close
        except XUnavailable:
            pass

    @property
    def names(self) -> tuple[str, ...]:
        logind = self._logind.names if self._logind is not None else ()
        return (*logind, *(saver.name for saver in self._savers if saver.is_available))

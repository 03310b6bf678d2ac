"""The idle hint of logind: late, coarse, and set by few desktops."""

from collections.abc import Callable
from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.idle.base import InputEvents
from hipbreak.desktop.idle.last_input import steady_time

NAME = "org.freedesktop.login1"
OWN_SESSION = "/org/freedesktop/login1/session/auto"
_SESSION = f"{NAME}.Session"


class LogindIdleSource(InputEvents):
    """`IdleHint` of the current session: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html

    A desktop sets it after an unknown number of minutes, so the time since the hint is a lower bound. Most never do;
    until the first hint `idle` is None, so that no absence is invented.
    """

    name = "logind-idle-hint"

    def __init__(self, bus: BusConnection, elapsed: Callable[[], timedelta] = steady_time) -> None:
        """Subscribe; whether logind is there turns out later."""
        super().__init__()
        self._bus = bus
        self._elapsed = elapsed
        self._since: timedelta | None = None
        self._was_hinted = False
        bus.subscribe_properties(_SESSION, lambda _signal: self._query(), self, sender=NAME)
        bus.subscribe_owner(NAME, self._owner_changed, self)
        bus.on_disconnect(lambda: self._fail(_("The system bus is gone, and with it logind's idle hint.")), self)
        self._query()

    def idle(self) -> timedelta | None:
        if self.problem is not None or not self._was_hinted:
            return None
        return timedelta(0) if self._since is None else self._elapsed() - self._since

    def watch_return(self, callback: Callable[[], None]) -> bool:
        if self._since is None or self.problem is not None or self._closed:
            return False
        self._return_callback = callback
        return True

    def close(self) -> None:
        super().close()
        self._bus.unsubscribe(self)

    def _query(self) -> None:
        if not self._closed:
            self._bus.get_property(NAME, OWN_SESSION, _SESSION, "IdleHint", on_reply=self._hint_read)

    def _hint_read(self, is_idle: object) -> None:
        if isinstance(is_idle, bool):
            self._set_hint(is_idle)
        else:
            self._fail(_("logind does not report whether this session is idle."))

    def _set_hint(self, is_idle: bool) -> None:
        if is_idle and self._since is None:
            self._since = self._elapsed()
            self._was_hinted = True
        elif not is_idle and self._since is not None:
            self._since = None
            self._notify_return()

    def _owner_changed(self, before: str, _after: str) -> None:
        if before:
            self._fail(_("logind, which reported idle time, has ended."))

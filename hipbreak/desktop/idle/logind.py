"""The idle hint of logind: late and coarse, and only where a desktop sets it."""

from collections.abc import Callable
from datetime import timedelta

from hipbreak.desktop.dbus.connection import PROPERTIES, BusConnection
from hipbreak.desktop.idle.last_input import steady

NAME = "org.freedesktop.login1"
OWN_SESSION = "/org/freedesktop/login1/session/auto"
_SESSION = f"{NAME}.Session"


class LogindIdleSource:
    """`IdleHint` of our own session: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html

    A desktop sets it after minutes that only it knows, so what is told is the least that it can be: the time since
    the hint. Most set it never, so until the first one nothing is told: an absence is not seen, but none is made up.
    """

    name = "logind-idle-hint"

    def __init__(self, bus: BusConnection, elapsed: Callable[[], timedelta] = steady) -> None:
        """Begins to listen; whether logind is there turns out later."""
        self.trouble: str | None = None
        self._bus = bus
        self._elapsed = elapsed
        self._since: timedelta | None = None
        self._heard_of_rest = False
        self._back: Callable[[], None] | None = None
        self._closed = False
        bus.subscribe(
            lambda _signal: self._ask(),
            interface=PROPERTIES,
            member="PropertiesChanged",
            sender=NAME,
            first=_SESSION,
            owner=self,
        )
        bus.subscribe_owner(NAME, self._owner_changed, self)
        bus.on_disconnect(lambda: self._end("The system bus is gone, and with it logind's idle hint."), self)
        self._ask()

    def idle(self) -> timedelta | None:
        if self.trouble is not None or not self._heard_of_rest:
            return None
        return timedelta(0) if self._since is None else self._elapsed() - self._since

    def watch_return(self, back: Callable[[], None]) -> bool:
        if self._since is None or self.trouble is not None or self._closed:
            return False
        self._back = back
        return True

    def close(self) -> None:
        self._closed = True
        self._back = None
        self._bus.unsubscribe(self)

    def _ask(self) -> None:
        if not self._closed:
            self._bus.get_property(NAME, OWN_SESSION, _SESSION, "IdleHint", on_reply=self._answered)

    def _answered(self, rests: object) -> None:
        if isinstance(rests, bool):
            self._hinted(rests)
        else:
            self._end("logind does not tell whether this session is idle.")

    def _hinted(self, rests: bool) -> None:
        if rests and self._since is None:
            self._since = self._elapsed()
            self._heard_of_rest = True
        elif not rests and self._since is not None:
            self._since = None
            back, self._back = self._back, None
            if back is not None and not self._closed:
                back()

    def _owner_changed(self, before: str, _after: str) -> None:
        if before:
            self._end("logind, which told of idleness, has ended.")

    def _end(self, why: str) -> None:
        if self.trouble is None and not self._closed:
            self.trouble = why
            self._back = None

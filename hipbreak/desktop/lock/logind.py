"""What logind knows: that the machine is about to sleep, and of our own session, whether it is locked or in the back.

https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
"""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.connection import BACKGROUND_TIMEOUT, PROPERTIES, BusConnection, ReplyCallback, variant_value
from hipbreak.desktop.dbus.subscriptions import BusSignal

REQUEST_HOLDS = timedelta(seconds=5)
"""How long a request to lock is taken for a lock, unless somebody who knows says so."""

SLEEP, LOCK = "logind-sleep", "logind-lock"
_REQUEST, _SWITCH = "logind-request", "logind-switch"
_NAME = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = f"{_NAME}.Manager"
_SESSION = f"{_NAME}.Session"
_OWN_SESSION = f"{_PATH}/session/auto"


class Logind:
    """logind may be missing, or be started again, while we watch."""

    def __init__(
        self,
        bus: BusConnection,
        session_id: str,
        pid: int,
        say_locked: Callable[[str, bool], None],
        say_asleep: Callable[[bool], None],
    ) -> None:
        self._bus = bus
        self._session_id = session_id
        self._pid = pid
        self._say_locked = say_locked
        self._say_asleep = say_asleep
        self._session = ""
        self._live: set[str] = set()
        self._properties = {"LockedHint": self._hinted, "Active": self._in_front}
        self._request = QTimer()
        self._request.setSingleShot(True)
        self._request.timeout.connect(self._forget_request)
        bus.subscribe(self._sleep_told, interface=_MANAGER, member="PrepareForSleep", path=_PATH, sender=_NAME)
        bus.watch_service(_NAME, self._gone, self._begin)
        self._begin()

    @property
    def names(self) -> tuple[str, ...]:
        """What it tells us just now: `SLEEP`, `LOCK`, both or nothing."""
        return tuple(name for name in (SLEEP, LOCK) if name in self._live)

    def _begin(self) -> None:
        self._get(_PATH, _MANAGER, "PreparingForSleep", self._preparing)
        if self._session_id:
            self._ask_for_session("GetSession", "s", self._session_id, self._named)
        else:
            self._named(None)

    # Our own session: by the name that the environment has for it, else by our process. What a service
    # manager starts for the person is in no session, and then logind knows which one it serves.

    def _ask_for_session(self, method: str, signature: str, key: object, on_reply: ReplyCallback) -> None:
        method = f"{_MANAGER}.{method}"
        self._bus.call(_NAME, _PATH, method, signature, (key,), on_reply=on_reply, timeout=BACKGROUND_TIMEOUT)

    def _named(self, body: tuple[object, ...] | None) -> None:
        if not self._found(body):
            self._ask_for_session("GetSessionByPID", "u", self._pid, self._of_process)

    def _of_process(self, body: tuple[object, ...] | None) -> None:
        if not self._found(body):
            self._get(_OWN_SESSION, _SESSION, "Id", self._of_person)

    def _of_person(self, value: object) -> None:
        if isinstance(value, str):
            self._ask_for_session("GetSession", "s", value, self._of_display)

    def _of_display(self, body: tuple[object, ...] | None) -> None:
        self._found(body)

    def _found(self, body: tuple[object, ...] | None) -> bool:
        if not body or not isinstance(body[0], str):
            return False
        if body[0] != self._session:
            self._session = body[0]
            for member, heard in (("Lock", self._lock_requested), ("Unlock", self._unlock_requested)):
                self._bus.subscribe(heard, interface=_SESSION, member=member, path=self._session, sender=_NAME)
            self._bus.subscribe(
                self._properties_changed,
                interface=PROPERTIES,
                member="PropertiesChanged",
                path=self._session,
                sender=_NAME,
                first=_SESSION,
            )
        for name, told in self._properties.items():
            self._get(self._session, _SESSION, name, told)
        return True

    def _get(self, path: str, interface: str, name: str, got: Callable[[object], None]) -> None:
        self._bus.get_property(_NAME, path, interface, name, on_reply=got)

    def _hinted(self, hint: object) -> None:
        if isinstance(hint, bool):
            self._live.add(LOCK)
            self._say_locked(LOCK, hint)

    def _in_front(self, active: object) -> None:
        """Somebody else's session on the screen, or a text console, is as good as a lock, and ends apart from it."""
        if isinstance(active, bool):
            self._say_locked(_SWITCH, not active)

    def _properties_changed(self, signal: BusSignal) -> None:
        match signal.body:
            case (_, dict() as changed, [*invalid], *_):
                for name, told in self._properties.items():
                    if name in changed:
                        told(variant_value(changed[name]))
                    elif name in invalid:
                        self._get(self._session, _SESSION, name, told)
                if variant_value(changed.get("LockedHint")) is False:
                    self._forget_request()

    def _lock_requested(self, _signal: BusSignal) -> None:
        """`Lock` asks whoever locks the screen to do so; there may be nobody who does, or tells the end."""
        self._say_locked(_REQUEST, True)
        self._request.start(REQUEST_HOLDS // timedelta(milliseconds=1))

    def _unlock_requested(self, _signal: BusSignal) -> None:
        self._forget_request()

    def _forget_request(self) -> None:
        self._request.stop()
        self._say_locked(_REQUEST, False)

    def _preparing(self, preparing: object) -> None:
        if isinstance(preparing, bool):
            self._live.add(SLEEP)
            self._say_asleep(preparing)

    def _sleep_told(self, signal: BusSignal) -> None:
        if signal.body:
            self._preparing(signal.body[0])

    def _gone(self) -> None:
        self._live.clear()
        self._forget_request()
        self._say_locked(LOCK, False)
        self._say_locked(_SWITCH, False)
        self._say_asleep(False)

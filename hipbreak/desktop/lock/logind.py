"""Sleep, and the lock and activity of the current session, from logind.

https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
"""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.connection import BusConnection, ReplyCallback, variant_value
from hipbreak.desktop.dbus.subscriptions import BusMessage

LOCK_REQUEST_LIFETIME = timedelta(seconds=5)
"""How long a request to lock counts as a lock, unless another source reports one."""

SLEEP, LOCK = "logind-sleep", "logind-lock"
_LOCK_REQUEST, _SESSION_SWITCH = "logind-request", "logind-switch"
_NAME = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER = f"{_NAME}.Manager"
_SESSION = f"{_NAME}.Session"
_OWN_SESSION = f"{_PATH}/session/auto"


class Logind:
    """logind may be missing at first, and may restart."""

    def __init__(
        self,
        bus: BusConnection,
        session_id: str,
        pid: int,
        set_locked: Callable[[str, bool], None],
        set_asleep: Callable[[bool], None],
    ) -> None:
        self._bus = bus
        self._session_id = session_id
        self._pid = pid
        self._set_locked = set_locked
        self._set_asleep = set_asleep
        self._session = ""
        self._available: set[str] = set()
        self._properties = {"LockedHint": self._locked_hint_changed, "Active": self._active_changed}
        self._request_timer = QTimer(singleShot=True)
        self._request_timer.timeout.connect(self._clear_request)
        bus.subscribe(self._prepare_for_sleep, interface=_MANAGER, member="PrepareForSleep", path=_PATH, sender=_NAME)
        bus.watch_service(_NAME, self._service_lost, self._start)
        self._start()

    @property
    def names(self) -> tuple[str, ...]:
        """Which of `SLEEP` and `LOCK` are available now."""
        return tuple(name for name in (SLEEP, LOCK) if name in self._available)

    def _start(self) -> None:
        self._get(_PATH, _MANAGER, "PreparingForSleep", self._set_preparing)
        if self._session_id:
            self._find_session("GetSession", "s", self._session_id, self._found_by_name)
        else:
            self._found_by_name(None)

    # The current session: by the id in the environment, else by this process. What a service manager starts is in
    # no session; then logind resolves the user's own one.

    def _find_session(self, method: str, signature: str, key: object, on_reply: ReplyCallback) -> None:
        method = f"{_MANAGER}.{method}"
        self._bus.call(_NAME, _PATH, method, signature, (key,), on_reply=on_reply)

    def _found_by_name(self, body: tuple[object, ...] | None) -> None:
        if not self._use_session(body):
            self._find_session("GetSessionByPID", "u", self._pid, self._found_by_process)

    def _found_by_process(self, body: tuple[object, ...] | None) -> None:
        if not self._use_session(body):
            self._get(_OWN_SESSION, _SESSION, "Id", self._session_id_read)

    def _session_id_read(self, value: object) -> None:
        if isinstance(value, str):
            self._find_session("GetSession", "s", value, self._use_session)

    def _use_session(self, body: tuple[object, ...] | None) -> bool:
        if not body or not isinstance(body[0], str):
            return False
        if body[0] != self._session:
            self._session = body[0]
            for member, callback in (("Lock", self._lock_requested), ("Unlock", lambda _signal: self._clear_request())):
                self._bus.subscribe(callback, interface=_SESSION, member=member, path=self._session, sender=_NAME)
            self._bus.subscribe_properties(_SESSION, self._properties_changed, self, path=self._session, sender=_NAME)
        for name, update in self._properties.items():
            self._get(self._session, _SESSION, name, update)
        return True

    def _get(self, path: str, interface: str, name: str, on_value: Callable[[object], None]) -> None:
        self._bus.get_property(_NAME, path, interface, name, on_reply=on_value)

    def _locked_hint_changed(self, hint: object) -> None:
        if isinstance(hint, bool):
            self._available.add(LOCK)
            self._set_locked(LOCK, hint)

    def _active_changed(self, active: object) -> None:
        """Another session on the screen, or a text console, counts as a lock, and ends independently of one."""
        if isinstance(active, bool):
            self._set_locked(_SESSION_SWITCH, not active)

    def _properties_changed(self, signal: BusMessage) -> None:
        match signal.body:
            case (_, dict() as changed, [*invalid], *_):
                for name, update in self._properties.items():
                    if name in changed:
                        update(variant_value(changed[name]))
                    elif name in invalid:
                        self._get(self._session, _SESSION, name, update)
                if variant_value(changed.get("LockedHint")) is False:
                    self._clear_request()

    def _lock_requested(self, _signal: BusMessage) -> None:
        """`Lock` is a request to a screen locker, of which there may be none, or one that never signals the end."""
        self._set_locked(_LOCK_REQUEST, True)
        self._request_timer.start(LOCK_REQUEST_LIFETIME // timedelta(milliseconds=1))

    def _clear_request(self) -> None:
        self._request_timer.stop()
        self._set_locked(_LOCK_REQUEST, False)

    def _set_preparing(self, preparing: object) -> None:
        if isinstance(preparing, bool):
            self._available.add(SLEEP)
            self._set_asleep(preparing)

    def _prepare_for_sleep(self, signal: BusMessage) -> None:
        if signal.body:
            self._set_preparing(signal.body[0])

    def _service_lost(self) -> None:
        self._available.clear()
        self._clear_request()
        self._set_locked(LOCK, False)
        self._set_locked(_SESSION_SWITCH, False)
        self._set_asleep(False)

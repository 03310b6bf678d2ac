"""Fake services for a private bus: a tray, a notification server, a screen saver, and logind."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.desktop.fakes import RealBus, Service

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"
SCREEN_SAVER = "org.freedesktop.ScreenSaver"
LOGIND = "org.freedesktop.login1"
_NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
_SCREEN_SAVER_PATH, _LOGIND_PATH = "/org/freedesktop/ScreenSaver", "/org/freedesktop/login1"
_SESSION_PATH = f"{_LOGIND_PATH}/session/_31"

Answers = dict[str, tuple[str, tuple[object, ...]]]


def status_notifier_watcher(address: str, host: bool = True) -> Service:
    """A StatusNotifierWatcher as Qt expects it; `bodies["RegisterStatusNotifierItem"]` has the icon's service."""
    answers: Answers = {
        f"{WATCHER_PATH} {WATCHER}.IsStatusNotifierHostRegistered": ("b", (host,)),
        f"{WATCHER_PATH} {WATCHER}.ProtocolVersion": ("i", (0,)),
        f"{WATCHER_PATH} {WATCHER}.RegisterStatusNotifierItem": ("", ()),
    }
    return Service(address, [WATCHER], answers)


class NotificationServer(Service):
    """org.freedesktop.Notifications, which shows one notification."""

    number = 7

    def __init__(self, address: str, silent: bool = False) -> None:
        answers: Answers = {
            f"{_NOTIFICATIONS_PATH} {NOTIFICATIONS}.GetCapabilities": ("as", (["actions", "body", "body-markup"],)),
            f"{_NOTIFICATIONS_PATH} {NOTIFICATIONS}.Notify": ("u", (self.number,)),
            f"{_NOTIFICATIONS_PATH} {NOTIFICATIONS}.CloseNotification": ("", ()),
        }
        super().__init__(address, [NOTIFICATIONS], answers, silent=silent)

    def count(self, method: str) -> int:
        return self.asked.count(f"{NOTIFICATIONS}.{method}")

    @property
    def shown(self) -> tuple[str, str, list[str]]:
        """Title, text and the keys of the buttons of the last notification."""
        _, _, _, title, text, actions, _, _ = self.bodies[f"{NOTIFICATIONS}.Notify"]
        assert isinstance(title, str) and isinstance(text, str) and isinstance(actions, list)
        return title, text, actions[::2]

    def press(self, key: str) -> None:
        self.signal(_NOTIFICATIONS_PATH, f"{NOTIFICATIONS}.ActionInvoked", "us", self.number, key)

    def close_notification(self, reason: int) -> None:
        self.signal(_NOTIFICATIONS_PATH, f"{NOTIFICATIONS}.NotificationClosed", "uu", self.number, reason)


class FakeScreenSaver:
    """org.freedesktop.ScreenSaver, as far as the app uses it."""

    def __init__(self, service: Service) -> None:
        """Use `fake_screen_saver`."""
        self._service = service

    @property
    def asked(self) -> bool:
        """Whether a client has asked for the state, and so listens to its changes."""
        return f"{SCREEN_SAVER}.GetActive" in self._service.asked

    def lock(self, locked: bool = True) -> None:
        self._service.signal(_SCREEN_SAVER_PATH, f"{SCREEN_SAVER}.ActiveChanged", "b", locked)

    def crash(self) -> None:
        """Leave the bus without a signal."""
        self._service.end()


@contextmanager
def fake_screen_saver(bus: RealBus) -> Iterator[FakeScreenSaver]:
    answers: Answers = {f"{_SCREEN_SAVER_PATH} {SCREEN_SAVER}.GetActive": ("b", (False,))}
    with Service(bus.address, [SCREEN_SAVER], answers) as service:
        yield FakeScreenSaver(service)


class FakeLogind:
    """org.freedesktop.login1 with one session, as far as the app uses it."""

    def __init__(self, bus: RealBus, service: Service) -> None:
        """Use `fake_logind`."""
        self.bus = bus
        self._service = service

    @property
    def asked(self) -> bool:
        """Whether a client has asked for the state, and so listens to its changes."""
        return f"{LOGIND}.Session.LockedHint" in self._service.asked

    def lock(self, locked: bool = True) -> None:
        changed = {"LockedHint": ("b", locked)}
        member = "org.freedesktop.DBus.Properties.PropertiesChanged"
        self._service.signal(_SESSION_PATH, member, "sa{sv}as", f"{LOGIND}.Session", changed, [])

    def sleep(self, asleep: bool = True) -> None:
        self._service.signal(_LOGIND_PATH, f"{LOGIND}.Manager.PrepareForSleep", "b", asleep)

    def crash(self) -> None:
        """Leave the bus without a signal."""
        self._service.end()


@contextmanager
def fake_logind(bus: RealBus) -> Iterator[FakeLogind]:
    answers: Answers = {
        f"{_LOGIND_PATH} {LOGIND}.Manager.PreparingForSleep": ("b", (False,)),
        f"{_LOGIND_PATH} {LOGIND}.Manager.GetSessionByPID": ("o", (_SESSION_PATH,)),
        f"{_SESSION_PATH} {LOGIND}.Session.LockedHint": ("b", (False,)),
        f"{_LOGIND_PATH} {LOGIND}.Manager.BlockInhibited": ("s", ("shutdown:sleep",)),
    }
    with Service(bus.address, [LOGIND], answers) as service:
        yield FakeLogind(bus, service)

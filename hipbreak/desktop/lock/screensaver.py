"""One of the screen savers and lockers that speak on the session bus: `GetActive` and `ActiveChanged`."""

from collections.abc import Callable

from hipbreak.desktop.dbus.connection import BACKGROUND_TIMEOUT, BusConnection
from hipbreak.desktop.dbus.subscriptions import BusSignal

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",  # KDE, and others by the freedesktop.org draft
    "org.gnome.ScreenSaver",
    "org.xfce.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)


class ScreenSaver:
    """Name, interface and object path are the same word; it may come and go while we watch."""

    def __init__(self, bus: BusConnection, name: str, say_locked: Callable[[str, bool], None]) -> None:
        self.name = name
        self.is_available = False
        self._bus = bus
        self._say_locked = say_locked
        bus.subscribe(self._changed, interface=name, member="ActiveChanged", sender=name)
        bus.watch_service(name, self._gone, self._ask)
        self._ask()

    def _ask(self) -> None:
        path = "/" + self.name.replace(".", "/")
        method = f"{self.name}.GetActive"
        self._bus.call(self.name, path, method, on_reply=self._answered, timeout=BACKGROUND_TIMEOUT)

    def _answered(self, body: tuple[object, ...] | None) -> None:
        if body is not None:
            self._heard(body)

    def _changed(self, signal: BusSignal) -> None:
        self._heard(signal.body)

    def _heard(self, body: tuple[object, ...]) -> None:
        if body[:1] in ((True,), (False,)):
            self.is_available = True
            self._say_locked(self.name, body[0] is True)

    def _gone(self) -> None:
        """A locker that ended cannot say any more that the screen is free again."""
        self.is_available = False
        self._say_locked(self.name, False)

"""Screen savers and lockers on the session bus: `GetActive` and `ActiveChanged`."""

from collections.abc import Callable

from hipbreak.desktop.dbus.connection import BusConnection

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",  # KDE, and others by the freedesktop.org draft
    "org.gnome.ScreenSaver",
    "org.xfce.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)


class ScreenSaver:
    """One screen saver, whose bus name is also its interface and path; it may start and end at any time."""

    def __init__(self, bus: BusConnection, name: str, set_locked: Callable[[str, bool], None]) -> None:
        self.name = name
        self.is_available = False
        self._bus = bus
        self._set_locked = set_locked
        bus.subscribe(lambda signal: self._set_active(signal.body), interface=name, member="ActiveChanged", sender=name)
        bus.watch_service(name, self._service_lost, self._query)
        self._query()

    def _query(self) -> None:
        path = "/" + self.name.replace(".", "/")
        method = f"{self.name}.GetActive"
        self._bus.call(self.name, path, method, on_reply=self._set_active)

    def _set_active(self, body: tuple[object, ...] | None) -> None:
        if body and body[:1] in ((True,), (False,)):
            self.is_available = True
            self._set_locked(self.name, body[0] is True)

    def _service_lost(self) -> None:
        """A locker that has ended cannot signal an unlock any more."""
        self.is_available = False
        self._set_locked(self.name, False)

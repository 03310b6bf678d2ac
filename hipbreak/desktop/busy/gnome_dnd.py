"""GNOME's Do Not Disturb: the setting `show-banners`, read again whenever dconf signals a write."""

from collections.abc import Mapping

from hipbreak.desktop.busy.base import ReportBusy
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.subscriptions import BusSignal
from hipbreak.desktop.system.process_query import ProcessQuery

WRITER = "ca.desrt.dconf.Writer"
WRITER_PATH = "/ca/desrt/dconf/Writer/user"
KEY = "/org/gnome/desktop/notifications/show-banners"
_READ = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")


class GnomeDoNotDisturb:
    """The settings portal does not expose this key, hence dconf's own signal: https://wiki.gnome.org/Projects/dconf

    Its value is in a file that only dconf can read; `gsettings` reads it, once at the start and after each change.
    """

    name = "gnome-do-not-disturb"

    def __init__(
        self, bus: BusConnection, report: ReportBusy, environment: Mapping[str, str], command: tuple[str, ...] = _READ
    ) -> None:
        self.is_available = False
        self._bus, self._report, self._environment, self._command = bus, report, environment, command
        self._process_query: ProcessQuery | None = None
        self._query_again = False
        # dconf's writer runs only during a write, so its name cannot be matched as the sender.
        bus.subscribe(self._key_written, interface=WRITER, member="Notify", path=WRITER_PATH, owner=self)
        bus.on_disconnect(self._bus_lost, self)
        bus.on_reconnect(self._query, self)
        self._query()

    def close(self) -> None:
        self._bus.unsubscribe(self)
        if self._process_query is not None:
            self._process_query.cancel()
            self._process_query = None

    def _key_written(self, signal: BusSignal) -> None:
        """The signal has a prefix and keys below it; for a single key the prefix is the key, and the list has ''."""
        match signal.body:
            case (str() as prefix, [*keys], *_) if any(_touches(prefix + key) for key in keys if isinstance(key, str)):
                self._query()

    def _query(self) -> None:
        if self._process_query is not None:
            self._query_again = True
            return
        self._process_query = ProcessQuery(self._command, self._environment, self._value_read)

    def _value_read(self, text: str | None) -> None:
        self._process_query = None
        if self._query_again:
            self._query_again = False
            self._query()
            return
        if not self._bus.alive:  # later changes would never be signalled
            return
        value = (text or "").strip()
        self.is_available = value in ("true", "false")
        self._report(self.name, value == "false")

    def _bus_lost(self) -> None:
        self.is_available = False
        self._report(self.name, False)


def _touches(key: str) -> bool:
    return key == KEY or (key.endswith("/") and KEY.startswith(key))

"""GNOME's Do Not Disturb: the setting `show-banners`, read again whenever dconf says that it was written."""

from collections.abc import Mapping

from hipbreak.desktop.busy.base import Say
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.subscriptions import BusSignal
from hipbreak.desktop.system.process_query import ProcessQuery

WRITER = "ca.desrt.dconf.Writer"
WRITER_PATH = "/ca/desrt/dconf/Writer/user"
KEY = "/org/gnome/desktop/notifications/show-banners"
_READ = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")


class GnomeQuiet:
    """The settings portal does not hand this key out, so dconf's own signal is heard: https://wiki.gnome.org/Projects/dconf

    Its value is in a file that only dconf can read; `gsettings` reads it, once at the start and after each change.
    """

    name = "gnome-do-not-disturb"

    def __init__(
        self, bus: BusConnection, say: Say, environment: Mapping[str, str], command: tuple[str, ...] = _READ
    ) -> None:
        self.is_available = False
        self._bus, self._say, self._environment, self._command = bus, say, environment, command
        self._question: ProcessQuery | None = None
        self._again = False
        # dconf's writer is started for a write and ends after it, so its name is no sender to wait for.
        bus.subscribe(self._written, interface=WRITER, member="Notify", path=WRITER_PATH, owner=self)
        bus.on_disconnect(self._gone, self)
        bus.on_reconnect(self._ask, self)
        self._ask()

    def close(self) -> None:
        self._bus.unsubscribe(self)
        if self._question is not None:
            self._question.drop()
            self._question = None

    def _written(self, signal: BusSignal) -> None:
        """A prefix and the keys below it; one whole key is itself the prefix of the empty word."""
        match signal.body:
            case (str() as prefix, [*keys], *_) if any(_touches(prefix + key) for key in keys if isinstance(key, str)):
                self._ask()

    def _ask(self) -> None:
        if self._question is not None:
            self._again = True
            return
        self._question = ProcessQuery(self._command, self._environment, self._answered)

    def _answered(self, text: str | None) -> None:
        self._question = None
        if self._again:
            self._again = False
            self._ask()
            return
        if not self._bus.alive:  # what it is now would never be told
            return
        word = (text or "").strip()
        self.is_available = word in ("true", "false")
        self._say(self.name, word == "false")

    def _gone(self) -> None:
        self.is_available = False
        self._say(self.name, False)


def _touches(key: str) -> bool:
    return key == KEY or (key.endswith("/") and KEY.startswith(key))

"""One of GNOME's settings, read again whenever dconf signals a write."""

from collections.abc import Callable, Mapping

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.subscriptions import BusMessage
from hipbreak.desktop.system.process_query import ProcessQuery

WRITER = "ca.desrt.dconf.Writer"
WRITER_PATH = "/ca/desrt/dconf/Writer/user"


class DconfKey:
    """https://wiki.gnome.org/Projects/dconf

    The value is in a file that only dconf can read; `gsettings` reads it, once at the start and after each change.
    """

    def __init__(
        self,
        bus: BusConnection,
        environment: Mapping[str, str],
        schema: str,
        key: str,
        on_value: Callable[[str | None], None],
        command: tuple[str, ...] = (),
    ) -> None:
        """`on_value` gets the value as `gsettings` prints it, None without one and when the bus is lost.

        `command` replaces the call of `gsettings`.
        """
        self._bus, self._environment, self._on_value = bus, environment, on_value
        self._path = f"/{schema.replace('.', '/')}/{key}"
        self._command = command or ("gsettings", "get", schema, key)
        self._process_query: ProcessQuery | None = None
        self._query_again = False
        # dconf's writer runs only during a write, so its name cannot be matched as the sender.
        bus.subscribe(self._key_written, interface=WRITER, member="Notify", path=WRITER_PATH, owner=self)
        bus.on_disconnect(lambda: on_value(None), self)
        bus.on_reconnect(self._query, self)
        self._query()

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._bus.unsubscribe(self)
        if self._process_query is not None:
            self._process_query.cancel()
            self._process_query = None

    def _key_written(self, signal: BusMessage) -> None:
        """The signal has a prefix and keys below it; for a single key the prefix is the key, and the list has ''."""
        match signal.body:
            case (str() as prefix, [*keys], *_) if any(
                self._touches(prefix + key) for key in keys if isinstance(key, str)
            ):
                self._query()

    def _touches(self, written: str) -> bool:
        return written == self._path or (written.endswith("/") and self._path.startswith(written))

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
        elif self._bus.alive:  # else later changes would never be signalled
            self._on_value(None if text is None else text.strip())

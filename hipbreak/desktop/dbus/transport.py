"""The socket of a D-Bus connection in the Qt event loop: sends and receives whole messages and never waits."""

import socket
from collections.abc import Callable, Iterable, Iterator

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    Parser,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.dbus.address import BusUnavailable
from hipbreak.desktop.dbus.messages import InvalidMessage, method_call, parse_messages
from hipbreak.desktop.dbus.subscriptions import Answer, BusMessage

_MAX_UNSENT_BYTES = 1024 * 1024
_CHUNK = 64 * 1024
_KEYS = (HeaderFields.sender, HeaderFields.path, HeaderFields.interface, HeaderFields.member)
_UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod"


class Transport:
    """Buffers what cannot be sent yet; refuses the method calls that `on_call` does not answer.

    Callbacks, from the event loop: `on_authenticated` once, after the handshake; `on_signal` with each signal;
    `on_reply` with a call's serial and the body of its reply, None for an error; `on_disconnect` at most once, when
    the bus closes the connection, sends invalid data, or stops reading.
    """

    def __init__(
        self,
        names: Iterable[str],
        serials: Iterator[int],
        *,
        on_authenticated: Callable[[], None],
        on_signal: Callable[[BusMessage], None],
        on_reply: Callable[[int, tuple[object, ...] | None], None],
        on_call: Callable[[BusMessage], Answer | None],
        on_disconnect: Callable[[], None],
    ) -> None:
        """Connect to the first socket that accepts at once; BusUnavailable if none does."""
        self._socket: socket.socket | None = _connect(names)
        self._serials = serials
        self._on_authenticated, self._on_disconnect = on_authenticated, on_disconnect
        self._on_signal, self._on_reply, self._on_call = on_signal, on_reply, on_call
        self._authenticator, self._parser = Authenticator(), Parser()
        self._before_handshake = bytearray()  # what the handshake has to precede
        self._unsent = bytearray(self._authenticator.data_to_send())
        self._reading = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read)
        self._reading.activated.connect(self.read)
        self._writing = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Write)
        self._writing.activated.connect(self._write)

    @property
    def is_connected(self) -> bool:
        """False once either side has closed the connection."""
        return self._socket is not None

    @property
    def is_open(self) -> bool:
        """Whether the handshake is complete."""
        return bool(self._authenticator.authenticated)

    def call(
        self, name: str, path: str, method: str, signature: str, body: tuple[object, ...], start_service: bool
    ) -> int:
        """Send the call as soon as possible; return its serial."""
        return self._send(method_call(name, path, method, signature, body, start_service))

    def emit(self, path: str, interface: str, member: str, signature: str, body: tuple[object, ...]) -> None:
        """Send a signal as soon as possible."""
        self._send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    def read(self) -> None:
        """Read at most one chunk, so that the event loop stays responsive."""
        if self._socket is None:
            return
        try:
            data = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        try:
            if not data:
                self._disconnect()
            elif self.is_open:
                for message in parse_messages(self._parser, data):
                    self._dispatch(message)
            else:
                self._authenticate(data)
        except (AuthenticationError, InvalidMessage):
            self._disconnect()

    def close(self) -> None:
        """Close the socket. Idempotent."""
        if self._socket is not None:
            self._reading.setEnabled(False)
            self._writing.setEnabled(False)
            self._socket.close()
            self._socket = None

    def _authenticate(self, data: bytes) -> None:
        self._authenticator.feed(data)
        if self.is_open:
            self._unsent += BEGIN + self._before_handshake
            self._before_handshake.clear()
            self._on_authenticated()
            self._write()

    def _dispatch(self, message: Message) -> None:
        header, fields = message.header, message.header.fields
        sender, path, interface, member = (fields.get(key, "") for key in _KEYS)
        received = BusMessage(sender, path, interface, member, tuple(message.body))
        if header.message_type is MessageType.signal:
            self._on_signal(received)
        elif HeaderFields.reply_serial in fields:
            is_error = header.message_type is MessageType.error
            self._on_reply(fields[HeaderFields.reply_serial], None if is_error else received.body)
        elif header.message_type is MessageType.method_call:
            answer = self._on_call(received)
            if header.flags & MessageFlag.no_reply_expected:
                return
            if answer is None:
                self._send(new_error(message, _UNKNOWN_METHOD))
            else:
                self._send(new_method_return(message, answer.signature or None, answer.body))

    def _send(self, message: Message) -> int:
        """Send a message as soon as possible; return its serial."""
        serial = next(self._serials)
        (self._unsent if self.is_open else self._before_handshake).extend(message.serialise(serial=serial))
        self._write()
        return serial

    def _write(self) -> None:
        if self._socket is None:
            return
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self._disconnect()
            return
        self._writing.setEnabled(bool(self._unsent))
        if len(self._unsent) + len(self._before_handshake) > _MAX_UNSENT_BYTES:
            self._disconnect()

    def _disconnect(self) -> None:
        """Close, and report the loss from the event loop, never within a caller's call."""
        if self.is_connected:
            self.close()
            QTimer.singleShot(0, self._on_disconnect)


def _connect(names: Iterable[str]) -> socket.socket:
    for name in names:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(name)
        except OSError:  # also a full accept queue, for which a blocking socket would wait
            connection.close()
        else:
            return connection
    raise BusUnavailable(_("No program listens at the bus's address."))

"""The socket of a D-Bus connection in the Qt event loop: sends and receives whole messages and never waits."""

import socket
from collections.abc import Callable, Iterable, Iterator

from jeepney import HeaderFields, Message, MessageFlag, MessageType, Parser, new_error
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.desktop.dbus.address import BusUnavailable
from hipbreak.desktop.dbus.messages import NotDBus, method_call, received
from hipbreak.desktop.dbus.subscriptions import BusSignal

_MOST_UNSENT = 1024 * 1024
_CHUNK = 64 * 1024
_UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod"


class Transport:
    """What cannot be sent yet is kept; calls from others are refused.

    Called from the event loop: `opened` once, when the bus has let us in; `heard` with each signal; `replied` with a
    call's serial and the body of the answer, None for an error; `lost` at most once, when the bus hangs up, sends
    nonsense, or takes nothing any more.
    """

    def __init__(
        self,
        names: Iterable[str],
        serials: Iterator[int],
        *,
        opened: Callable[[], None],
        heard: Callable[[BusSignal], None],
        replied: Callable[[int, tuple[object, ...] | None], None],
        lost: Callable[[], None],
    ) -> None:
        """Connects to the first of the sockets that takes it at once; BusUnavailable if none does."""
        self._socket: socket.socket | None = _connect(names)
        self._serials = serials
        self._opened, self._heard, self._replied, self._lost = opened, heard, replied, lost
        self._authenticator, self._parser = Authenticator(), Parser()
        self._held = bytearray()  # what may be sent only after the handshake
        self._unsent = bytearray(self._authenticator.data_to_send())
        self._reading = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read)
        self._reading.activated.connect(self.read)
        self._writing = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Write)
        self._writing.activated.connect(self._write)

    @property
    def is_connected(self) -> bool:
        """False once either side has hung up."""
        return self._socket is not None

    @property
    def is_open(self) -> bool:
        """Whether the bus has let us in."""
        return bool(self._authenticator.authenticated)

    def call(
        self, name: str, path: str, method: str, signature: str, body: tuple[object, ...], start_service: bool
    ) -> int:
        """Sends the call as soon as that is possible; its serial."""
        return self._send(method_call(name, path, method, signature, body, start_service))

    def read(self) -> None:
        """Takes what has come, but not more than a chunk at a time: there is a window to draw."""
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
                self._lose()
            elif self.is_open:
                for message in received(self._parser, data):
                    self._dispatch(message)
            else:
                self._authenticate(data)
        except (AuthenticationError, NotDBus):
            self._lose()

    def hang_up(self) -> None:
        """Ends the connection without a word; may be called twice."""
        if self._socket is not None:
            self._reading.setEnabled(False)
            self._writing.setEnabled(False)
            self._socket.close()
            self._socket = None

    def _authenticate(self, data: bytes) -> None:
        self._authenticator.feed(data)
        if self.is_open:
            self._unsent += BEGIN + self._held
            self._held.clear()
            self._opened()
            self._write()

    def _dispatch(self, message: Message) -> None:
        header, fields = message.header, message.header.fields
        if header.message_type is MessageType.signal:
            wanted = (HeaderFields.sender, HeaderFields.path, HeaderFields.interface, HeaderFields.member)
            sender, path, interface, member = (fields.get(field, "") for field in wanted)
            self._heard(BusSignal(sender, path, interface, member, tuple(message.body)))
        elif HeaderFields.reply_serial in fields:
            is_error = header.message_type is MessageType.error
            self._replied(fields[HeaderFields.reply_serial], None if is_error else tuple(message.body))
        elif header.message_type is MessageType.method_call and not header.flags & MessageFlag.no_reply_expected:
            self._send(new_error(message, _UNKNOWN_METHOD))

    def _send(self, message: Message) -> int:
        serial = next(self._serials)
        (self._unsent if self.is_open else self._held).extend(message.serialise(serial=serial))
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
            self._lose()
            return
        self._writing.setEnabled(bool(self._unsent))
        if len(self._unsent) + len(self._held) > _MOST_UNSENT:
            self._lose()

    def _lose(self) -> None:
        """The loss is reported from the event loop, never to a caller in the middle of a call."""
        if self.is_connected:
            self.hang_up()
            QTimer.singleShot(0, self._lost)


def _connect(names: Iterable[str]) -> socket.socket:
    for name in names:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(name)
        except OSError:  # also a bus whose queue is full, which a blocking socket would wait for
            connection.close()
        else:
            return connection
    raise BusUnavailable("Nobody listens at the bus's address.")

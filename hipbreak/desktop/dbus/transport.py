"""The line to a D-Bus bus: a socket in the Qt event loop that takes and gives whole messages."""

import socket
from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.desktop.dbus.address import connect
from hipbreak.desktop.dbus.messages import Handshake, Incoming, NotDBus, cut_message, read

_MOST_UNSENT = 1024 * 1024
_PIECE = 64 * 1024


class Transport:
    """Never waits: what cannot be sent yet is kept, and what has not come yet is told when it has.

    `opened` is called once, when the bus has let us in; `took` with each message; `lost` at most once,
    when the bus hangs up, talks nonsense, or takes nothing any more. All come from the event loop.
    """

    def __init__(
        self,
        address: str,
        opened: Callable[[], None],
        took: Callable[[Incoming], None],
        lost: Callable[[], None],
    ) -> None:
        """BusUnavailable if nobody listens at the address."""
        self._opened = opened
        self._took = took
        self._lost = lost
        self._handshake = Handshake()
        self._heard = bytearray()
        self._waiting = bytearray()  # what may be said only after the handshake
        self._unsent = bytearray(self._handshake.first_words())
        self._socket: socket.socket | None = connect(address)
        self._reading = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read)
        self._reading.activated.connect(self.read)
        self._writing = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Write)
        self._writing.activated.connect(self._write)

    @property
    def alive(self) -> bool:
        """False once the bus has hung up or we have."""
        return self._socket is not None

    @property
    def is_open(self) -> bool:
        """Whether the bus has let us in."""
        return self._handshake.done

    def say(self, message: bytes) -> None:
        """Sends a message, or keeps it until that is possible."""
        if self._handshake.done:
            self._unsent += message
        else:
            self._waiting += message
        self._write()

    def read(self) -> None:
        """Takes what has come, but not more than a piece at a time: there is a window to draw."""
        if self._socket is None:
            return
        try:
            some = self._socket.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            some = b""
        try:
            if some:
                self._take(some)
            else:
                self._lose()
        except NotDBus:
            self._lose()

    def hang_up(self) -> None:
        """Ends the line without a word; may be called twice."""
        if self._socket is not None:
            self._reading.setEnabled(False)
            self._writing.setEnabled(False)
            self._socket.close()
            self._socket = None

    def _take(self, some: bytes) -> None:
        if not self._handshake.done:
            self._shake_hands(some)
            return
        self._heard += some
        while raw := cut_message(self._heard):
            message = read(raw)
            if message is not None:
                self._took(message)

    def _shake_hands(self, some: bytes) -> None:
        self._unsent += self._handshake.answer(some)
        if self._handshake.done:
            self._unsent += self._waiting
            self._waiting.clear()
            self._opened()
        self._write()

    def _write(self) -> None:
        if self._socket is None:
            return
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self._lose_soon()
            return
        self._writing.setEnabled(bool(self._unsent))
        if len(self._unsent) + len(self._waiting) > _MOST_UNSENT:
            self._lose_soon()

    def _lose_soon(self) -> None:
        """The loss is told from the event loop, and not to somebody in the middle of saying something."""
        self.hang_up()
        QTimer.singleShot(0, self._lost)

    def _lose(self) -> None:
        self.hang_up()
        self._lost()

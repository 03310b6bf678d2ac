"""The server for commands from other processes."""

import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.availability import is_listening
from hipbreak.desktop.ipc.protocol import (
    MAX_REQUEST_BYTES,
    OTHER_PROFILE,
    BadRequest,
    Reply,
    read_request,
    write_reply,
)

_TIMEOUT_MS = 2000
_MAX_CLIENTS = 64
_GRACE_MS = 50  # before a client may be dropped for another: it sends its command at once
_ACCEPTED_AT_ONCE = 16  # then the app's other events have their turn
_BACKLOG = 1024  # connections that wait to be accepted


class PendingReply:
    """A reply that follows later; until then its client waits."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        """`cancel` is called if the client hangs up before."""
        self.cancel = cancel
        self._reply: Reply | None = None
        self._send: Callable[[Reply], None] | None = None

    def push(self, reply: Reply) -> None:
        """Give the reply."""
        if self._send is None:
            self._reply = reply
        else:
            self._send(reply)

    def send_with(self, send: Callable[[Reply], None]) -> None:
        """Call `send` with the reply, once it is there."""
        self._send, reply, self._reply = send, self._reply, None
        if reply is not None:
            send(reply)


class StreamReply(PendingReply):
    """Replies to one command, until the client hangs up; one that reads slowly gets the latest only."""


Handler = Callable[[str, dict[str, Any]], Reply | PendingReply]


class CommandServer(QObject):
    """Answers one command per connection, whatever a client sends or omits.

    It uses Python's sockets: QtNetwork would bring Kerberos and a resolver along, 2.7 MB for one local socket.
    """

    def __init__(
        self,
        handler: Handler,
        report: Callable[[Exception], None],
        is_own_log: Callable[[str], bool] = lambda _log: True,
    ) -> None:
        """`handler` is called on the GUI thread and must not block; `report` gets its exceptions.

        `is_own_log` returns whether a command for this log is for this app.
        """
        super().__init__()
        self._handler, self._report, self._is_own_log = handler, report, is_own_log
        self._path = ""
        self._file: os.stat_result | None = None
        self._server: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        self.clients: dict[_Client, None] = {}
        """The open connections, in the order in which they came."""
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._go_on)
        self._pause.setInterval(_GRACE_MS)

    def listen(self, socket_path: str) -> str:
        """Listen on this socket, and return its path; OSError if it cannot be created.

        A socket that is left there is removed. If an app of another profile listens there, another name is taken.
        """
        if sys.platform == "win32":  # its Python has no local sockets
            raise OSError(_("On Windows Hipbreak cannot be reached from the command line."))
        if is_listening(socket_path):
            socket_path = str(Path(socket_path).with_name(f"hipbreak-{os.getpid()}.sock"))
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.setblocking(False)
        mask = os.umask(0o177)
        try:
            Path(socket_path).unlink(missing_ok=True)
            server.bind(socket_path)
            self._file = Path(socket_path).lstat()
            server.listen(_BACKLOG)
        except OSError as error:
            server.close()
            raise OSError(
                _("The socket {socket} cannot be made: {why}.").format(socket=socket_path, why=error.strerror or error)
            ) from error
        finally:
            os.umask(mask)
        self._path, self._server = socket_path, server
        self._notifier = QSocketNotifier(server.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._accept)
        return socket_path

    def renew(self) -> str | None:
        """Make the socket again if it was removed or replaced; its path if that was done."""
        if self._server is None or self._has_own_socket():
            return None
        try:
            Path(self._path).parent.mkdir(mode=0o700, exist_ok=True)
            self._stop_listening()
            return self.listen(self._path)
        except OSError:  # the next call tries again
            return None

    def close(self) -> None:
        """Close all connections and remove the socket, unless it is another process's. Idempotent."""
        for client in list(self.clients):
            client.close()
        self._pause.stop()
        if self._server is not None and self._has_own_socket():
            Path(self._path).unlink(missing_ok=True)
        self._stop_listening()
        self._server = None

    def _has_own_socket(self) -> bool:
        with suppress(OSError):
            return self._file is not None and os.path.samestat(self._file, Path(self._path).lstat())
        return False

    def _stop_listening(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._server is not None:
            self._server.close()

    def _accept(self) -> None:
        for _client in range(_ACCEPTED_AT_ONCE):
            if self._server is None or (len(self.clients) >= _MAX_CLIENTS and not self._drop_oldest()):
                return
            try:
                connection, _address = self._server.accept()
            except OSError:  # no client is left, or it closed the connection
                return
            client = _Client(connection, self._answer, lambda closed: self.clients.pop(closed, None))
            self.clients[client] = None
            client.read()

    def _drop_oldest(self) -> bool:
        """Drop the client that has been silent for longest; False if all have just connected."""
        oldest = next((client for client in self.clients if client.pending is None), None)
        if oldest is not None and (time.monotonic() - oldest.began) * 1000 >= _GRACE_MS:
            oldest.close()
            return True
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._pause.start()
        return False

    def _go_on(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(True)

    def _answer(self, line: bytes) -> bytes | PendingReply:
        try:
            request = read_request(line)
            if request.log and not self._is_own_log(request.log):
                return write_reply(Reply(OTHER_PROFILE, error=_("This Hipbreak keeps another log.")))
            reply = self._handler(request.command, request.args)
            return write_reply(reply) if isinstance(reply, Reply) else reply
        except BadRequest as reason:
            return write_reply(Reply(2, error=str(reason)))
        except Exception as error:  # noqa: BLE001 - any error is reported, and the other clients are served
            self._report(error)
            return write_reply(Reply(1, error=_("Hipbreak could not do this because of an error of its own.")))


class _Client:
    """One connection: reads a line, answers with a line, and closes then or after two seconds."""

    def __init__(
        self,
        connection: socket.socket,
        answer: Callable[[bytes], bytes | PendingReply],
        on_closed: Callable[["_Client"], object],
    ) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._answer = answer
        self._on_closed = on_closed
        self._received = bytearray()
        self._unsent = b""
        self._latest = b""  # of a stream whose client has not read the one before
        self.pending: PendingReply | None = None
        """The result that follows later."""
        self.began = time.monotonic()
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(self.close)
        self._timer.start(_TIMEOUT_MS)
        self._reading = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read)
        self._reading.activated.connect(self.read)
        self._writing = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Write)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._write)

    def read(self) -> None:
        try:
            part = self._connection.recv(MAX_REQUEST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if self.pending is not None:
            if not part:
                self.close()
            return
        self._received += part
        line, newline, _rest = self._received.partition(b"\n")
        if newline and len(line) < MAX_REQUEST_BYTES:
            self._execute(bytes(line))
        elif len(self._received) >= MAX_REQUEST_BYTES:
            self._send_last(write_reply(Reply(2, error=_("This is too long for a command."))))
        elif not part:
            self.close()

    def close(self) -> None:
        self._timer.stop()
        self._reading.setEnabled(False)
        self._writing.setEnabled(False)
        self._connection.close()
        self._on_closed(self)
        pending, self.pending = self.pending, None
        if pending is not None:
            pending.cancel()

    def _execute(self, line: bytes) -> None:
        self._received.clear()
        reply = self._answer(line)
        if isinstance(reply, bytes):
            self._send_last(reply)
            return
        self._timer.stop()
        self.pending = reply
        if isinstance(reply, StreamReply):
            reply.send_with(self._stream)
        else:
            self._send(write_reply(Reply(pending=True)))
            reply.send_with(self._finish)

    def _stream(self, reply: Reply) -> None:
        line = write_reply(replace(reply, pending=True))
        if self._unsent:
            self._latest = line
        else:
            self._send(line)

    def _finish(self, reply: Reply) -> None:
        if self.pending is not None:
            self.pending = None
            self._timer.start(_TIMEOUT_MS)
            self._send_last(write_reply(reply))

    def _send_last(self, line: bytes) -> None:
        self._reading.setEnabled(False)
        self._received.clear()
        self._send(line)

    def _send(self, line: bytes) -> None:
        self._unsent += line
        self._write()

    def _write(self) -> None:
        try:
            while self._unsent:
                self._unsent = self._unsent[self._connection.send(self._unsent) :]
        except BlockingIOError:
            self._writing.setEnabled(True)
            return
        except OSError:
            self._unsent = b""  # the client did not wait for its answer
            self.close()
            return
        self._writing.setEnabled(False)
        latest, self._latest = self._latest, b""
        if self.pending is None:
            self.close()
        elif latest:
            self._send(latest)

"""The server for commands from other processes."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from hipbreak.desktop.ipc.protocol import MAX_REQUEST_BYTES, BadRequest, Reply, read_request, write_reply
from hipbreak.desktop.ipc.single_instance import SingleInstanceLock

Handler = Callable[[str, dict[str, Any]], Reply]

_TIMEOUT_MS = 2000
_MAX_CLIENTS = 64


class CommandServer(QObject):
    """Answers one command per connection, whatever a client sends or omits.

    It uses Python's sockets: QtNetwork would bring Kerberos and a resolver along, 2.7 MB for one local socket.
    """

    def __init__(self, handler: Handler, report: Callable[[Exception], None]) -> None:
        """`handler` is called on the GUI thread and must not block; `report` gets its exceptions."""
        super().__init__()
        self._handler = handler
        self._report = report
        self._path = ""
        self._server: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        self._clients: set[_Client] = set()

    def listen(self, socket_path: str, _lock: SingleInstanceLock) -> None:
        """Listen on this socket; OSError if it cannot be created.

        An existing socket is removed: the holder of the lock knows that its process has ended.
        """
        if sys.platform == "win32":  # its Python has no local sockets
            raise OSError("On Windows Hipbreak cannot be reached from the command line.")
        Path(socket_path).unlink(missing_ok=True)
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.setblocking(False)
        mask = os.umask(0o177)
        try:
            server.bind(socket_path)
        except OSError as error:
            server.close()
            raise OSError(f"The socket {socket_path} cannot be made: {error.strerror or error}.") from error
        finally:
            os.umask(mask)
        server.listen(_MAX_CLIENTS)
        self._path, self._server = socket_path, server
        self._notifier = QSocketNotifier(server.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._accept)

    @property
    def client_count(self) -> int:
        """The number of open connections."""
        return len(self._clients)

    def close(self) -> None:
        """Close all connections and remove the socket. Idempotent."""
        for client in list(self._clients):
            client.close()
        if self._server is None or self._notifier is None:
            return
        self._notifier.setEnabled(False)
        self._server.close()
        self._server = self._notifier = None
        Path(self._path).unlink(missing_ok=True)

    def _accept(self) -> None:
        while self._server is not None:
            try:
                connection, _ = self._server.accept()
            except OSError:  # no client is left, or it closed the connection
                return
            if len(self._clients) >= _MAX_CLIENTS:
                connection.close()
                continue
            client = _Client(connection, self._answer, self._clients.discard)
            self._clients.add(client)
            client.read()

    def _answer(self, line: bytes) -> bytes:
        try:
            request = read_request(line)
            return write_reply(self._handler(request.command, request.args))
        except BadRequest as reason:
            return write_reply(Reply(2, error=str(reason)))
        except Exception as error:  # noqa: BLE001 - any error is reported, and the other clients are served
            self._report(error)
            return write_reply(Reply(1, error="Hipbreak could not do this because of an error of its own."))


class _Client:
    """One connection: reads a line, answers with a line, and closes then or after two seconds."""

    def __init__(
        self, connection: socket.socket, answer: Callable[[bytes], bytes], on_closed: Callable[["_Client"], None]
    ) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._answer = answer
        self._on_closed = on_closed
        self._received = bytearray()
        self._unsent = b""
        self._timer = QTimer()
        self._timer.setSingleShot(True)
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
        self._received += part
        line, newline, _ = self._received.partition(b"\n")
        if newline and len(line) < MAX_REQUEST_BYTES:
            self._send(self._answer(bytes(line)))
        elif len(self._received) >= MAX_REQUEST_BYTES:
            self._send(write_reply(Reply(2, error="This is too long for a command.")))
        elif not part:
            self.close()

    def close(self) -> None:
        self._timer.stop()
        self._reading.setEnabled(False)
        self._writing.setEnabled(False)
        self._connection.close()
        self._on_closed(self)

    def _send(self, line: bytes) -> None:
        self._reading.setEnabled(False)
        self._received.clear()
        self._unsent = line
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

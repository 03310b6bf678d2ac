"""One Hipbreak for each profile: the lock that only one process holds, and the server that answers the others."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from hipbreak.desktop.ipc.protocol import LONGEST_REQUEST, BadRequest, Reply, read_request, write_reply
from hipbreak.desktop.ipc.single_instance import SingleInstanceLock

Handler = Callable[[str, dict[str, Any]], Reply]

_TIMEOUT_MS = 2000
_MOST_CLIENTS = 64


class CommandServer(QObject):
    """Answers one command on each connection; nothing that a client sends or leaves out does harm.

    On Python's sockets: QtNetwork would bring Kerberos and a resolver along, 2.7 MB for one local socket.
    """

    def __init__(self, handler: Handler, report: Callable[[Exception], None]) -> None:
        """`handler` is called on the GUI thread and must not block; `report` is told of exceptions that leave it."""
        super().__init__()
        self._handler = handler
        self._report = report
        self._path = ""
        self._server: socket.socket | None = None
        self._calls: QSocketNotifier | None = None
        self._clients: set[_Client] = set()

    def listen(self, socket_path: str, _holding: SingleInstanceLock) -> None:
        """Answer at this socket from now on; OSError when it cannot be had.

        A socket that lies there is removed: whoever holds the lock knows that its process is gone.
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
        server.listen(_MOST_CLIENTS)
        self._path, self._server = socket_path, server
        self._calls = QSocketNotifier(server.fileno(), QSocketNotifier.Type.Read, self)
        self._calls.activated.connect(self._welcome)

    def close(self) -> None:
        """Hang up on everybody and remove the socket; may be called twice."""
        for client in list(self._clients):
            client.hang_up()
        if self._server is None or self._calls is None:
            return
        self._calls.setEnabled(False)
        self._server.close()
        self._server = self._calls = None
        Path(self._path).unlink(missing_ok=True)

    def _welcome(self) -> None:
        while self._server is not None:
            try:
                connection, _ = self._server.accept()
            except OSError:  # nobody is left, or a client went before it was let in
                return
            if len(self._clients) >= _MOST_CLIENTS:
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
        except Exception as error:  # noqa: BLE001 - whatever it is: it is told, and the other clients are served
            self._report(error)
            return write_reply(Reply(1, error="Hipbreak could not do this because of an error of its own."))


class _Client:
    """One connection: a line comes in, a line goes out, and then or after two seconds it is over."""

    def __init__(
        self, connection: socket.socket, answer: Callable[[bytes], bytes], gone: Callable[["_Client"], None]
    ) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._answer = answer
        self._gone = gone
        self._heard = bytearray()
        self._unsent = b""
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hang_up)
        self._timer.start(_TIMEOUT_MS)
        self._reading = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read)
        self._reading.activated.connect(self.read)
        self._writing = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Write)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._write)

    def read(self) -> None:
        try:
            part = self._connection.recv(LONGEST_REQUEST)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self._heard += part
        line, newline, _ = self._heard.partition(b"\n")
        if newline and len(line) < LONGEST_REQUEST:
            self._send(self._answer(bytes(line)))
        elif len(self._heard) >= LONGEST_REQUEST:
            self._send(write_reply(Reply(2, error="This is too long for a command.")))
        elif not part:
            self.hang_up()

    def hang_up(self) -> None:
        self._timer.stop()
        self._reading.setEnabled(False)
        self._writing.setEnabled(False)
        self._connection.close()
        self._gone(self)

    def _send(self, line: bytes) -> None:
        self._reading.setEnabled(False)
        self._heard.clear()
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
        self.hang_up()

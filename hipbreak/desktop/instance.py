"""One Hipbreak for each profile: the lock that only one process holds, and the server that answers the others."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from PySide6.QtCore import QLockFile, QObject, QTimer

from hipbreak.desktop.wire import LONGEST_REQUEST, BadRequest, Reply, read_request, write_reply

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

Handler = Callable[[str, dict[str, Any]], Reply]

_PATIENCE_MS = 2000
_MOST_CLIENTS = 64


class InstanceLock:
    """Held by one process; whoever has it is the running app. A killed process holds nothing."""

    def __init__(self, file: QLockFile) -> None:
        """Use `claim`."""
        self._file = file

    @classmethod
    def claim(cls, path: Path) -> Self | None:
        """The lock, or None while another process holds it; never waits. OSError when the file cannot be made."""
        file = QLockFile(str(path))
        file.setStaleLockTime(0)  # an app may run for months: only that its process is gone makes a lock stale
        if file.tryLock(0):
            return cls(file)
        if file.error() == QLockFile.LockError.LockFailedError:
            return None
        raise OSError(f"The lock {path} cannot be made.")

    def release(self) -> None:
        """The next start may have it; may be called twice."""
        self._file.unlock()


class CommandServer(QObject):
    """Answers one command on each connection; nothing that a client sends or leaves out does harm."""

    def __init__(self, handler: Handler, report: Callable[[Exception], None]) -> None:
        """`handler` is called on the GUI thread and must not block; `report` is told of exceptions that leave it."""
        super().__init__()
        self._handler = handler
        self._report = report
        self._server: QLocalServer | None = None
        self._clients: set[_Client] = set()

    def listen(self, socket_path: str, _holding: InstanceLock) -> None:
        """Answer at this socket (a pipe's name on Windows) from now on; OSError when it cannot be had.

        A socket that lies there is removed: whoever holds the lock knows that its process is gone.
        """
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - 14 ms and 3 MB, after the icon is there

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._welcome)
        if sys.platform != "win32":
            Path(socket_path).unlink(missing_ok=True)
        if not server.listen(socket_path):
            raise OSError(f"The socket {socket_path} cannot be made: {server.errorString()}.")
        if sys.platform != "win32":
            Path(socket_path).chmod(0o600)  # Qt makes it 0700
        self._server = server

    def close(self) -> None:
        """Hang up on everybody and remove the socket; may be called twice."""
        for client in list(self._clients):
            client.hang_up()
        if self._server is not None:
            self._server.close()
            self._server = None

    def _welcome(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            if len(self._clients) >= _MOST_CLIENTS:
                connection.abort()
                connection.deleteLater()
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
        self, connection: "QLocalSocket", answer: Callable[[bytes], bytes], gone: Callable[["_Client"], None]
    ) -> None:
        self._connection = connection
        self._answer = answer
        self._gone = gone
        self._heard = bytearray()
        self._answered = False
        connection.setReadBufferSize(LONGEST_REQUEST)
        self._timer = QTimer(connection)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hang_up)
        self._timer.start(_PATIENCE_MS)
        connection.readyRead.connect(self.read)
        connection.disconnected.connect(self._end)

    def read(self) -> None:
        while not self._answered and self._connection.bytesAvailable():
            self._heard += self._connection.read(LONGEST_REQUEST).data()
            line, newline, _ = self._heard.partition(b"\n")
            if newline and len(line) < LONGEST_REQUEST:
                self._send(self._answer(bytes(line)))
            elif len(self._heard) >= LONGEST_REQUEST:
                self._send(write_reply(Reply(2, error="This is too long for a command.")))

    def hang_up(self) -> None:
        self._connection.abort()
        self._end()

    def _send(self, line: bytes) -> None:
        self._answered = True
        self._heard.clear()
        self._connection.write(line)
        self._connection.flush()
        self._connection.disconnectFromServer()  # once all is sent

    def _end(self) -> None:
        self._timer.stop()
        self._gone(self)
        self._connection.deleteLater()

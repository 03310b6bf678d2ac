"""The protocol for commands to the running app: one line of JSON each way over a socket of the same user.

A command that takes long is answered by two lines: at once that it has begun, and later its result.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from hipbreak.core.i18n import gettext as _

if TYPE_CHECKING:
    from socket import socket as Socket

VERSION = 1
MAX_REQUEST_BYTES = 64 * 1024  # bytes, with the newline
_MAX_REPLY_BYTES = 16 * 1024 * 1024
_RETRY_S = 0.02
OTHER_PROFILE = 3
"""The code of the answer to a command for another log."""


class NoRunningApp(Exception):
    """No app is running; the message is one sentence."""


class NoAnswer(Exception):
    """The app gave no valid reply; the message is one sentence."""


class BadRequest(ValueError):
    """An invalid command; the message is one sentence."""


class Request(Struct, frozen=True):
    """A command by name, with arguments as JSON gave them."""

    command: str
    args: dict[str, Any] = field(default_factory=dict)
    log: str = ""
    """The log of the profile that is meant; empty for whichever answers."""


class Reply(Struct, frozen=True):
    """The answer: an exit code (0 done, 1 failed, 2 not understood), a JSON value, and on failure one sentence."""

    code: int = 0
    out: Any = None
    error: str = ""
    pending: bool = False
    """Whether another reply follows, with the result."""


def write_request(request: Request) -> bytes:
    """Encode a request; BadRequest if it is too long."""
    line = _encode({"command": request.command, "args": request.args, **({"log": request.log} if request.log else {})})
    if len(line) > MAX_REQUEST_BYTES:
        raise BadRequest(_("This is more than one command can carry."))
    return line


def read_request(line: bytes) -> Request:
    """Decode a request from any bytes; BadRequest if it is invalid."""
    message = _decode(line)
    if message is None or "hipbreak" not in message:
        raise BadRequest(_("This is not a command."))
    if not _same_version(message):
        raise BadRequest(
            _("Another version of Hipbreak is running: it uses version {version} of the protocol.").format(
                version=VERSION
            )
        )
    command, args, log = message.get("command"), message.get("args", {}), message.get("log", "")
    if not isinstance(command, str) or not isinstance(args, dict) or not isinstance(log, str):
        raise BadRequest(_("A command needs a name, and its arguments must be an object."))
    return Request(command, args, log)


def write_reply(reply: Reply) -> bytes:
    """Encode a reply; TypeError or ValueError if `out` is not JSON."""
    pending = {"pending": True} if reply.pending else {}
    return _encode({"code": reply.code, "out": reply.out, "error": reply.error, **pending})


def read_reply(line: bytes) -> Reply:
    """Decode a reply; NoAnswer if it is invalid."""
    message = _decode(line)
    if message is None or not _same_version(message):
        raise NoAnswer(_("The running Hipbreak is of another version; quit it and start it again."))
    code, error = message.get("code"), message.get("error", "")
    if not isinstance(code, int) or isinstance(code, bool) or not isinstance(error, str):
        raise NoAnswer(_("The running Hipbreak gave an answer that makes no sense."))
    return Reply(code, message.get("out"), error, message.get("pending") is True)


def ask(socket_path: str, command: str, args: dict[str, Any], timeout: float = 2.0, log: str = "") -> Reply:
    """Send a command to the running app, and wait `timeout` seconds for its answer.

    A result that follows later is waited for until it comes or the app ends. NoRunningApp if no app listens there, or
    one of another profile than that of `log`; NoAnswer; BadRequest if the command is too long.
    """
    with _connected(socket_path, Request(command, args, log), timeout) as (connection, first, rest):
        if not first.pending:
            return first
        try:
            return _read_line(connection, rest, None)[0]
        except OSError:
            raise NoAnswer(_("The running Hipbreak hung up without an answer.")) from None


def follow(socket_path: str, command: str, timeout: float = 2.0, log: str = "") -> Iterator[Reply]:
    """The replies to a command that go on until the app ends or standard output is closed; as `ask` for the first.

    It waits for the next one without a timeout.
    """
    with _connected(socket_path, Request(command, {}, log), timeout) as (connection, first, begun):
        from select import POLLERR, POLLHUP, POLLIN, poll  # noqa: PLC0415 - not on Windows

        reply, rest = first, begun
        yield reply
        waiting = poll()
        waiting.register(connection, POLLIN)
        waiting.register(sys.stdout.fileno(), POLLERR)
        while reply.pending:
            if b"\n" not in rest and any(event & (POLLERR | POLLHUP) for _fd, event in waiting.poll()):
                return
            try:
                reply, rest = _read_line(connection, rest, None)
            except (NoAnswer, OSError):  # the app has ended
                return
            yield reply


@contextmanager
def _connected(path: str, request: Request, timeout: float) -> Iterator[tuple["Socket", Reply, bytes]]:
    """A connection on which a request was sent, its first reply, and what came after it; the errors of `ask`."""
    import socket  # noqa: PLC0415 - 5 ms that the app itself never needs

    line = write_request(request)
    if sys.platform == "win32":  # its Python has no local sockets
        raise NoRunningApp(_("On Windows the running Hipbreak cannot be reached from the command line."))
    deadline = time.monotonic() + timeout
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout)
        try:
            _connect(connection, path, deadline)
            connection.sendall(line)
            reply, rest = _read_line(connection, b"", deadline)
        except TimeoutError:
            raise NoAnswer(
                _("The running Hipbreak did not answer within {timeout} seconds.").format(timeout=f"{timeout:g}")
            ) from None
        except (OSError, ValueError):  # ValueError: a path that no socket can have
            raise NoAnswer(_("The running Hipbreak hung up without an answer.")) from None
        if reply.code == OTHER_PROFILE:
            raise NoRunningApp(_("Hipbreak is not running."))
        yield connection, reply, rest


def _encode(message: dict[str, Any]) -> bytes:
    import json  # noqa: PLC0415 - as below

    return json.dumps({"hipbreak": VERSION, **message}, separators=(",", ":")).encode() + b"\n"


def _decode(line: bytes) -> dict[str, Any] | None:
    import json  # noqa: PLC0415 - 1 ms and 0.1 MB, which the app needs for commands only

    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _same_version(message: dict[str, Any]) -> bool:
    return type(message.get("hipbreak")) is int and message["hipbreak"] == VERSION


def _connect(connection: "Socket", path: str, deadline: float) -> None:
    """Connect Python's socket, since importing Qt would take longer than the command. NoRunningApp; NoAnswer."""
    while True:
        try:
            if os.lstat(path).st_uid != os.getuid():
                raise NoRunningApp(_("Hipbreak is not running: the socket at its place belongs to another user."))
            connection.connect(path)
            return
        except BlockingIOError:  # its queue is full
            if time.monotonic() >= deadline:
                raise NoAnswer(_("The running Hipbreak is too busy to answer.")) from None
            time.sleep(_RETRY_S)
        except TimeoutError:
            raise
        except (OSError, ValueError):
            raise NoRunningApp(_("Hipbreak is not running.")) from None


def _read_line(connection: "Socket", received: bytes, deadline: float | None) -> tuple[Reply, bytes]:
    """The next reply, and what follows it; `received` is what has come so far. NoAnswer, TimeoutError."""
    answer = bytearray(received)
    while b"\n" not in answer:
        connection.settimeout(None if deadline is None else max(0.001, deadline - time.monotonic()))
        part = connection.recv(65_536)
        if not part or len(answer) > _MAX_REPLY_BYTES:
            raise NoAnswer(_("The running Hipbreak hung up without an answer."))
        answer += part
    line, _newline, rest = bytes(answer).partition(b"\n")
    return read_reply(line), rest

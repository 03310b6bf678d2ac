"""The protocol for commands to the running app: one line of JSON each way over a socket of the same user."""

import json
import os
import sys
import time
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
MAX_REQUEST_BYTES = 64 * 1024  # bytes, with the newline
_MAX_REPLY_BYTES = 16 * 1024 * 1024
_RETRY_S = 0.02


class NoRunningApp(Exception):
    """No app is running; the message is one sentence."""


class NoAnswer(Exception):
    """The app gave no valid reply; the message is one sentence."""


class BadRequest(ValueError):
    """An invalid command; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command by name, with arguments as JSON gave them."""

    command: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: an exit code (0 done, 1 failed, 2 not understood), a JSON value, and on failure one sentence."""

    code: int = 0
    out: Any = None
    error: str = ""


def write_request(request: Request) -> bytes:
    """Encode a request; BadRequest if it is too long."""
    line = _encode({"command": request.command, "args": request.args})
    if len(line) > MAX_REQUEST_BYTES:
        raise BadRequest("This is more than one command can carry.")
    return line


def read_request(line: bytes) -> Request:
    """Decode a request from any bytes; BadRequest if it is invalid."""
    message = _decode(line)
    if message is None or "hipbreak" not in message:
        raise BadRequest("This is not a command.")
    if not _same_version(message):
        raise BadRequest(f"Another version is running, which speaks version {VERSION} of the protocol.")
    command, args = message.get("command"), message.get("args", {})
    if not isinstance(command, str) or not isinstance(args, dict):
        raise BadRequest("A command needs a name, and its arguments must be an object.")
    return Request(command, args)


def write_reply(reply: Reply) -> bytes:
    """Encode a reply; TypeError or ValueError if `out` is not JSON."""
    return _encode({"code": reply.code, "out": reply.out, "error": reply.error})


def read_reply(line: bytes) -> Reply:
    """Decode a reply; NoAnswer if it is invalid."""
    message = _decode(line)
    if message is None or not _same_version(message):
        raise NoAnswer("The running Hipbreak is of another version; quit it and start it again.")
    code, error = message.get("code"), message.get("error", "")
    if not isinstance(code, int) or isinstance(code, bool) or not isinstance(error, str):
        raise NoAnswer("The running Hipbreak gave an answer that makes no sense.")
    return Reply(code, message.get("out"), error)


def ask(socket_path: str, command: str, args: dict[str, Any], timeout: float = 2.0, patience: float = 0.0) -> Reply:
    """Send a command to the running app and wait for its answer, `timeout` seconds at most.

    Raises NoRunningApp if no app listens after retries for `patience` seconds (a second start may be earlier than
    the first one's socket); NoAnswer; BadRequest if it is too long.
    """
    line = write_request(Request(command, args))
    until = time.monotonic() + patience
    while True:
        try:
            return read_reply(_exchange(socket_path, line, timeout))
        except NoRunningApp:
            if time.monotonic() >= until:
                raise
            time.sleep(_RETRY_S)


def _encode(message: dict[str, Any]) -> bytes:
    return json.dumps({"hipbreak": VERSION, **message}, separators=(",", ":")).encode() + b"\n"


def _decode(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _same_version(message: dict[str, Any]) -> bool:
    return type(message.get("hipbreak")) is int and message["hipbreak"] == VERSION


def _exchange(path: str, line: bytes, timeout: float) -> bytes:
    """Exchange one line each way with Python's socket, since importing Qt would take longer than the command."""
    import socket  # noqa: PLC0415 - 5 ms that the app itself never needs

    if sys.platform == "win32":  # its Python has no local sockets
        raise NoRunningApp("On Windows the running Hipbreak cannot be reached from the command line.")
    deadline = time.monotonic() + timeout
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(timeout)
        try:
            if os.lstat(path).st_uid != os.getuid():
                raise NoRunningApp("Hipbreak is not running: the socket at its place belongs to another user.")
            connection.connect(path)
        except BlockingIOError:
            raise NoAnswer("The running Hipbreak is too busy to answer.") from None
        except TimeoutError:
            raise NoAnswer(f"The running Hipbreak did not answer within {timeout:g} seconds.") from None
        except OSError:
            raise NoRunningApp("Hipbreak is not running.") from None
        answer = bytearray()
        try:
            connection.sendall(line)
            while not answer.endswith(b"\n"):
                connection.settimeout(max(0.001, deadline - time.monotonic()))
                part = connection.recv(65_536)
                if not part or len(answer) > _MAX_REPLY_BYTES:
                    raise NoAnswer("The running Hipbreak hung up without an answer.")
                answer += part
        except TimeoutError:
            raise NoAnswer(f"The running Hipbreak did not answer within {timeout:g} seconds.") from None
        except OSError:
            raise NoAnswer("The running Hipbreak hung up without an answer.") from None
        return bytes(answer)

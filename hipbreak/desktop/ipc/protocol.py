"""How a command reaches the running app: one line of JSON each way over a socket that only its user can open."""

import json
import os
import sys
import time
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
LONGEST_REQUEST = 64 * 1024  # bytes, with the newline
_LONGEST_REPLY = 16 * 1024 * 1024
_RETRY_S = 0.02


class NoRunningApp(Exception):
    """Nobody listens; the text says so in one sentence."""


class NoAnswer(Exception):
    """Somebody listens but gave no answer that can be used; the text says so in one sentence."""


class BadRequest(ValueError):
    """A line that is no command; the text says why in one sentence."""


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
    """The line to send; BadRequest when it would be too long."""
    line = _line({"command": request.command, "args": request.args})
    if len(line) > LONGEST_REQUEST:
        raise BadRequest("This is more than one command can carry.")
    return line


def read_request(line: bytes) -> Request:
    """The command in a line, whatever its bytes; BadRequest when there is none."""
    message = _object(line)
    if message is None or "hipbreak" not in message:
        raise BadRequest("This is not a command.")
    if not _same_version(message):
        raise BadRequest(f"Another version is running, which speaks version {VERSION} of the protocol.")
    command, args = message.get("command"), message.get("args", {})
    if not isinstance(command, str) or not isinstance(args, dict):
        raise BadRequest("A command needs a name, and its arguments must be an object.")
    return Request(command, args)


def write_reply(reply: Reply) -> bytes:
    """The line to send; TypeError or ValueError when `out` is not JSON."""
    return _line({"code": reply.code, "out": reply.out, "error": reply.error})


def read_reply(line: bytes) -> Reply:
    """The answer in a line; NoAnswer when there is none."""
    message = _object(line)
    if message is None or not _same_version(message):
        raise NoAnswer("The running Hipbreak is of another version; quit it and start it again.")
    code, error = message.get("code"), message.get("error", "")
    if not isinstance(code, int) or isinstance(code, bool) or not isinstance(error, str):
        raise NoAnswer("The running Hipbreak gave an answer that makes no sense.")
    return Reply(code, message.get("out"), error)


def ask(socket_path: str, command: str, args: dict[str, Any], timeout: float = 2.0, patience: float = 0.0) -> Reply:
    """Send a command to the running app and wait for its answer, `timeout` seconds at most.

    Raises NoRunningApp when nobody listens, after having tried again for `patience` seconds (a start that
    found the lock taken may be earlier than the other's socket); NoAnswer; BadRequest when it is too long.
    """
    line = write_request(Request(command, args))
    until = time.monotonic() + patience
    while True:
        try:
            return read_reply(_talk(socket_path, line, timeout))
        except NoRunningApp:
            if time.monotonic() >= until:
                raise
            time.sleep(_RETRY_S)


def _line(message: dict[str, Any]) -> bytes:
    return json.dumps({"hipbreak": VERSION, **message}, separators=(",", ":")).encode() + b"\n"


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _same_version(message: dict[str, Any]) -> bool:
    return type(message.get("hipbreak")) is int and message["hipbreak"] == VERSION


def _talk(path: str, line: bytes, timeout: float) -> bytes:
    """By Python's own socket: loading Qt would take longer than the whole command."""
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
                if not part or len(answer) > _LONGEST_REPLY:
                    raise NoAnswer("The running Hipbreak hung up without an answer.")
                answer += part
        except TimeoutError:
            raise NoAnswer(f"The running Hipbreak did not answer within {timeout:g} seconds.") from None
        except OSError:
            raise NoAnswer("The running Hipbreak hung up without an answer.") from None
        return bytes(answer)

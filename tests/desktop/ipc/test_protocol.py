"""The protocol between a command and the app: each line is read or refused."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.ipc.protocol import (
    MAX_REQUEST_BYTES,
    BadRequest,
    NoAnswer,
    NoRunningApp,
    Reply,
    Request,
    ask,
    read_reply,
    read_request,
    write_reply,
    write_request,
)

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.text(), st.dictionaries(st.text(), _json, max_size=5), st.text())
def test_a_request_survives_the_round_trip_as_one_line(command: str, args: dict[str, Any], log: str) -> None:
    line = write_request(Request(command, args, log))
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert read_request(line) == Request(command, args, log)


@given(st.integers(0, 3), _json, st.text(), st.booleans())
def test_a_reply_survives_the_round_trip_as_one_line(code: int, out: Any, error: str, pending: bool) -> None:
    line = write_reply(Reply(code, out, error, pending))
    assert line.count(b"\n") == 1
    assert read_reply(line) == Reply(code, out, error, pending)


@given(st.binary() | _json.map(lambda value: json.dumps(value).encode()))
def test_any_other_line_is_refused(line: bytes) -> None:
    with pytest.raises(BadRequest):
        read_request(line)
    with pytest.raises(NoAnswer):
        read_reply(line)


@pytest.mark.parametrize(
    "message",
    [
        {"hipbreak": 2, "command": "status"},
        {"hipbreak": True, "command": "status"},
        {"hipbreak": "1", "command": "status"},
        {"hipbreak": 1},
        {"hipbreak": 1, "command": ["status"]},
        {"hipbreak": 1, "command": "status", "args": []},
    ],
)
def test_another_version_or_shape_is_refused(message: dict[str, Any]) -> None:
    with pytest.raises(BadRequest, match=r"\.$"):
        read_request(json.dumps(message).encode())


def test_a_line_nested_without_end_is_refused() -> None:
    with pytest.raises(BadRequest):
        read_request(b"[" * (MAX_REQUEST_BYTES - 1))


def test_a_command_too_long_to_carry_is_not_sent() -> None:
    with pytest.raises(BadRequest):
        ask("/nowhere", "log", {"text": "x" * MAX_REQUEST_BYTES})


@contextmanager
def listener(path: Path, answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that handles one connection with `answer`."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield str(path)
        finally:
            thread.join()


def test_without_a_running_app_the_error_is_immediate(tmp_path: Path) -> None:
    with pytest.raises(NoRunningApp):
        ask(str(tmp_path / "none.sock"), "status", {})
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "dead.sock"))
    with pytest.raises(NoRunningApp):
        ask(str(tmp_path / "dead.sock"), "status", {})


def test_an_answer_may_come_in_pieces(tmp_path: Path) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(MAX_REQUEST_BYTES)
        for byte in write_reply(Reply(0, {"phase": "sitting"})):
            connection.sendall(bytes([byte]))

    with listener(tmp_path / "s", answer) as path:
        assert ask(path, "status", {}) == Reply(0, {"phase": "sitting"})


@pytest.mark.parametrize("reports", [b"", b'{"hipbreak": 1, "code": 0', b"nonsense\n", b'{"hipbreak": 1}\n'])
def test_an_app_that_disconnects_or_sends_garbage_is_reported(tmp_path: Path, reports: bytes) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(MAX_REQUEST_BYTES)
        connection.sendall(reports)

    with listener(tmp_path / "s", answer) as path, pytest.raises(NoAnswer):
        ask(path, "status", {})


def test_a_silent_app_is_given_up_after_the_timeout(tmp_path: Path) -> None:
    given_up = threading.Event()

    def answer(connection: socket.socket) -> None:
        assert given_up.wait(10)

    with listener(tmp_path / "s", answer) as path:
        with pytest.raises(NoAnswer, match="within"):
            ask(path, "status", {}, timeout=0.05)
        given_up.set()


def test_asking_loads_no_qt() -> None:
    code = (
        "import sys, hipbreak.desktop.ipc.protocol; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

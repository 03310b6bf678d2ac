"""The command server with real sockets, and with clients that hang, flood it or send garbage."""

import select
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from hipbreak.desktop.ipc.command_server import CommandServer, PendingReply, StreamReply
from hipbreak.desktop.ipc.protocol import (
    MAX_REQUEST_BYTES,
    NoAnswer,
    NoRunningApp,
    Reply,
    Request,
    ask,
    read_reply,
    write_request,
)

T = TypeVar("T")


class RunningServer:
    """A command server on its own socket, with its requests and errors."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[Request] = []
        self.errors: list[Exception] = []
        self.pending: list[PendingReply] = []
        self.streams: list[StreamReply] = []
        self.cancelled = 0
        self.path = str(folder / "hipbreak.sock")
        self.server = CommandServer(self.handle, self.errors.append, lambda log: log == "/own/hipbreak.sqlite")
        self.server.listen(self.path)

    def handle(self, command: str, args: dict[str, Any]) -> Reply | PendingReply:
        self.asked.append(Request(command, args))
        if command == "follow":
            stream = StreamReply(lambda: self.streams.remove(stream))
            stream.push(Reply(0, "first"))
            self.streams.append(stream)
            return stream
        if command == "later" and not args.get("minutes"):
            pending = PendingReply(self._cancel)
            self.pending.append(pending)
            if args.get("finished"):
                pending.push(Reply(0, "at once"))
            return pending
        if command == "fail":
            raise RuntimeError("ours")
        if command == "big":
            return Reply(0, "x" * 5_000_000)
        return Reply(0, {"command": command, **args})

    def _cancel(self) -> None:
        self.cancelled += 1

    def close(self) -> None:
        self.server.close()


@pytest.fixture
def running(tmp_path: Path, qtbot: QtBot) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path)
    yield running
    running.close()


def meanwhile(qtbot: QtBot, work: Callable[[], T]) -> T:
    """The result of a client that runs on another thread."""
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(work)
        qtbot.waitUntil(result.done)
        return result.result()


def talk(path: str, *parts: bytes, hang_up: bool = False) -> bytes:
    """Send these parts and return everything that the server sends."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(15)
        client.connect(path)
        heard = b""
        try:
            for part in parts:
                client.sendall(part)
            if hang_up:
                client.shutdown(socket.SHUT_WR)
            while more := client.recv(65_536):
                heard += more
        except (BrokenPipeError, ConnectionResetError):
            pass
        return heard


def test_a_command_is_answered_and_the_socket_is_private(running: RunningServer, qtbot: QtBot) -> None:
    mode = Path(running.path).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert mode & 0o777 == 0o600
    reply = meanwhile(qtbot, lambda: ask(running.path, "later", {"minutes": 5}))
    assert reply == Reply(0, {"command": "later", "minutes": 5})


def test_many_clients_at_once_are_all_answered(running: RunningServer, qtbot: QtBot) -> None:
    def crowd() -> list[Reply]:
        with ThreadPoolExecutor(30) as pool:
            return list(pool.map(lambda n: ask(running.path, "status", {"n": n}, timeout=10), range(120)))

    assert [reply.out["n"] for reply in meanwhile(qtbot, crowd)] == list(range(120))


@pytest.mark.parametrize(
    "garbage",
    [
        b"\n",
        b"\x00\xff\xfe\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"[" * 60_000 + b"\n",
        b'{"hipbreak": 7, "command": "status"}\n',
    ],
)
def test_garbage_is_answered_with_one_sentence(running: RunningServer, qtbot: QtBot, garbage: bytes) -> None:
    reply = read_reply(meanwhile(qtbot, lambda: talk(running.path, garbage)))
    assert reply.code == 2
    assert reply.error.endswith(".")
    assert running.asked == []
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0


def test_a_line_without_end_is_refused(running: RunningServer, qtbot: QtBot) -> None:
    heard = meanwhile(qtbot, lambda: talk(running.path, b"x" * MAX_REQUEST_BYTES * 20))
    assert heard == b"" or read_reply(heard).code == 2
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0


def test_half_a_line_is_dropped_when_the_client_disconnects(running: RunningServer, qtbot: QtBot) -> None:
    assert meanwhile(qtbot, lambda: talk(running.path, b'{"hipbreak": 1, "comm', hang_up=True)) == b""
    assert running.asked == []


def test_a_command_in_pieces_is_read_as_one(running: RunningServer, qtbot: QtBot) -> None:
    line = write_request(Request("status"))
    pieces = [bytes([byte]) for byte in line]
    assert read_reply(meanwhile(qtbot, lambda: talk(running.path, *pieces))).code == 0
    meanwhile(qtbot, lambda: talk(running.path, line + line))
    assert running.asked == [Request("status")] * 2


def test_a_silent_client_is_dropped_while_others_are_served(running: RunningServer, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(1) as pool:
        silent = pool.submit(talk, running.path, b"{")
        assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0
        qtbot.waitUntil(silent.done)
        assert silent.result() == b""


def test_a_client_that_does_not_read_its_answer_is_dropped(running: RunningServer, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(running.path)
        client.sendall(write_request(Request("big")))
        qtbot.waitUntil(lambda: len(running.server.clients) == 1)
        qtbot.waitUntil(lambda: len(running.server.clients) == 0)


def test_a_long_answer_arrives_whole(running: RunningServer, qtbot: QtBot) -> None:
    assert meanwhile(qtbot, lambda: ask(running.path, "big", {}, timeout=10)).out == "x" * 5_000_000


def test_too_many_clients_are_refused(running: RunningServer, qtbot: QtBot) -> None:
    crowd = [socket.socket(socket.AF_UNIX) for _ in range(100)]
    try:
        connected = threading.Event()

        def connect() -> None:
            for client in crowd:
                client.connect(running.path)
            connected.set()

        meanwhile(qtbot, connect)
        assert connected.is_set()
        qtbot.waitUntil(lambda: len(running.server.clients) == 64)
    finally:
        for client in crowd:
            client.close()
    qtbot.waitUntil(lambda: len(running.server.clients) == 0)
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0


def test_an_internal_error_is_reported_and_answered(running: RunningServer, qtbot: QtBot) -> None:
    reply = meanwhile(qtbot, lambda: ask(running.path, "fail", {}))
    assert reply.code == 1
    assert [str(error) for error in running.errors] == ["ours"]


def test_the_socket_of_a_killed_app_is_replaced(tmp_path: Path, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "hipbreak.sock"))
    running = RunningServer(tmp_path)
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0
    running.close()
    running.server.close()
    assert not Path(running.path).exists()


def test_a_socket_that_cannot_be_made_is_an_error(tmp_path: Path, qtbot: QtBot) -> None:
    server = CommandServer(lambda command, args: Reply(), lambda error: None)
    with pytest.raises(OSError, match="cannot be made"):
        server.listen(str(tmp_path / "nowhere" / "hipbreak.sock"))
    server.close()


def test_a_result_that_takes_long_is_waited_for(running: RunningServer, qtbot: QtBot) -> None:
    """Far longer than a silent client may stay, and while others are answered."""
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, running.path, "later", {})
        qtbot.waitUntil(lambda: len(running.pending) == 1)
        qtbot.wait(2500)
        assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0
        assert not waiting.done()
        running.pending[0].push(Reply(1, error="It failed."))
        qtbot.waitUntil(waiting.done, timeout=10_000)
        assert waiting.result() == Reply(1, error="It failed.")
    assert running.cancelled == 0


def test_a_result_that_is_there_at_once_is_delivered(running: RunningServer, qtbot: QtBot) -> None:
    assert meanwhile(qtbot, lambda: ask(running.path, "later", {"finished": True})) == Reply(0, "at once")


def test_a_client_that_disconnects_cancels_its_command(running: RunningServer, qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(running.path)
        client.sendall(write_request(Request("later")))
        qtbot.waitUntil(lambda: len(running.pending) == 1)
    qtbot.waitUntil(lambda: running.cancelled == 1)
    running.pending[0].push(Reply(0))
    assert len(running.server.clients) == 0


def test_an_app_that_ends_hangs_up_on_those_that_wait(running: RunningServer, qtbot: QtBot) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, running.path, "later", {})
        qtbot.waitUntil(lambda: len(running.pending) == 1)
        running.server.close()
        with pytest.raises(NoAnswer):
            waiting.result(10)


@pytest.mark.parametrize("count", [300, 900])
def test_silent_connections_do_not_block_other_clients(running: RunningServer, qtbot: QtBot, count: int) -> None:
    stop = threading.Event()

    def keep_connecting() -> None:
        clients: list[socket.socket] = []
        with suppress(BlockingIOError):
            while len(clients) < count:
                clients.append(connected(running.path))
        all_connected.set()
        while not stop.is_set():
            for closed in select.select(clients, [], [], 0.05)[0]:
                clients.remove(closed)
                closed.close()
                with suppress(BlockingIOError):
                    clients.append(connected(running.path))
        for client in clients:
            client.close()

    all_connected = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        connecting = pool.submit(keep_connecting)
        try:
            qtbot.waitUntil(all_connected.is_set)
            qtbot.waitUntil(lambda: len(running.server.clients) == 64)
            for _ in range(5):
                assert meanwhile(qtbot, lambda: ask(running.path, "status", {}, timeout=20)).code == 0
        finally:
            stop.set()
            qtbot.waitUntil(connecting.done)
    qtbot.waitUntil(lambda: len(running.server.clients) == 0)


def connected(path: str) -> socket.socket:
    """A silent client; BlockingIOError while the queue is full."""
    client = socket.socket(socket.AF_UNIX)
    client.setblocking(False)
    try:
        client.connect(path)
    except BlockingIOError:
        client.close()
        raise
    return client


def test_a_command_for_another_log_is_not_executed(running: RunningServer, qtbot: QtBot) -> None:
    with pytest.raises(NoRunningApp):
        meanwhile(qtbot, lambda: ask(running.path, "quit", {}, log="/other/hipbreak.sqlite"))
    assert running.asked == []
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {}, log="/own/hipbreak.sqlite")).code == 0


def test_a_second_app_at_the_same_place_leaves_the_first_ones_socket(
    running: RunningServer, qtbot: QtBot, tmp_path: Path
) -> None:
    second = CommandServer(lambda command, args: Reply(0, "second"), running.errors.append)
    path = second.listen(running.path)
    assert Path(path).parent == tmp_path and path != running.path
    assert meanwhile(qtbot, lambda: ask(path, "status", {})).out == "second"
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).out == {"command": "status"}
    second.close()
    assert not Path(path).exists() and Path(running.path).exists()


@pytest.mark.parametrize("replaced", ["not", "by a file", "with its folder"])
def test_a_socket_that_is_removed_is_made_again(tmp_path: Path, qtbot: QtBot, replaced: str, stack: ExitStack) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    running = RunningServer(folder)
    stack.callback(running.close)
    assert running.server.renew() is None
    Path(running.path).unlink()
    if replaced == "by a file":
        Path(running.path).touch()
    elif replaced == "with its folder":
        folder.rmdir()
    assert running.server.renew() == running.path
    assert meanwhile(qtbot, lambda: ask(running.path, "status", {})).code == 0


def test_a_foreign_file_at_the_sockets_path_is_kept(tmp_path: Path, qtbot: QtBot) -> None:
    running = RunningServer(tmp_path)
    Path(running.path).unlink()
    Path(running.path).write_text("not ours")
    running.close()
    assert Path(running.path).read_text() == "not ours"


@given(st.binary(max_size=200) | st.text().map(str.encode))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_answered_and_do_no_harm(running: RunningServer, qtbot: QtBot, line: bytes) -> None:
    heard = meanwhile(qtbot, lambda: talk(running.path, line + b"\n", hang_up=True))
    assert read_reply(heard.partition(b"\n")[0]).code in (0, 2)
    assert running.errors == []


def test_a_stream_goes_on_until_the_client_hangs_up(running: RunningServer, qtbot: QtBot) -> None:
    client = connected(running.path)
    client.setblocking(True)
    client.sendall(write_request(Request("follow")))
    qtbot.waitUntil(lambda: len(running.streams) == 1)
    running.streams[0].push(Reply(0, "second"))
    running.streams[0].push(Reply(0, "third"))
    lines = client.makefile("rb")
    replies = [read_reply(lines.readline()) for _ in range(3)]
    assert [(reply.out, reply.pending) for reply in replies] == [("first", True), ("second", True), ("third", True)]
    lines.close()
    client.close()
    qtbot.waitUntil(lambda: running.streams == [] and len(running.server.clients) == 0)


def test_a_client_that_does_not_read_gets_the_latest_reply_and_holds_nothing_up(
    running: RunningServer, qtbot: QtBot
) -> None:
    client = connected(running.path)
    client.setblocking(True)
    client.sendall(write_request(Request("follow")))
    qtbot.waitUntil(lambda: len(running.streams) == 1)
    for number in range(200):
        running.streams[0].push(Reply(0, f"{number} " + "x" * 10_000))
    received = b""

    def is_complete() -> bool:
        nonlocal received
        with suppress(BlockingIOError):
            received += client.recv(1_000_000)
        return b'"199 ' in received and received.endswith(b"\n")

    client.setblocking(False)
    qtbot.waitUntil(is_complete)
    numbers = [int(read_reply(line).out.split()[0]) for line in received.splitlines()[1:]]
    assert numbers == sorted(numbers) and len(numbers) < 199, "those in between are left out"
    client.close()

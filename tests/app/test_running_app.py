"""Commands reach the app that keeps the log, wherever it listens."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from hipbreak.app.running_app import ask_app, why_unreachable
from hipbreak.desktop.ipc.protocol import MAX_REQUEST_BYTES, OTHER_PROFILE, NoRunningApp, Reply, write_reply
from hipbreak.store.paths import AppPaths, create_folders, find_paths
from hipbreak.store.writer_lock import WriterLock


@contextmanager
def listener(path: str, reply: Reply) -> Iterator[None]:
    """An app that gives one answer."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(MAX_REQUEST_BYTES)
                connection.sendall(write_reply(reply))

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            thread.join()


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    paths = find_paths(tmp_path / "h")
    create_folders(paths)
    return paths


def test_a_start_waits_for_the_socket_of_the_one_before_it(paths: AppPaths) -> None:
    replies: list[Reply] = []
    first_try = threading.Event()

    def start() -> None:
        with pytest.raises(NoRunningApp):
            ask_app(paths, "show")
        first_try.set()
        replies.append(ask_app(paths, "show", retry_for=20))

    thread = threading.Thread(target=start)
    thread.start()
    assert first_try.wait(10)
    with listener(paths.socket, Reply(0, "shown")):
        thread.join()
    assert replies == [Reply(0, "shown")]


@pytest.mark.parametrize("other_here", [False, True])
def test_the_socket_of_another_session_is_found_by_the_lock_file(
    paths: AppPaths, tmp_path: Path, other_here: bool
) -> None:
    """An app of another log that listens here is passed by."""
    lock = WriterLock.claim(paths.lock)
    assert lock is not None
    elsewhere = str(tmp_path / "elsewhere.sock")
    lock.name_socket(elsewhere)
    with ExitStack() as stack:
        stack.enter_context(lock)
        stack.enter_context(listener(elsewhere, Reply(0, "ours")))
        if other_here:
            stack.enter_context(listener(paths.socket, Reply(OTHER_PROFILE, error="another log")))
        assert ask_app(paths, "status") == Reply(0, "ours")


@pytest.mark.parametrize("named", ["/nowhere", "", "relative", "/tmp", "\udcff", "x" * 3000])
def test_a_wrong_hint_means_that_no_app_runs(paths: AppPaths, named: str) -> None:
    paths.lock.write_bytes(b"hipbreak, process 1\nsocket: " + named.encode(errors="surrogateescape") + b"\n")
    with pytest.raises(NoRunningApp):
        ask_app(paths, "status")


def test_the_holder_of_the_lock_is_named(paths: AppPaths) -> None:
    assert why_unreachable(paths) == f"Another program holds the lock {paths.lock}."
    with WriterLock.claim(paths.lock, "hipbreak import") or pytest.fail("it is free"):
        said = why_unreachable(paths)
    assert said.startswith("Hipbreak is running (hipbreak import, process ") and said.endswith("answer from here.")

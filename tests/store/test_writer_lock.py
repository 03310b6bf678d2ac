"""One writer for each log: real processes, and lock files in any state."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hipbreak.store import writer_lock
from hipbreak.store.writer_lock import LockHolder, WriterLock, find_holder, read_holder

COUNT = 20
CLAIM = r"""
import os
import sys
from pathlib import Path
from hipbreak.store.writer_lock import WriterLock

path, count = Path(sys.argv[1]), int(sys.argv[2])
start, hold = os.pipe()
for _ in range(count):
    if os.fork() == 0:
        os.close(hold)
        os.read(start, 1)  # returns in all of them when the other end is closed
        lock = WriterLock.claim(path)
        os.write(1, f"{os.getpid()} {'holds' if lock else 'refused'}\n".encode())
        sys.stdin.read()
        os._exit(0)
os.close(hold)
for _ in range(count):
    os.wait()
"""
NOBODY = 65534
needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can run a program as another user")


class Claims:
    """Processes that claim the lock at the same moment, and keep it until the end of the block."""

    def __init__(self, path: Path, count: int = 1) -> None:
        command = [sys.executable, "-c", CLAIM, str(path), str(count)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        lines = [self._process.stdout.readline().split() for _ in range(count)]
        self.answers = {int(pid): answer for pid, answer in lines}

    def __enter__(self) -> "Claims":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def kill(self) -> None:
        """kill -9 for all of them."""
        for pid in self.answers:
            os.kill(pid, signal.SIGKILL)
        self._process.wait(timeout=30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hipbreak.lock"


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A lock file's path in a folder that every user can read."""
    folder = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    folder.chmod(0o755)
    yield folder / "hipbreak.lock"
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


@contextmanager
def locked_by_another_user(path: Path) -> Iterator[None]:
    """A process of another user holds a kernel lock on the file or folder."""
    process = subprocess.Popen(
        ["flock", path, "sh", "-c", "echo held; read -r _"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, user=NOBODY, group=NOBODY, cwd="/",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate()


def claimed(path: Path) -> WriterLock:
    lock = WriterLock.claim(path)
    assert lock is not None
    return lock


@pytest.mark.parametrize("killed_before", [False, True])
def test_of_twenty_simultaneous_claims_exactly_one_succeeds(path: Path, killed_before: bool) -> None:
    if killed_before:
        with Claims(path) as first:
            first.kill()
        assert path.exists()
    with Claims(path, COUNT) as claims:
        assert len(claims.answers) == COUNT
        assert sorted(claims.answers.values()) == ["holds"] + ["refused"] * (COUNT - 1)


def test_after_kill_9_the_lock_is_free_at_once(path: Path) -> None:
    with Claims(path) as first:
        assert list(first.answers.values()) == ["holds"]
        assert WriterLock.claim(path) is None
        first.kill()
    claimed(path).release()


def test_a_released_lock_is_free_and_its_file_is_gone(path: Path) -> None:
    for _ in range(2):
        lock = claimed(path)
        assert path.stat().st_mode & 0o777 == 0o600
        lock.release()
        lock.release()
        assert not path.exists()


def test_a_lock_file_that_cannot_be_created_is_an_error(tmp_path: Path, path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        WriterLock.claim(tmp_path / "nowhere" / "lock")
    path.mkdir()
    with pytest.raises(OSError, match=r"hipbreak\.lock"):
        WriterLock.claim(path)
    path.rmdir()
    claimed(path).release()


LEFT = {
    "0 bytes": b"",
    "another machine": b"4711\nhipbreak\nelsewhere\n86a1c2f2-15ff\n1b2c",
    "this process": f"{os.getpid()}\npython\n{os.uname().nodename}\n".encode(),
    "random bytes": bytes(range(256)) * 40,
    "of today": f"hipbreak, process {os.getppid()}, since 2026-11-01 10:00\nsocket: /tmp/none\n".encode(),
}


@pytest.mark.parametrize("content", LEFT.values(), ids=LEFT)
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o000])
def test_the_content_of_a_lock_file_does_not_matter(path: Path, content: bytes, mode: int) -> None:
    path.write_bytes(content)
    path.chmod(mode)
    os.utime(path, (0, time.time() - 30 * 86_400))
    lock = claimed(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_holder(path).process.startswith(f"hipbreak, process {os.getpid()}")
    assert WriterLock.claim(path) is None
    lock.release()


@pytest.mark.parametrize("kind", ["pipe", "link", "dangling link", "socket"])
def test_anything_but_a_file_is_replaced(tmp_path: Path, path: Path, kind: str) -> None:
    (tmp_path / "precious").write_text("kept")
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to(tmp_path / "precious")
        case "dangling link":
            path.symlink_to(tmp_path / "none")
        case _:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(str(path))
    assert read_holder(path) == LockHolder()
    lock = claimed(path)
    assert path.is_file() and not path.is_symlink()
    lock.release()
    assert (tmp_path / "precious").read_text() == "kept"


@needs_root
@pytest.mark.parametrize("held", ["file", "folder"])
def test_a_lock_of_another_user_is_ignored(open_path: Path, held: str) -> None:
    open_path.write_bytes(b"")
    open_path.chmod(0o644)
    with locked_by_another_user(open_path if held == "file" else open_path.parent):
        with Claims(open_path, COUNT) as claims:
            assert sorted(claims.answers.values()) == ["holds"] + ["refused"] * (COUNT - 1)
        claimed(open_path).release()


def test_a_removed_or_replaced_lock_file_is_recreated(path: Path) -> None:
    lock = claimed(path)
    lock.name_socket("/run/user/1000/hipbreak/hipbreak.sock")
    said = read_holder(path)
    assert said.socket == "/run/user/1000/hipbreak/hipbreak.sock"
    for replaced in (False, True):
        path.unlink()
        if replaced:
            path.write_text("somebody else")
        assert WriterLock.claim(path) is None
        assert lock.renew()
        assert read_holder(path) == said
        assert WriterLock.claim(path) is None
    lock.release()
    assert not path.exists()


def test_the_kernel_names_the_process_that_holds_the_folder(path: Path) -> None:
    lock = claimed(path)
    path.unlink()
    assert find_holder(path) == str(os.getpid())
    lock.release()
    assert find_holder(path) == ""


def test_a_replaced_folder_and_its_writer_are_detected(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    lock = claimed(home / "hipbreak.lock")
    home.rename(tmp_path / "moved")
    assert lock.renew(), "there is no folder for another writer"
    home.mkdir()
    second = claimed(home / "hipbreak.lock")
    assert not lock.renew()
    lock.release()
    assert (home / "hipbreak.lock").exists(), "it is the second one's"
    second.release()


def test_the_holder_of_a_replaced_folder_locks_the_new_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    lock = claimed(home / "hipbreak.lock")
    home.rename(tmp_path / "moved")
    home.mkdir()
    assert lock.renew()
    assert WriterLock.claim(home / "hipbreak.lock") is None
    lock.release()


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_without_locks_the_start_is_reported_once(path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    assert claimed(path).note == ""
    path.unlink(missing_ok=True)
    monkeypatch.setattr(writer_lock, "lock_descriptor", refuse)
    lock = claimed(path)
    assert "without locks" in lock.note and lock.note.endswith(".")
    lock.release()


def test_release_keeps_the_file_of_another_writer(path: Path) -> None:
    lock = claimed(path)
    path.unlink()
    path.write_text("somebody else")
    lock.release()
    assert path.read_text() == "somebody else"


ODD = {"escape codes": b"hipbreak\x1b[2J, process 1\n", "a NUL": b"hipbreak\nsocket: /a\0b\n"}


@pytest.mark.parametrize("content", [*LEFT.values(), *ODD.values()], ids=[*LEFT, *ODD])
def test_only_content_written_by_hipbreak_is_shown(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    said = read_holder(path)
    assert said.process.isprintable()
    assert "\0" not in said.socket


@needs_root
def test_on_a_read_only_disk_only_the_folder_is_locked(path: Path, make_read_only: Callable[[Path], None]) -> None:
    """Until it can be written: then the file is made as well."""
    make_read_only(path.parent)
    lock = claimed(path)
    assert lock.renew()
    assert WriterLock.claim(path) is None
    assert not path.exists()
    subprocess.run(["mount", "-o", "remount,rw,bind", path.parent], check=True)
    assert lock.renew()
    assert read_holder(path).process.startswith(f"hipbreak, process {os.getpid()}")
    assert WriterLock.claim(path) is None
    lock.release()
    assert not path.exists()
    claimed(path).release()

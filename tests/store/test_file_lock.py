"""A file lock: one holder at a time, and released with its process."""

import errno
import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.store.file_lock import locked

HOLDS_IT = """
import sys; from pathlib import Path; from hipbreak.store.file_lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_the_lock_file_exists_while_locked_and_is_private(path: Path) -> None:
    with locked(path):
        assert path.stat().st_mode & 0o777 == 0o600
    assert not path.exists()


@pytest.mark.parametrize("end", ["leaves", "killed"])
def test_a_lock_of_another_process_ends_with_it(path: Path, end: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_IT, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(TimeoutError, match="another program"), locked(path, patience_s=0):
            pass
        if end == "killed":
            holder.kill()
            holder.wait()
            assert path.exists()
        else:
            holder.communicate(b"\n")
        with locked(path, patience_s=0):
            pass
    assert not path.exists()


def test_a_leftover_file_is_no_lock(path: Path) -> None:
    path.write_text("since last year")
    with locked(path, patience_s=0):
        pass


def test_an_error_in_the_block_is_raised(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(path):
        raise ZeroDivisionError
    assert not path.exists()


def test_an_unwritable_folder_is_an_error(path: Path) -> None:
    path.mkdir()
    with pytest.raises(OSError), locked(path):
        pass


def test_a_file_system_without_locks_is_accepted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_descriptor: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(path, patience_s=0):
        pass
    assert not path.exists()


def test_another_error_of_the_lock_is_raised(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_descriptor: int, _how: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OSError, match="Input/output"), locked(path, patience_s=0):
        pass

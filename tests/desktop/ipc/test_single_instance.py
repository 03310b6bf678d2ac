"""One process for each profile, by a lock file: real processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.desktop.ipc.single_instance import SingleInstanceLock

COUNT = 20
CLAIM = r"""
import os
import sys
from pathlib import Path
from hipbreak.desktop.ipc.single_instance import SingleInstanceLock

path, count = Path(sys.argv[1]), int(sys.argv[2])
start, hold = os.pipe()
for _ in range(count):
    if os.fork() == 0:
        os.close(hold)
        os.read(start, 1)  # returns in all of them when the other end is closed
        lock = SingleInstanceLock.claim(path)
        os.write(1, f"{os.getpid()} {'holds' if lock else 'refused'}\n".encode())
        sys.stdin.read()
        os._exit(0)
os.close(hold)
for _ in range(count):
    os.wait()
"""


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


@pytest.mark.parametrize("killed_before", [False, True])
def test_of_twenty_simultaneous_claims_exactly_one_succeeds(tmp_path: Path, killed_before: bool) -> None:
    path = tmp_path / "hipbreak.lock"
    if killed_before:
        with Claims(path) as first:
            first.kill()
        assert path.exists()
    with Claims(path, COUNT) as claims:
        assert len(claims.answers) == COUNT
        assert sorted(claims.answers.values()) == ["holds"] + ["refused"] * (COUNT - 1)


def test_after_kill_9_the_lock_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / "hipbreak.lock"
    with Claims(path) as first:
        assert list(first.answers.values()) == ["holds"]
        assert SingleInstanceLock.claim(path) is None
        first.kill()
    lock = SingleInstanceLock.claim(path)
    assert lock is not None
    lock.release()


def test_a_released_lock_is_free_and_a_lock_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        lock = SingleInstanceLock.claim(tmp_path / "lock")
        assert lock is not None
        lock.release()
        lock.release()
    with pytest.raises(OSError, match="cannot be made"):
        SingleInstanceLock.claim(tmp_path / "nowhere" / "lock")

"""Facts are in the log, or held until they can be written, whatever happens to the file."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.copies import check_and_copy, find_copies
from hipbreak.store.event_log.errors import LogDamaged, LogUnavailable
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.held_facts import held_path
from hipbreak.store.paths import AppPaths, find_paths
from hipbreak.store.work_progress import run_to_end

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(minutes: float) -> datetime:
    return START + MINUTE * minutes


def fact(minutes: float) -> Fact:
    return tracking_facts.Began(at(minutes))


class Retries:
    """The pauses that were asked for, and the call that waits."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._call: Callable[[], None] = lambda: None

    def __call__(self, delay: timedelta, call: Callable[[], None]) -> None:
        self.pauses.append(delay.total_seconds())
        self._call = call

    def fire(self) -> None:
        self._call()


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return find_paths(tmp_path / "home")


@contextmanager
def locked(path: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if how == "EXCLUSIVE":
            other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute(f"BEGIN {how}")
        other.execute("INSERT OR REPLACE INTO heartbeat SELECT * FROM heartbeat")
        yield


def left_by_a_kill(paths: AppPaths) -> AppPaths:
    """A copy of the files as they are now: nothing more is written to them."""
    return find_paths(shutil.copytree(paths.log.parent, paths.log.parent.with_name("killed")))


def facts(paths: AppPaths) -> list[Fact]:
    with EventLog.read(paths.log) as log:
        assert log.notes == []
        return [entry.fact for entry in log.entries()]


def files(paths: AppPaths) -> list[str]:
    return sorted(file.name for file in paths.log.parent.iterdir())


def remove_log(paths: AppPaths) -> None:
    for file in paths.log.parent.glob("hipbreak.sqlite*"):
        file.unlink()


def test_facts_are_held_in_order_while_the_log_is_locked(paths: AppPaths) -> None:
    retries, noted = Retries(), []
    recorder = EventRecorder(paths, retries, lambda: noted.append(recorder.notes[-1]))
    recorder.append([fact(0)])
    assert recorder.not_kept is None
    with locked(paths.log):
        for minute in range(1, 11):
            recorder.append([fact(minute)])
            assert recorder.not_kept is not None
            assert recorder.not_kept.startswith("Not saved yet: the log ") and recorder.not_kept.count(". ") == 0
    assert facts(paths) == [fact(0)]
    assert retries.pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30, 30]
    assert len(noted) == 1, "the message is shown once"
    retries.fire()
    assert (recorder.not_kept, recorder.problem) == (None, None)
    assert facts(paths) == [fact(minute) for minute in range(11)]
    assert not held_path(paths.log).exists()
    recorder.close()


def test_a_lock_shorter_than_a_second_is_not_reported(paths: AppPaths) -> None:
    retries = Retries()
    recorder = EventRecorder(paths, retries)
    with locked(paths.log):
        recorder.append([fact(0)])
    retries.fire()
    assert (recorder.notes, recorder.problem) == ([], None)
    recorder.close()


def test_a_retry_waits_for_its_delay(paths: AppPaths) -> None:
    retries = Retries()
    recorder = EventRecorder(paths, retries)
    with locked(paths.log):
        recorder.append([fact(0)])
    assert not recorder.beat(at(0.005))
    assert recorder.not_kept is not None
    assert recorder.beat(at(0.02))
    assert recorder.not_kept is None
    recorder.close()


def test_held_facts_survive_a_kill_and_are_written_once(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    with locked(paths.log):
        recorder.append([fact(1), fact(2)])
        recorder.append([fact(3)])
        recorder.beat(at(7))
    assert held_path(paths.log).stat().st_mode & 0o777 == 0o600
    left = left_by_a_kill(paths)
    recorder.close()
    kept = held_path(left.log).read_bytes()
    for _ in range(2):  # the second time as if killed between the entry and the removal of the file
        held_path(left.log).write_bytes(kept + b'{"id": "half wr')
        again = EventRecorder(left)
        assert again.past()[1] == at(7)
        assert not held_path(left.log).exists()
        again.close()
    assert facts(left) == [fact(n) for n in range(4)]


def test_quit_waits_for_a_short_lock(paths: AppPaths) -> None:
    program = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
import time
time.sleep(0.5)
"""
    recorder = EventRecorder(paths)
    with subprocess.Popen(
        [sys.executable, "-c", program, paths.log], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None and other.stdout is not None
        other.stdout.readline()
        recorder.append([fact(0)])
        assert recorder.not_kept is not None
        other.stdin.write("\n")
        other.stdin.flush()
        recorder.close()
    assert facts(paths) == [fact(0)]
    assert files(paths) == ["hipbreak.sqlite"]


def test_facts_held_at_quit_are_written_at_the_next_start(paths: AppPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = EventRecorder(paths, quit_wait_s=0.05)
    with locked(paths.log):
        recorder.append([fact(0)])
        recorder.close()
        assert held_path(paths.log).stat().st_mode & 0o777 == 0o600
        assert recorder.notes[-1].endswith("are added to the log at the next start.")
    EventRecorder(paths).close()
    assert facts(paths) == [fact(0)]
    assert files(paths) == ["hipbreak.sqlite"]


def test_a_removed_log_is_created_again_at_the_next_beat(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    recorder.close()
    recorder = EventRecorder(paths)
    recorder.past()
    recorder.append([fact(1)])
    remove_log(paths)
    assert recorder.beat(at(2))
    assert facts(paths) == [fact(0), fact(1)], "what the current state follows from"
    assert recorder.notes == [
        f"The log {paths.log} was removed or replaced while Hipbreak runs: "
        "a new one was created with the recent entries."
    ]
    recorder.append([fact(3)])
    assert (recorder.problem, len(recorder.notes)) == (None, 1)
    recorder.close()
    assert facts(paths) == [fact(0), fact(1), fact(3)]
    assert files(paths) == ["hipbreak.sqlite"]


def test_a_removed_home_is_created_again(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    shutil.rmtree(paths.log.parent)
    recorder.append([fact(1)])
    assert recorder.problem is None
    assert paths.log.parent.stat().st_mode & 0o777 == 0o700
    assert facts(paths) == [fact(0), fact(1)]
    recorder.close()


def test_a_log_without_its_wal_keeps_everything(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    paths.log.with_name(paths.log.name + "-wal").unlink()
    recorder.append([fact(1)])
    assert recorder.notes == []
    recorder.close()
    assert facts(paths) == [fact(0), fact(1)]


def test_another_log_at_the_path_is_used_and_gets_the_missing_facts(paths: AppPaths, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with EventLog.open(other) as log:
        log.append([fact(-60)])
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    other.rename(paths.log)
    recorder.append([fact(1)])
    assert len(recorder.notes) == 1
    recorder.close()
    between = tracking_facts.Unobserved(at(0), at(-60), at(0))
    assert facts(paths) == [fact(-60), between, fact(0), fact(1)], "and nothing of the -wal file of the log before"


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_another_file_at_the_path_is_renamed(paths: AppPaths, content: bytes) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    other = paths.log.with_name("other")
    other.write_bytes(content)
    other.rename(paths.log)
    assert recorder.beat(at(1))
    assert facts(paths) == [fact(0)]
    recorder.close()


def test_a_folder_at_the_path_delays_the_facts(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    remove_log(paths)
    paths.log.mkdir()
    for minute in (1, 2):
        recorder.append([fact(minute)])
        assert recorder.problem is not None
    paths.log.rmdir()
    recorder.append([fact(3)])
    assert recorder.problem is None
    recorder.close()
    assert facts(paths) == [fact(n) for n in range(4)]


def test_facts_are_complete_after_a_lost_disk_is_back(paths: AppPaths) -> None:
    away = paths.log.parent.with_name("away")
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    paths.log.parent.rename(away)
    paths.log.parent.write_text("in the way")
    recorder.append([fact(1)])
    assert recorder.problem is not None
    paths.log.parent.unlink()
    away.rename(paths.log.parent)
    recorder.append([fact(2)])
    recorder.close()
    assert facts(paths) == [fact(0), fact(1), fact(2)]
    assert recorder.notes == []


@contextmanager
def unreachable(path: Path) -> Iterator[None]:
    """The disk of the log is not there yet."""
    away = path.with_name("away")
    path.rename(away)
    path.mkdir()
    yield
    path.rmdir()
    away.rename(path)


EARLIER = [tracking_facts.Began(at(0)), tracking_facts.Sat(at(0), at(0)), tracking_facts.Paused(at(1), None)]
LATER = [tracking_facts.Began(at(60)), tracking_facts.Sat(at(60), at(60))]
END_OF_EARLIER = [tracking_facts.Bout(at(60), at(0), at(10)), tracking_facts.Unobserved(at(60), at(10), at(60))]


@pytest.fixture
def earlier(paths: AppPaths) -> AppPaths:
    """With the log of an earlier run."""
    with EventLog.open(paths.log) as log:
        log.append(EARLIER)
        log.beat(at(10))
    return paths


def test_a_log_unreadable_at_the_start_is_opened_later_with_its_past(earlier: AppPaths) -> None:
    """The run before is ended as it would have been at the start, and the state of the log is adopted."""
    retries, adopted = Retries(), []
    with unreachable(earlier.log):
        recorder = EventRecorder(earlier, retries, on_past=lambda: adopted.append(True))
        assert recorder.past() == (LoggedState(), None)
        recorder.append(LATER)
        assert recorder.not_kept is not None
    retries.fire()
    assert (recorder.problem, adopted) == (None, [True])
    assert facts(earlier) == [*EARLIER, *END_OF_EARLIER, *LATER]
    assert recorder.past()[0].paused
    recorder.close()


def test_facts_held_without_their_past_are_written_after_a_kill(earlier: AppPaths) -> None:
    with unreachable(earlier.log):
        recorder = EventRecorder(earlier)
        recorder.past()
        recorder.append(LATER)
    left = left_by_a_kill(earlier)
    recorder.close()
    EventRecorder(left).close()
    assert facts(left) == [*EARLIER, *END_OF_EARLIER, *LATER]


def test_a_disk_mounted_over_a_new_log_gets_its_facts(earlier: AppPaths) -> None:
    away = earlier.log.parent.with_name("away")
    earlier.log.parent.rename(away)
    recorder = EventRecorder(earlier)
    recorder.append(LATER)
    shutil.rmtree(earlier.log.parent)
    away.rename(earlier.log.parent)
    recorder.beat(at(61))
    assert facts(earlier) == [*EARLIER, *END_OF_EARLIER, *LATER]
    recorder.close()


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_log_that_is_locked_at_the_start_is_read_and_written_later(earlier: AppPaths, how: str) -> None:
    retries = Retries()
    with locked(earlier.log, how):
        recorder = EventRecorder(earlier, retries)
        assert recorder.past()[1] == at(10)
        recorder.append([*END_OF_EARLIER, *LATER])
        assert recorder.not_kept is not None
        retries.fire()
        assert recorder.not_kept is not None
    retries.fire()
    assert recorder.problem is None
    assert facts(earlier) == [*EARLIER, *END_OF_EARLIER, *LATER]
    recorder.close()


@pytest.fixture
def read_only(paths: AppPaths) -> Iterator[Callable[[], None]]:
    """Makes the disk of the home read-only when called."""
    home = paths.log.parent
    home.mkdir(parents=True)
    mounted: list[Path] = []
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a disk")

    def remount() -> None:
        for words in (["mount", "--bind", home, home], ["mount", "-o", "remount,ro,bind", home]):
            if subprocess.run(words, check=False, capture_output=True).returncode:
                pytest.skip("no disk can be mounted here")
            mounted.append(home)

    yield remount
    if mounted:
        subprocess.run(["umount", "--lazy", home], check=True)


@pytest.mark.parametrize("closed", [True, False])
def test_a_log_on_a_read_only_disk_is_read_and_facts_are_held(
    paths: AppPaths, read_only: Callable[[], None], closed: bool
) -> None:
    log = EventLog.open(paths.log)
    log.append([tracking_facts.Bout(at(0), at(-60), at(0))])
    if closed:
        log.close()
    before = files(paths)
    read_only()
    recorder = EventRecorder(paths)
    logged, last_alive = recorder.past()
    assert last_alive == at(0)
    recorder.append([tracking_facts.Bout(at(60), at(30), at(60))])
    assert recorder.not_kept is not None and "read-only" in recorder.not_kept.lower()
    (day,) = recorder.range(logged, at(60), at(60).date(), at(60).date())
    assert day.sum.sitting == timedelta(minutes=90)
    with EventLog.read(paths.log) as reader:
        assert reader.count() == 1
    recorder.close()
    assert files(paths) == before
    log.close()


def test_reading_creates_no_file(paths: AppPaths) -> None:
    with EventLog.open(paths.log) as log:
        log.append([fact(0)])
    assert facts(paths) == [fact(0)]
    assert files(paths) == ["hipbreak.sqlite"]


def test_a_log_with_its_wal_but_without_its_shm_is_read(paths: AppPaths, tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    copied.mkdir()
    with EventLog.open(paths.log) as log:
        log.append([fact(0)])
        log.checkpoint()
        log.append([fact(1)])
        for name in ("hipbreak.sqlite", "hipbreak.sqlite-wal"):
            shutil.copy(paths.log.with_name(name), copied / name)
    with EventLog.read(copied / "hipbreak.sqlite") as log:
        assert [entry.fact for entry in log.entries()] == [fact(0), fact(1)]
    assert sorted(file.name for file in copied.iterdir()) == ["hipbreak.sqlite", "hipbreak.sqlite-wal"]


def test_a_copy_is_restored_only_while_this_process_may_write(paths: AppPaths) -> None:
    may_write = [True]
    recorder = EventRecorder(paths, may_write=lambda: may_write[0])
    recorder.append([fact(0)])
    with EventLog.read(paths.log) as log:
        run_to_end(check_and_copy(log, START.date(), copying=True))
    copy = find_copies(paths.log)[START.date()]
    recorder.append([fact(1)])
    may_write[0] = False
    with pytest.raises(LogUnavailable):
        recorder.restore(copy)
    may_write[0] = True
    with locked(paths.log), pytest.raises(LogUnavailable, match="another program holds it"):
        recorder.restore(copy)
    assert facts(paths) == [fact(0), fact(1)]
    aside = recorder.restore(copy)
    recorder.append([fact(2)])
    recorder.close()
    assert facts(paths) == [fact(0), fact(2)]
    with EventLog.read(aside) as log:
        assert [entry.fact for entry in log.entries()] == [fact(0), fact(1)]


def test_a_copy_is_restored_after_the_log_was_removed(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    with EventLog.read(paths.log) as log:
        run_to_end(check_and_copy(log, START.date(), copying=True))
    recorder.append([fact(1)])
    remove_log(paths)
    recorder.restore(find_copies(paths.log)[START.date()])
    assert (recorder.problem, recorder.past()[0]) == (None, fold([fact(0)]))
    recorder.close()
    assert facts(paths) == [fact(0)]


def test_a_copy_that_cannot_be_read_leaves_everything_as_it_was(paths: AppPaths) -> None:
    recorder = EventRecorder(paths)
    recorder.append([fact(0)])
    bad = paths.log.with_name("bad")
    bad.write_bytes(b"no log" * 1000)
    with pytest.raises(LogDamaged):
        recorder.restore(bad)
    remove_log(paths)
    recorder.append([fact(1)])
    recorder.close()
    assert facts(paths) == [fact(0), fact(1)], "it still knows what was recorded before"

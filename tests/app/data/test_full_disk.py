"""A disk that fills up during an export, an import or a deletion: one sentence, nothing lost, prompts continue."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.cli.main import main
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogUnavailable
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_file import import_activitywatch
from hipbreak.store.transfer.import_jsonl import import_log
from hipbreak.store.work_progress import ProgressGenerator, run_to_end
from tests.app.data.test_data_operations import TWENTY, AppWithLog
from tests.store.log_generator import generate, working_day
from tests.store.transfer.test_activitywatch import bucket, write

DAYS = 40


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root mounts a disk")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", place], check=False, capture_output=True)
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of another profile."""
    folder = tmp_path_factory.mktemp("other")
    with EventLog.open(folder / "other.sqlite") as log:
        generate(log, DAYS)
        run_to_end(export(log, folder / "all.jsonl"))
    return folder / "all.jsonl"


def fill(disk: Path) -> Path:
    """Fill the disk to the last block."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(bytes(4096))
    return ballast


def lines(log: EventLog) -> int:
    return sum(1 for _ in log.entries())


def in_the_middle(work: ProgressGenerator[object], disk: Path) -> Path:
    next(work)
    return fill(disk)


def test_an_import_on_a_full_disk_is_undone_and_succeeds_later(disk: Path, exported: Path) -> None:
    with EventLog.open(disk / "hipbreak.sqlite") as log, EventLog.open(exported.parent / "other.sqlite") as other:
        log.append(list(working_day(date(2020, 1, 6), None, Random(7))))
        before, last_alive = list(log.entries()), log.last_alive()
        work = import_log(log, exported)
        ballast = in_the_middle(work, disk)
        with pytest.raises(LogUnavailable) as facts:
            run_to_end(work)
        assert str(facts.value) == f"The log {log.path} cannot be used: the disk is full; nothing was imported."
        assert (list(log.entries()), log.last_alive()) == (before, last_alive)
        ballast.unlink()
        done = run_to_end(import_log(log, exported))
        assert done.new > other.count() * 0.95, "but what overlaps the two days in the log"
        assert lines(log) == len(before) + done.new


def test_an_activitywatch_import_on_a_full_disk_is_undone(disk: Path, tmp_path: Path) -> None:
    events = [(status, m, m + 10) for n in range(2000) for m, status in ((20 * n, "not-afk"), (20 * n + 10, "afk"))]
    file = write(tmp_path, bucket(events))
    with EventLog.open(disk / "hipbreak.sqlite") as log:
        work = import_activitywatch(log, file, Settings())
        ballast = in_the_middle(work, disk)
        with pytest.raises(LogUnavailable, match=r": the disk is full; nothing was imported\.$"):
            run_to_end(work)
        assert lines(log) == 0
        ballast.unlink()
        assert run_to_end(import_activitywatch(log, file, Settings())).new == len(events)


def test_a_deletion_on_a_full_disk_is_undone(disk: Path) -> None:
    with EventLog.open(disk / "hipbreak.sqlite") as log:
        generate(log, DAYS)
        before = list(log.entries())
    with EventLog.open(disk / "hipbreak.sqlite") as log:  # anew, so that no room is left in its -wal file
        work = delete(log)
        in_the_middle(work, disk)
        with pytest.raises(LogUnavailable, match="the disk is full"):
            run_to_end(work)
        assert list(log.entries()) == before


def test_space_that_a_deletion_cannot_release_is_reported(disk: Path) -> None:
    with EventLog.open(disk / "hipbreak.sqlite") as log:
        generate(log, DAYS)
        work = delete(log)
        while not next(work).irreversible:
            pass
        fill(disk)
        with pytest.raises(LogUnavailable, match=r"^Deleted, but the disk space was not freed\. The log "):
            run_to_end(work)
        assert lines(log) == 0


@pytest.mark.parametrize("name", ["all.jsonl", "all.csv"])
@pytest.mark.parametrize("days", [1, DAYS])
def test_a_failed_export_leaves_no_partial_file(
    disk: Path, tmp_path: Path, name: str, days: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also one so short that it is written only at its end."""
    with EventLog.open(tmp_path / "home" / "hipbreak.sqlite") as log:
        generate(log, days)
    (disk / name).write_text("of last week")
    fill(disk)
    assert main(["--home", str(tmp_path / "home"), "export", str(disk / name)]) == 1
    assert capsys.readouterr().err == f"hipbreak: {disk / name} cannot be written: {os.strerror(errno.ENOSPC)}.\n"
    assert sorted(file.name for file in disk.iterdir()) == [name, "ballast"]
    assert (disk / name).read_text() == "of last week"


def test_a_full_disk_is_shown_and_prompts_continue(
    disk: Path, exported: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AppWithLog(disk / "home")
    app.pass_time(TWENTY)
    facts: list[Fact] = []
    app.engine.add_listener(lambda _state, new: facts.extend(new))
    before = app.entries()
    monkeypatch.setattr(EventLog, "free_bytes", lambda _: 1_000_000_000)  # it fills up after this look
    ballast = fill(disk)
    app.operations.import_file(exported)
    assert app.result(qtbot).endswith("cannot be used: the disk is full; nothing was imported.")
    app.operations.export(disk / "all.jsonl")
    assert app.result(qtbot) == f"{disk / 'all.jsonl'} cannot be written: {os.strerror(errno.ENOSPC)}."
    app.pass_time(timedelta(minutes=40))
    assert [fact.name for fact in facts].count("prompted") == 2, "reminders go on"
    ballast.unlink()
    app.pass_time(timedelta(minutes=1))
    assert app.entries() == before + facts and app.engine.state.logged == app.logged_state()
    app.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_device_is_reported_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        generate(log, 1)
    assert main(["--home", str(tmp_path), "export", "/dev/full"]) == 1
    assert capsys.readouterr().err == f"hipbreak: /dev/full cannot be written: {os.strerror(errno.ENOSPC)}.\n"


def test_a_killed_import_leaves_nothing(tmp_path: Path, exported: Path) -> None:
    killed = """
import os, sys
from pathlib import Path
from hipbreak.store.transfer.import_jsonl import import_log
from hipbreak.store.event_log.event_log import EventLog
steps = list(zip(import_log(EventLog.open(Path(sys.argv[1])), Path(sys.argv[2])), range(int(sys.argv[3]))))
os.kill(os.getpid(), 9)
"""
    for steps in ("4", "8"):  # while the file is read, and while the log is written
        path = tmp_path / steps / "hipbreak.sqlite"
        words = [sys.executable, "-c", killed, str(path), str(exported), steps]
        assert subprocess.run(words, check=False, timeout=60).returncode == -9
        with EventLog.open(path) as log:
            assert log.count() == 0

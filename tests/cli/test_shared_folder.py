"""The shared folder and the command line: merged statistics, marks of deleted days, the list of machines."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.cli.main import main
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.shared.folder import machines_line, synchronise
from hipbreak.store.shared.state import load_state, state_file
from hipbreak.store.work_progress import run_to_end
from tests.store.shared.machines import NINE, NOW, Machine, sat, was_up


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A profile that has read the file of a laptop."""
    laptop, home = Machine(tmp_path, "laptop"), tmp_path / "home"
    laptop.record(sat(0, 20), was_up(20, 21), sat(21, 60))
    laptop.sync()
    paths = find_paths(home)
    create_folders(paths)
    paths.settings.write_text(f'shared_folder = "{laptop.folder}"\n')
    with EventLog.open(paths.log) as log:
        log.append([sat(-30, 30)])
        run_to_end(synchronise(log, laptop.folder, NOW, NOW, "desktop"))
    return home


def stats(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(["--home", str(home), "stats", "--day", "2026-03-02", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_statistics_are_those_of_all_machines(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = stats(home, capsys)
    assert (day["sitting_s"], day["breaks"]) == (89 * 60, {"confirmed": 1, "assumed": 0})
    (home / "settings.toml").write_text("")
    assert stats(home, capsys)["sitting_s"] == 60 * 60, "off, only what this machine recorded"


def test_a_deletion_leaves_a_mark(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "delete", "--from", "2026-03-02", "--to", "2026-03-02", "--yes"]) == 0
    capsys.readouterr()
    (mark,) = load_state(state_file(home / "hipbreak.sqlite")).own_marks
    assert (mark.first, mark.last) == (NINE.date(), NINE.date())
    assert datetime.now(UTC) - mark.at < timedelta(minutes=1)
    assert stats(home, capsys)["sitting_s"] == 0


def test_without_a_shared_folder_a_deletion_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(tmp_path / "home"), "delete", "--everything", "--yes"]) == 0
    capsys.readouterr()
    assert not (tmp_path / "home" / "shared").exists()


def test_doctor_lists_the_machines(home: Path, tmp_path: Path) -> None:
    seen = f"{NOW.astimezone():%Y-%m-%d, %H:%M}"
    assert machines_line(home / "hipbreak.sqlite", "/shared") == (
        f"Other computers in the shared folder: laptop, last heard of {seen}."
    )
    assert machines_line(tmp_path / "new.sqlite", "/shared") == (
        "No other computer has written to the shared folder /shared yet."
    )

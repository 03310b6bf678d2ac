"""`hipbreak report` without a running app, and without a display."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from hipbreak.cli.main import main
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from tests.store.report_log import write_weeks


@pytest.fixture
def home(tmp_path: Path) -> str:
    paths = find_paths(tmp_path / "home")
    create_folders(paths)
    with EventLog.open(paths.log) as log:
        write_weeks(log, datetime.now().astimezone(), 2)
    return str(tmp_path / "home")


def test_a_page_for_a_browser(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.html"
    assert main(["--home", home, "report", "--weeks", "2", str(file)]) == 0
    assert capsys.readouterr().out == f"Report on 2 weeks written to {file}.\n"
    assert "2 weeks, from" in file.read_text(encoding="utf-8")


def test_a_pdf_needs_no_display(home: str, tmp_path: Path) -> None:
    bare = {key: value for key, value in os.environ.items() if "DISPLAY" not in key and key != "QT_QPA_PLATFORM"}
    command = (sys.executable, "-m", "hipbreak", "--home", home, "report", str(tmp_path / "r.pdf"))
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("r.txt", 2, "should end in .pdf or .html."),
        ("nowhere/r.html", 1, "cannot be written: No such file or directory."),
        ("nowhere/r.pdf", 1, "cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_written_gets_one_sentence(
    home: str, tmp_path: Path, name: str, code: int, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", home, "report", str(tmp_path / name)]) == code
    assert capsys.readouterr().err == f"hipbreak: {tmp_path / name} {why}\n"


def test_other_weeks_are_refused(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--home", home, "report", "--weeks", "5", "r.pdf"])
    assert ended.value.code == 2

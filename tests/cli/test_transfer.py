"""Export, import and delete by the command line: output, questions and exit codes."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hipbreak.cli import log_writer
from hipbreak.cli.main import main
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import find_paths
from hipbreak.store.writer_lock import WriterLock
from tests.core.short_trace import trace_of
from tests.store.log_generator import FIRST_DAY, generate
from tests.store.transfer.test_activitywatch import DAY_OF_EVENTS, bucket, write


@pytest.fixture
def home(tmp_path: Path) -> str:
    """A profile with twelve working days."""
    home = tmp_path / "home"
    with EventLog.open(find_paths(home).log) as log:
        generate(log, days=12)
    return str(home)


def count(home: str) -> int:
    with EventLog.read(find_paths(Path(home)).log) as log:
        return log.count()


def statistics(home: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["--home", home, "stats", "--from", "2016-01-01", "--to", "2016-02-01", "--json"]) == 0
    return capsys.readouterr().out


class Terminal(io.StringIO):
    """Somebody who answers."""

    def isatty(self) -> bool:
        return True


def test_an_export_can_be_imported_into_an_empty_profile(
    home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = str(tmp_path / "all.jsonl"), str(tmp_path / "other")
    assert main(["--home", home, "export", file]) == 0
    assert main(["--home", other, "import", file]) == 0
    said = capsys.readouterr()
    assert said.out == f"{count(home)} entries written to {file}.\n{count(home)} entries imported.\n"
    assert said.err == ""
    assert statistics(other, capsys) == statistics(home, capsys)
    assert main(["--home", other, "import", file]) == 0
    assert capsys.readouterr().out == f"0 entries imported, {count(home)} were there already.\n"


def test_a_range_is_exported(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "days.jsonl"
    assert main(["--home", home, "export", str(file), "--from", str(FIRST_DAY), "--to", "2016-01-05"]) == 0
    assert 190 < len(file.read_text().splitlines()) < 215
    assert {json.loads(line)["at"][:10] for line in file.read_text().splitlines()} <= {
        "2016-01-04", "2016-01-05", "2016-01-06",
    }  # fmt: skip


def test_an_activitywatch_export_is_recognised(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(write(tmp_path, bucket(DAY_OF_EVENTS)))
    assert main(["--home", home, "import", file]) == 0
    assert capsys.readouterr().out == "3 entries imported.\n"
    assert main(["--home", home, "import", file, "--host", "laptop"]) == 1
    assert "laptop" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["table.csv", "none.jsonl", "empty.json"])
def test_an_unusable_import_is_reported_in_one_sentence(
    home: str, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--home", home, "export", str(tmp_path / "table.csv")])
    (tmp_path / "empty.json").touch()
    capsys.readouterr()
    before = count(home)
    assert main(["--home", home, "import", str(tmp_path / name)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert count(home) == before


@pytest.mark.parametrize(
    "name",
    ["hipbreak.sqlite", "hipbreak.sqlite-wal", "hipbreak.lock", "settings.toml", "copies/2026-03-02.sqlite", "link"],
)
def test_an_export_to_a_file_of_hipbreak_is_refused(home: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(home)
    (folder / "copies").mkdir(exist_ok=True)
    (folder / "link").symlink_to(find_paths(folder).log)
    assert main(["--home", home, "export", str(folder / name)]) == 1
    assert "is the log itself or another file of Hipbreak" in capsys.readouterr().err
    assert count(home) > 1000
    assert main(["--home", home, "export", str(folder / "hipbreak.csv")]) == 0


def test_a_range_is_deleted_after_confirmation(
    home: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = count(home)
    words = ["--home", home, "delete", "--from", "2016-01-05", "--to", "2016-01-05"]
    for answer in ("", "y\n", "no\n"):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        assert main(words) == 1
        said = capsys.readouterr()
        assert "(2016-01-05) for good" in said.out and said.err == "hipbreak: Nothing was deleted.\n"
    assert count(home) == before
    monkeypatch.setattr("sys.stdin", Terminal("delete\n"))
    assert main(words) == 0
    assert "entries deleted." in capsys.readouterr().out
    assert before - 110 < count(home) < before - 90


def test_yes_skips_the_confirmation(
    home: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("delete\n"))
    assert main(["--home", home, "delete", "--everything"]) == 2
    assert "--yes" in capsys.readouterr().err
    assert main(["--home", home, "delete", "--everything", "--yes"]) == 0
    assert count(home) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["delete", "--yes"],
        ["delete", "--yes", "--everything", "--from", "2016-01-05"],
        ["delete", "--yes", "--from", "2016-01-06", "--to", "2016-01-05"],
        ["delete", "--yes", "--from", "someday"],
        ["export", "x.jsonl", "--from", "2016-01-06", "--to", "2016-01-05"],
    ],
)
def test_an_invalid_range_exits_with_2(home: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = count(home)
    assert main(["--home", home, *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert count(home) == before


def test_older_copies_are_listed(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    (Path(home) / "hipbreak.sqlite.before-v2").touch()
    assert main(["--home", home, "delete", "--everything", "--yes"]) == 0
    assert "hipbreak.sqlite.before-v2" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["delete", "--everything", "--yes"], ["import", "all.jsonl"]])
def test_the_log_is_not_changed_while_an_unresponsive_app_runs(
    home: str, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(log_writer, "START_S", 0.2)
    assert main(["--home", home, "export", "all.jsonl"]) == 0
    before = count(home)
    held = WriterLock.claim(find_paths(Path(home)).lock)
    assert held is not None
    try:
        assert main(["--home", home, *words]) == 1
        assert "Hipbreak is running" in capsys.readouterr().err
        assert main(["--home", home, "export", "all.jsonl"]) == 0, "reading is no harm"
    finally:
        held.release()
    assert count(home) == before


def test_a_pipe_that_no_program_reads_or_writes_is_no_reason_to_wait(
    home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for words in (["export", str(pipe)], ["import", str(pipe)], ["replay", str(pipe)], ["replay", str(pipe), "--save"]):
        assert main(["--home", home, *words]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_a_pipe_with_a_program_at_its_other_end_serves_for_export_and_replay(
    home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reader, writer = os.pipe()
    days = ("--from", str(FIRST_DAY), "--to", str(FIRST_DAY))
    assert main(["--home", home, "export", f"/dev/fd/{writer}", *days]) == 0
    os.close(writer)
    with os.fdopen(reader) as lines:
        assert len(lines.readlines()) > 50
    reader, writer = os.pipe()
    os.write(writer, "\n".join(trace_of("09:00 active\n10:00 lock")).encode())
    os.close(writer)
    capsys.readouterr()
    assert main(["--home", home, "replay", f"/dev/fd/{reader}"]) == 0
    os.close(reader)
    assert '"fact"' in capsys.readouterr().out


def run_program(words: list[str], **options: Any) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-P", "-m", "hipbreak", *words]
    return subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True, **options)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_cannot_be_written_gives_one_sentence(home: str, unbuffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    for words in (["stats", "--csv"], ["settings"], ["routine", "--list"], ["export", os.devnull]):
        with Path("/dev/full").open("w") as full:
            done = run_program(["--home", home, *words], env=environment, stdout=full)
        assert (done.returncode, done.stderr) == (
            1,
            "hipbreak: The output cannot be written: No space left on device.\n",
        )


def test_a_question_without_stdin_gives_one_sentence(home: str) -> None:
    words = 'exec "$0" -P -m hipbreak --home "$1" delete --everything <&-'
    done = subprocess.run(["sh", "-c", words, sys.executable, home], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_names_relative_to_a_folder_that_no_longer_exists_give_one_sentence(
    home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for words in (["export", "x.jsonl"], ["import", "x.jsonl"], ["replay", "x.jsonl"]):
        assert main(["--home", home, *words]) == 1
        assert capsys.readouterr().err.count("\n") == 1


def test_names_of_files_cannot_steer_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, file = str(tmp_path / "home\x1b[31m"), str(tmp_path / "log\x1b[2J.csv")
    assert main(["--home", home, "export", file]) == 0
    said = capsys.readouterr()
    assert r"log\x1b[2J.csv" in said.out and "\x1b" not in said.out + said.err
    command = [sys.executable, "-m", "hipbreak", "--home", home, "doctor"]  # it makes an application of its own
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert r"home\x1b[31m" in done.stdout and "\x1b" not in done.stdout + done.stderr

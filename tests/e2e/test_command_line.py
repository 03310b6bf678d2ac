"""Exit codes and sentences of the command line: 0 done, 1 failed, 2 usage, 3 no running app (design.md section 5)."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.desk import Desk
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

DAY = [
    {"at": "2026-03-02T09:00:00+01:00", "event": "start"},
    {"at": "2026-03-02T09:00:00+01:00", "event": "active"},
    {"at": "2026-03-02T09:45:00+01:00", "event": "start"},
    {"at": "2026-03-02T09:45:30+01:00", "event": "finish"},
    {"at": "2026-03-02T10:00:00+01:00", "event": "end"},
]
ASKS = ["status", "status --json", "stand", "pulse", "later", "later 5", "skip", "log", "undo", "posture sitting"]
ASKS += ["pause", "pause 1h", "resume", "call", "call 1h", "call over", "posture away", "quit"]
USAGE = ["--nonsense", "nonsense", "status --xml", "later soon", "posture lying", "posture", "stats --day"]
USAGE += ["stats --day 2026-13-01", "stats --from 2026-03-02 --to 2026-03-01", "settings wrong", "settings get bananas"]
USAGE += ["settings set bananas 3", "settings set window_opens", "replay", "export"]


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Program]:
    """A profile without a running app, without a display, and without settings."""
    program = Program(tmp_path / "hip", {"PATH": os.environ["PATH"], "HOME": str(tmp_path)})
    program.paths.settings.unlink()
    yield program
    program.end()


def sentence(program: Program, code: int, *words: str) -> str:
    """The one sentence with which a command fails."""
    done = program.run(*words)
    assert (done.returncode, done.stdout) == (code, ""), (words, done)
    assert done.stderr.startswith("hipbreak: ") and done.stderr.count("\n") == 1, (words, done.stderr)
    return done.stderr


def test_nobody_is_running(nowhere: Program) -> None:
    """Every command that speaks to the app says so and exits 3."""
    for words in ASKS:
        assert "not running" in sentence(nowhere, 3, *words.split())


def test_what_needs_no_running_app(nowhere: Program) -> None:
    """Statistics, settings and export of a profile without a log are those of an empty one."""
    file = nowhere.paths.settings.parent / "out.jsonl"
    for words in ("stats", "stats --week --json", "stats --year --csv", "settings", "settings path", f"export {file}"):
        done = nowhere.run(*words.split())
        assert (done.returncode, done.stderr) == (0, "") and done.stdout, words
    assert nowhere.json("stats", "--json")["desk_s"] == 0
    assert file.read_text() == ""
    assert not nowhere.paths.log.exists()  # reading makes nothing


@pytest.mark.parametrize("words", USAGE)
def test_words_that_are_no_command(nowhere: Program, words: str) -> None:
    """Usage errors exit 2 with a reason, and print nothing on stdout."""
    done = nowhere.run(*words.split())
    assert (done.returncode, done.stdout) == (2, "") and "hipbreak" in done.stderr
    assert "Traceback" not in done.stderr


def test_values_that_do_not_fit(nowhere: Program) -> None:
    """They exit 1 with the option and the reason, and write no file."""
    assert "3bananas" in sentence(nowhere, 1, "settings", "set", "window_opens", "3bananas")
    assert "between" in sentence(nowhere, 1, "settings", "set", "pulse_length", "1h")
    assert "above 0" in sentence(nowhere, 1, "later", "0")
    assert not nowhere.paths.settings.exists()
    assert nowhere.do("settings", "set", "window_opens", "29min") == 0
    assert nowhere.run("settings", "get", "window_opens").stdout == "29min\n"
    missing = nowhere.paths.settings.parent / "missing" / "file"
    assert "cannot be written" in sentence(nowhere, 1, "export", str(missing))
    assert str(missing) in sentence(nowhere, 1, "replay", str(missing))


def test_replay(nowhere: Program) -> None:
    """The facts of a written day come one a line; `--save` enters them once, and the second time is refused."""
    trace = nowhere.paths.settings.parent / "day.jsonl"
    trace.write_text("".join(json.dumps(line) + "\n" for line in DAY))
    done = nowhere.run("replay", str(trace))
    assert (done.returncode, done.stderr) == (0, "")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [fact["fact"] for fact in facts][:3] == ["prompted", "started", "finished"]
    assert facts[0]["at"] == "2026-03-02T09:45:00+01:00" and facts[0]["trigger"] == "bound"
    assert nowhere.run("replay", str(trace), "--save").stdout == done.stdout
    entries = nowhere.count()
    assert "nothing was saved" in sentence(nowhere, 1, "replay", str(trace), "--save")
    assert nowhere.count() == entries > 0
    assert nowhere.json("stats", "--day", "2026-03-02", "--json")["breaks"]["confirmed"] == 1


def test_traces_that_cannot_be_read(nowhere: Program) -> None:
    """The line is named, nothing is printed, nothing is saved."""
    lines = [json.dumps(line) + "\n" for line in DAY]
    trace = nowhere.paths.settings.parent / "day.jsonl"
    for content, line in (
        ("".join(lines)[:-20], 5),
        ("".join([lines[0], lines[3], lines[2]]), 3),
        (lines[0] + '{"at": "2026-03-02T09:00:00", "event": "active"}\n', 2),
        (lines[0] + '{"at": "2026-03-02T09:00:00+01:00", "event": "dance"}\n', 2),
    ):
        trace.write_text(content)
        assert f"line {line}" in sentence(nowhere, 1, "replay", str(trace), "--save")
    assert nowhere.count() == 0


def test_words_to_the_running_app(desk: Desk, program: Program) -> None:
    """What does not fit the moment exits 1 with one sentence, what is not understood 2; what fits exits 0."""
    program.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    program.start()
    entries = program.count()
    assert "No prompt" in sentence(program, 1, "later")
    assert "No prompt" in sentence(program, 1, "skip")
    assert "no break" in sentence(program, 1, "undo")
    sentence(program, 1, "log", "--ago", "1s", "--for", "0s")
    for words in ("pause banana", "pause 25:00", "log --ago soon", "log --for 3bananas"):
        sentence(program, 2, *words.split())
    assert program.count() == entries
    for words in ("status", "posture standing", "posture sitting", "pause", "resume", "pause tomorrow", "resume"):
        done = program.run(*words.split())
        assert (done.returncode, done.stderr) == (0, "") and done.stdout.count("\n") == 1, words
    told = program.json("status", "--json")
    keys = "phase sitting_s window_opens_s window_closes_s prompt breaks_today pulses_today paused_until idle_source"
    assert set(keys.split()) <= set(told)
    assert len(program.facts(tracking_facts.Paused)) == 2
    program.quit()
    assert program.do("quit") == 3

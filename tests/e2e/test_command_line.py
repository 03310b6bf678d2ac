"""Exit codes and messages of the command line: 0 done, 1 failed, 2 usage, 3 no running app."""

import json
import os
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from tests.e2e.app_process import QUICK, AppProcess

pytestmark = pytest.mark.display

DAY = [
    {"at": "2026-03-02T09:00:00+01:00", "event": "start"},
    {"at": "2026-03-02T09:00:00+01:00", "event": "active"},
    {"at": "2026-03-02T09:45:00+01:00", "event": "start"},
    {"at": "2026-03-02T09:45:30+01:00", "event": "finish"},
    {"at": "2026-03-02T10:00:00+01:00", "event": "end"},
]
APP_COMMANDS = [
    "status",
    "status --json",
    "stand",
    "pulse",
    "later",
    "later 5",
    "later --after-meeting",
    "skip",
    "log",
    "undo",
    "posture sitting",
    "posture standing --from desk",
]
APP_COMMANDS += ["pause", "pause 1h", "resume", "call", "call 1h", "call over", "posture away", "quit"]
USAGE_ERRORS = [
    "--nonsense",
    "nonsense",
    "status --xml",
    "later soon",
    "later 0",
    "later 5 --after-meeting",
    "posture lying",
    "posture sitting --from chair",
    "open",
    "open today",
    "posture",
    "stats --day",
]
USAGE_ERRORS += [
    "stats --day 2026-13-01",
    "stats --from 2026-03-02 --to 2026-03-01",
    "settings wrong",
    "settings get bananas",
]
USAGE_ERRORS += ["settings set bananas 3", "settings set window_opens", "replay", "export"]


@pytest.fixture
def stopped_app(tmp_path: Path) -> AppProcess:
    """A profile without a running app, without a display, and without settings."""
    made = AppProcess(tmp_path / "hip", {"PATH": os.environ["PATH"], "HOME": str(tmp_path)})
    made.paths.settings.unlink()
    return made


def error_of(app: AppProcess, code: int, *words: str) -> str:
    """The message with which a command fails."""
    done = app.call(*words)
    assert (done.returncode, done.stdout) == (code, ""), (words, done)
    assert done.stderr.startswith("hipbreak: ") and done.stderr.count("\n") == 1, (words, done.stderr)
    return done.stderr


def test_without_a_running_app(stopped_app: AppProcess) -> None:
    """Every command to the app says so and exits 3."""
    for words in APP_COMMANDS:
        assert "not running" in error_of(stopped_app, 3, *words.split())


def test_what_needs_no_running_app(stopped_app: AppProcess) -> None:
    """Statistics, settings and export of a profile without a log are those of an empty one."""
    file = stopped_app.paths.settings.parent / "out.jsonl"
    for words in ("stats", "stats --week --json", "stats --year --csv", "settings", "settings path", f"export {file}"):
        done = stopped_app.call(*words.split())
        assert (done.returncode, done.stderr) == (0, "") and done.stdout, words
    assert stopped_app.json("stats", "--json")["desk_s"] == 0
    assert file.read_text() == ""
    assert not stopped_app.paths.log.exists()  # reading creates no file


@pytest.mark.parametrize("words", USAGE_ERRORS)
def test_usage_errors(stopped_app: AppProcess, words: str) -> None:
    """Usage errors exit 2 with a reason, and print nothing on stdout."""
    done = stopped_app.run(*words.split())
    assert (done.returncode, done.stdout) == (2, "") and "hipbreak" in done.stderr
    assert "Traceback" not in done.stderr


def test_values_that_do_not_fit(stopped_app: AppProcess) -> None:
    """They exit 1 with the option and the reason, and no file is written."""
    assert "3bananas" in error_of(stopped_app, 1, "settings", "set", "window_opens", "3bananas")
    assert "between" in error_of(stopped_app, 1, "settings", "set", "pulse_length", "1h")
    assert not stopped_app.paths.settings.exists()
    assert stopped_app.exit_code("settings", "set", "window_opens", "29min") == 0
    assert stopped_app.run("settings", "get", "window_opens").stdout == "29min\n"
    missing = stopped_app.paths.settings.parent / "missing" / "file"
    assert "cannot be written" in error_of(stopped_app, 1, "export", str(missing))
    assert str(missing) in error_of(stopped_app, 1, "replay", str(missing))


def test_replay(stopped_app: AppProcess) -> None:
    """The facts of a written day come one a line; `--save` enters them once, and the second time is refused."""
    trace = stopped_app.paths.settings.parent / "day.jsonl"
    trace.write_text("".join(json.dumps(line) + "\n" for line in DAY))
    done = stopped_app.run("replay", str(trace))
    assert (done.returncode, done.stderr) == (0, "")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [fact["fact"] for fact in facts][:3] == ["prompted", "started", "finished"]
    assert facts[0]["at"] == "2026-03-02T09:45:00+01:00" and facts[0]["trigger"] == "bound"
    assert stopped_app.run("replay", str(trace), "--save").stdout == done.stdout
    entries = stopped_app.fact_count()
    assert "nothing was saved" in error_of(stopped_app, 1, "replay", str(trace), "--save")
    assert stopped_app.fact_count() == entries > 0
    assert stopped_app.json("stats", "--day", "2026-03-02", "--json")["breaks"]["confirmed"] == 1


def test_traces_that_cannot_be_read(stopped_app: AppProcess) -> None:
    """The line is named, nothing is printed, nothing is saved."""
    lines = [json.dumps(line) + "\n" for line in DAY]
    trace = stopped_app.paths.settings.parent / "day.jsonl"
    for content, line in (
        ("".join(lines)[:-20], 5),
        ("".join([lines[0], lines[3], lines[2]]), 3),
        (lines[0] + '{"at": "2026-03-02T09:00:00", "event": "active"}\n', 2),
        (lines[0] + '{"at": "2026-03-02T09:00:00+01:00", "event": "dance"}\n', 2),
    ):
        trace.write_text(content)
        assert f"line {line}" in error_of(stopped_app, 1, "replay", str(trace), "--save")
    assert stopped_app.fact_count() == 0


def test_commands_to_the_running_app(app: AppProcess) -> None:
    """Impossible at the moment: exit code 1 and one message; not understood: 2; done: 0."""
    app.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    app.start()
    entries = app.fact_count()
    assert "No prompt" in error_of(app, 1, "later")
    assert "No prompt" in error_of(app, 1, "skip")
    assert "no break" in error_of(app, 1, "undo")
    error_of(app, 1, "log", "--ago", "1s", "--for", "0s")
    for words in ("pause banana", "pause 25:00", "log --ago soon", "log --for 3bananas"):
        error_of(app, 2, *words.split())
    assert app.fact_count() == entries
    for words in ("status", "posture standing", "posture sitting", "pause", "resume", "pause tomorrow", "resume"):
        done = app.call(*words.split())
        assert (done.returncode, done.stderr) == (0, "") and done.stdout.count("\n") == 1, words
    status = app.json("status", "--json")
    keys = "phase sitting_s window_opens_s window_closes_s prompt breaks_today pulses_today paused_until idle_source"
    assert set(keys.split()) <= set(status)
    assert len(app.facts(tracking_facts.Paused)) == 2
    app.quit()
    assert app.exit_code("quit") == 3

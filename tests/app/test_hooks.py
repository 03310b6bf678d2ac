"""Programs at events: what they are given, how long they may take, and what is told of those that fail."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from hipbreak.app.hooks import HookRunner
from hipbreak.core.settings.hooks import EVENTS, Hooks
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.store.paths import AppPaths
from tests.app.simulated_app import SimulatedApp

QUIET = Settings(ignore_input_for=timedelta(0), tones=False, voice=False, prompt_folds=timedelta(0))


class HookedApp:
    """An app whose events start programs, and what was told of them."""

    def __init__(self, paths: AppPaths, *command: str, limit_s: float = 5) -> None:
        settings = replace(QUIET, hooks=Hooks(tuple((event, command) for event in EVENTS)))
        self.app = SimulatedApp(paths, settings=settings)
        self.messages: list[str] = []
        self.ended: list[tuple[str, str]] = []
        self.runner = HookRunner(lambda: settings, self.messages.append, limit_s)
        self.runner.ended.connect(lambda event, why: self.ended.append((event, why)))
        self.app.engine.add_listener(self.runner.show_state)
        self.app.receive(inputs.InputActive())

    def wait_for(self, qtbot: QtBot, count: int) -> list[str]:
        """The events whose programs have ended."""
        qtbot.waitUntil(lambda: len(self.ended) >= count)
        return [event for event, _ in self.ended]


@pytest.fixture
def start(qtbot: QtBot, paths: AppPaths) -> Iterator[Callable[..., HookedApp]]:
    made: list[HookedApp] = []

    def run(*command: str, limit_s: float = 5) -> HookedApp:
        made.append(HookedApp(paths, *command, limit_s=limit_s))
        return made[-1]

    yield run
    for hooked in made:
        hooked.runner.close()
        hooked.app.close()


def test_each_event_starts_its_program_with_one_line_of_json(
    start: Callable[..., HookedApp], tmp_path: Path, qtbot: QtBot
) -> None:
    hooked = start("sh", "-c", 'cat >> "$0/$$"', str(tmp_path))
    hooked.app.pass_time(minutes=46)
    hooked.app.ui.request(inputs.Skip())
    hooked.app.ui.request(inputs.Start("stand"))
    hooked.app.ui.request(inputs.Finish(timedelta(seconds=30)))
    hooked.app.ui.request(inputs.Leave())
    hooked.app.ui.request(inputs.Sit())
    assert sorted(hooked.wait_for(qtbot, 6)) == sorted(["prompted", "skipped", "started", "finished", "away", "back"])
    records = [json.loads(file.read_text()) for file in tmp_path.iterdir() if file.name.isdigit()]
    by_event = {record["event"]: record for record in records}
    assert set(by_event) == set(EVENTS)
    assert by_event["prompted"]["kind"] == "stand" and by_event["prompted"]["at"].startswith("2026-03-02T09:4")
    assert hooked.messages == []


def test_arguments_are_not_read_by_a_shell(start: Callable[..., HookedApp], tmp_path: Path, qtbot: QtBot) -> None:
    name = tmp_path / "a; touch $(echo b) 'c"
    hooked = start("touch", str(name))
    hooked.app.ui.request(inputs.Start("stand"))
    hooked.wait_for(qtbot, 1)
    assert [file for file in tmp_path.iterdir() if file.name.startswith("a")] == [name]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("/nowhere/program",), "No such file or directory"),
        (("/",), "Permission denied"),
        (("false",), "it ended with the code 1"),
    ],
)
def test_a_failure_is_reported_once_for_each_event(
    start: Callable[..., HookedApp], qtbot: QtBot, command: tuple[str, ...], why: str
) -> None:
    hooked = start(*command)
    for _ in range(3):
        hooked.app.ui.request(inputs.Start("stand"))
        hooked.app.ui.request(inputs.Abandon(timedelta(0)))
    hooked.wait_for(qtbot, 3)
    assert hooked.messages == [f"The program for the event started failed: {why}."]


def test_a_program_that_takes_long_is_ended_with_its_children_and_delays_nothing(
    start: Callable[..., HookedApp], tmp_path: Path, qtbot: QtBot
) -> None:
    child = tmp_path / "child"
    hooked = start("sh", "-c", 'sleep 600 & echo $! > "$0"; wait', str(child), limit_s=2)
    began = monotonic()
    hooked.app.ui.request(inputs.Start("stand"))
    assert monotonic() - began < 2
    hooked.wait_for(qtbot, 1)
    assert hooked.messages == ["The program for the event started failed: it took longer than 2 s and was ended."]
    qtbot.waitUntil(lambda: not _is_running(int(child.read_text())))


def test_no_more_than_eight_run_at_once(start: Callable[..., HookedApp], qtbot: QtBot) -> None:
    hooked = start("sleep", "600")
    for _ in range(9):
        hooked.app.ui.request(inputs.Start("stand"))
        hooked.app.ui.request(inputs.Abandon(timedelta(0)))
    assert hooked.messages == ["The program for the event started failed: 8 programs run already."]


def test_closing_ends_what_still_runs(start: Callable[..., HookedApp], tmp_path: Path, qtbot: QtBot) -> None:
    child = tmp_path / "child"
    hooked = start("sh", "-c", 'echo $$ > "$0"; exec sleep 600', str(child))
    hooked.app.ui.request(inputs.Start("stand"))
    qtbot.waitUntil(lambda: child.exists() and child.read_text().endswith("\n"))
    hooked.runner.close()
    qtbot.waitUntil(lambda: not _is_running(int(child.read_text())))


def _is_running(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # the second if it ends while it is read
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"

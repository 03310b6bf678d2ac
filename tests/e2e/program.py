"""The real program as a process, with a private profile: started, spoken to, killed; its log read from outside."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from hipbreak.core.facts.base import Fact
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import find_paths
from tests.e2e.desk import LIMIT_S, wait_until

ROOT = Path(__file__).parents[2]
_F = TypeVar("_F", bound=Fact)

QUICK = {
    "window_opens": "1s",
    "window_closes": "3s",
    "pulse_length": "4s",
    "shortest_break": "3s",
    "prompt_folds": "0s",
    "later_short": "2s",
    "later_long": "6s",
    "spacing": "0s",
    "reoffer_after": "1h",
    "ignore_input_for": "1s",
    "idle_limit": "60s",
    "unexplained_idle": "40s",
    "idle_medium": "30s",
    "idle_fine": "30s",
    "short_absence": "3s",
    "cue": False,
}
"""A working day in seconds. Three seconds without a beat are already an absence; fewer would not do if it is busy."""


class Program:
    """Hipbreak under one --home, on one desk; `process` is the one started last."""

    def __init__(self, home: Path, environment: Mapping[str, str], settings: Mapping[str, object] = {}) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.paths = find_paths(home)
        self.environment = dict(environment)
        self._home, self._starts = home, 0
        self._processes: list[subprocess.Popen[bytes]] = []
        self.write_settings(QUICK | dict(settings))

    def write_settings(self, settings: Mapping[str, object]) -> None:
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in settings.items()]
        self.paths.settings.write_text("".join(lines))

    # Its life.

    def spawn(self, *before: str, **environment: str) -> "subprocess.Popen[bytes]":
        """One more start, without waiting; `before` goes before the interpreter."""
        self._starts += 1
        with (self._home / f"stderr-{self._starts}.txt").open("wb") as said:
            process = subprocess.Popen(
                [*before, *self._command()],
                env=self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=ROOT,
            )
        self._processes.append(process)
        return process

    def start(self, *before: str, **environment: str) -> "Program":
        """Start it, until it answers."""
        self.process = self.spawn(*before, **environment)
        wait_until(self.answers, "an answer of the program")
        return self

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def quit(self) -> None:
        """`hipbreak quit`, until the process is gone."""
        assert self.do("quit") == 0
        assert self.process.wait(LIMIT_S) == 0

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def stderr(self, start: int | None = None) -> str:
        """What one start, else the last, has said so far."""
        return (self._home / f"stderr-{start or self._starts}.txt").read_text()

    def everything_said(self) -> list[str]:
        """What each start has said on stderr."""
        return [self.stderr(start) for start in range(1, self._starts + 1)]

    # What it says.

    def answers(self) -> bool:
        """Whether it answers; anything but `status` would do, which makes it look at the clock."""
        with suppress(NoRunningApp, NoAnswer):
            ask(self.paths.socket, "hello", {})
            return True
        return False

    def status(self) -> dict[str, Any]:
        """`status --json`, by the socket."""
        out = ask(self.paths.socket, "status", {}).out
        assert isinstance(out, dict)
        return out

    def run(self, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """A command line."""
        return subprocess.run(
            self._command(*words),
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S * 2,
            check=False,
            cwd=ROOT,
        )

    def do(self, *words: str) -> int:
        """A command line, for its exit code."""
        return self.run(*words).returncode

    def json(self, *words: str) -> Any:
        """What a command line prints."""
        return self.read_json(self.run(*words))

    @staticmethod
    def read_json(done: "subprocess.CompletedProcess[str]") -> Any:
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def _command(self, *words: str) -> Sequence[str]:
        return [sys.executable, "-m", "hipbreak", "--home", str(self._home), *words]

    # What it wrote.

    def facts(self, kind: type[_F]) -> list[_F]:
        """The entries of one kind in the log, read from outside: the program does not notice."""
        with suppress(LogError), EventLog.read(self.paths.log) as log:
            return [entry.fact for entry in log.entries() if isinstance(entry.fact, kind)]
        return []

    def count(self) -> int:
        """How many entries the log has."""
        return len(self.facts(Fact))

    def wait_for(self, kind: type[_F], nth: int = 1, limit: float = LIMIT_S) -> _F:
        """The nth entry of a kind, as soon as it is in the log."""
        try:
            wait_until(lambda: len(self.facts(kind)) >= nth, f"{kind.name} number {nth}", limit)
        except AssertionError as late:
            told = "\n".join(map(str, self.facts(Fact)))
            raise AssertionError(f"{late}; it said {self.everything_said()}, and the log has\n{told}") from None
        return self.facts(kind)[nth - 1]

    def heard(self) -> datetime | None:
        """When it was last known to be alive."""
        with EventLog.read(self.paths.log) as log:
            return log.last_alive()

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

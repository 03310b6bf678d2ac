"""The real program as a process with a private profile: started, asked, killed; its log read from outside."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from hipbreak.cli.main import main
from hipbreak.core.facts.base import Fact
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import find_paths
from tests.e2e.desktop import LIMIT_S, wait_until

ROOT = Path(__file__).parents[2]
START_LIMIT_S = 45
"""Less than Qt waits for a service of the desktop that never answers."""
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
"""A working day in seconds. Three seconds without a beat count as an absence, which a busy machine needs."""


class AppProcess:
    """Hipbreak with one --home; `process` is the one started last.

    `overrides` change the environment of the desktop for all further processes; None removes a variable.
    """

    def __init__(self, home: Path, environment: Mapping[str, str], settings: Mapping[str, object] = {}) -> None:
        """`environment` may change after this: each process gets what is in it then."""
        home.mkdir(parents=True, exist_ok=True)
        self.paths = find_paths(home)
        self.overrides: dict[str, str | None] = {}
        self._environment, self._home, self._starts = environment, home, 0
        self._processes: list[subprocess.Popen[bytes]] = []
        self.write_settings(QUICK | dict(settings))

    def write_settings(self, settings: Mapping[str, object]) -> None:
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in settings.items()]
        self.paths.settings.write_text("".join(lines))

    def environment(self, more: Mapping[str, str | None] = {}) -> dict[str, str]:
        """What the next process gets."""
        merged = {**self._environment, **self.overrides, **more}
        return {name: value for name, value in merged.items() if value is not None}

    # Start and end.

    def spawn(self, *before: str, words: Sequence[str] = (), **environment: str | None) -> "subprocess.Popen[bytes]":
        """One more start, without waiting; `before` goes before the interpreter, `words` are the command, if any."""
        self._starts += 1
        with (self._home / f"stderr-{self._starts}.txt").open("wb") as errors:
            process = subprocess.Popen(
                [*before, *self.command(*words)],
                env=self.environment(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=ROOT,
            )
        self._processes.append(process)
        return process

    def start(self, *before: str, words: Sequence[str] = (), **environment: str | None) -> "AppProcess":
        """Start it, until it answers."""
        self.process = self.spawn(*before, words=words, **environment)
        wait_until(self.answers, "an answer of the app", START_LIMIT_S)
        return self

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def quit(self) -> None:
        """`quit`, by the socket and with the patience of a loaded machine, until the process is gone."""
        reply = ask(self.paths.socket, "quit", {}, timeout=LIMIT_S)
        assert reply.code == 0, reply
        assert self.process.wait(LIMIT_S) == 0

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def stderr(self, start: int | None = None) -> str:
        """The stderr of one start, else of the last, so far."""
        return (self._home / f"stderr-{start or self._starts}.txt").read_text()

    def all_stderr(self) -> list[str]:
        """The stderr of each start."""
        return [self.stderr(start) for start in range(1, self._starts + 1)]

    # Commands.

    def answers(self) -> bool:
        """Whether it answers; not by `status`, which makes it look at the clock."""
        with suppress(NoRunningApp, NoAnswer):
            ask(self.paths.socket, "hello", {})
            return True
        return False

    def status(self) -> dict[str, Any]:
        """`status --json`, by the socket."""
        out = ask(self.paths.socket, "status", {}, timeout=LIMIT_S).out
        assert isinstance(out, dict)
        return out

    def run(self, *words: str, **environment: str | None) -> "subprocess.CompletedProcess[str]":
        """Run a command line in a process of its own."""
        return subprocess.run(
            self.command(*words),
            env=self.environment(environment),
            capture_output=True,
            text=True,
            timeout=LIMIT_S * 2,
            check=False,
            cwd=ROOT,
        )

    def call(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command line in this process, which saves the start of an interpreter."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(["--home", str(self._home), *words])
            except SystemExit as usage:
                code = int(usage.code or 0)
        return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())

    def exit_code(self, *words: str) -> int:
        """The exit code of a command line in this process."""
        return self.call(*words).returncode

    def json(self, *words: str) -> Any:
        """The JSON that a command line in this process prints."""
        return self.read_json(self.call(*words))

    @staticmethod
    def read_json(done: "subprocess.CompletedProcess[str]") -> Any:
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def command(self, *words: str) -> Sequence[str]:
        """The command line for the interpreter."""
        return [sys.executable, "-m", "hipbreak", "--home", str(self._home), *words]

    # Its log.

    def facts(self, kind: type[_F]) -> list[_F]:
        """The entries of one kind in the log, read from outside."""
        with suppress(LogError), EventLog.read(self.paths.log) as log:
            return [entry.fact for entry in log.entries() if isinstance(entry.fact, kind)]
        return []

    def fact_count(self) -> int:
        """The number of entries in the log."""
        return len(self.facts(Fact))

    def wait_for(self, kind: type[_F], nth: int = 1, limit: float = LIMIT_S) -> _F:
        """The nth entry of a kind, as soon as it is in the log."""
        try:
            wait_until(lambda: len(self.facts(kind)) >= nth, f"{kind.name} number {nth}", limit)
        except AssertionError as late:
            log = "\n".join(map(str, self.facts(Fact)))
            raise AssertionError(f"{late}; its stderr is {self.all_stderr()}, and the log has\n{log}") from None
        return self.facts(kind)[nth - 1]

    def last_seen(self) -> datetime | None:
        """The time up to which the log is known to be complete."""
        with EventLog.read(self.paths.log) as log:
            return log.last_alive()

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

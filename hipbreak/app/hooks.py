"""Starts the programs that the settings name for events; loaded only if there are any."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from threading import Lock, Thread

from PySide6.QtCore import QObject, Signal

from hipbreak.app.events import Events
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.messages import hook_failed, hook_has_code, hook_too_many, hook_too_slow
from hipbreak.core.tracking.state import State

_LIMIT_S = 5.0
_MOST_AT_ONCE = 8


class HookRunner(QObject):
    """Each program runs in a thread and a process group of its own, so that nothing waits for it.

    It gets the event as one line of JSON on its standard input, and no shell reads its arguments.
    """

    ended = Signal(str, str)
    """An event, and why its program failed, empty if it did not; on the GUI thread."""

    def __init__(
        self, settings: Callable[[], Settings], report: Callable[[str], None], limit_s: float = _LIMIT_S
    ) -> None:
        """`report` is given one sentence for the first failure of each event."""
        super().__init__()
        self._settings, self._report, self._limit_s = settings, report, limit_s
        self._events = Events()
        self._reported: set[str] = set()
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._count = 0
        self._is_closed = False
        self.ended.connect(self._finish)

    def show_state(self, state: State, facts: Sequence[Fact]) -> None:
        """Start what is named for the events that have led to this state."""
        settings = self._settings()
        for event, record in self._events.of(state, facts, settings):
            if (command := settings.hooks.command(event)) is not None:
                self._start(event, command, record)

    def close(self) -> None:
        """End what still runs."""
        with self._lock:
            self._is_closed = True
            for process in self._running:
                _kill(process)

    def _start(self, event: str, command: Sequence[str], record: dict[str, object]) -> None:
        if self._count >= _MOST_AT_ONCE:
            self._report_once(event, hook_too_many(_MOST_AT_ONCE))
            return
        self._count += 1
        line = json.dumps({"event": event, **record}).encode() + b"\n"
        Thread(target=self._run, args=(event, command, line), name="hook", daemon=True).start()

    def _run(self, event: str, command: Sequence[str], line: bytes) -> None:
        try:
            why = self._execute(command, line)
        except OSError as error:
            why = error.strerror or str(error)
        except ValueError as error:
            why = str(error)
        with self._lock:
            if not self._is_closed:
                self.ended.emit(event, why)

    def _execute(self, command: Sequence[str], line: bytes) -> str:
        quiet, pipe = subprocess.DEVNULL, subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=quiet, stderr=quiet, start_new_session=True)
        with self._lock:
            self._running.add(process)
            if self._is_closed:
                _kill(process)
        try:
            process.communicate(line, timeout=self._limit_s)
        except subprocess.TimeoutExpired:
            _kill(process)
            process.wait()
            return hook_too_slow(self._limit_s)
        finally:
            with self._lock:
                self._running.discard(process)
        return hook_has_code(process.returncode) if process.returncode else ""

    def _finish(self, event: str, why: str) -> None:
        self._count -= 1
        if why:
            self._report_once(event, why)

    def _report_once(self, event: str, why: str) -> None:
        if event not in self._reported:
            self._reported.add(event)
            self._report(hook_failed(event, why))


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the process group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError, AttributeError):  # AttributeError: Windows has no groups
        process.kill()

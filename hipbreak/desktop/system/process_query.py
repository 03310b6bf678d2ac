"""Runs a program for its output, without blocking."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import QProcess, QProcessEnvironment, QTimer

_TIMEOUT = timedelta(seconds=2)

OutputCallback = Callable[[str | None], None]


ENGLISH = {"LC_ALL": "C"}
"""For a program whose messages are parsed."""


def process_environment(environment: Mapping[str, str]) -> QProcessEnvironment:
    """Convert an environment for `QProcess`."""
    made = QProcessEnvironment()
    for name, value in environment.items():
        made.insert(name, value)
    return made


class ProcessQuery:
    """One run of a program: `callback` is called once, from the event loop, with its output.

    With None if it is not installed, fails, or does not end within 2 s; then it is killed.
    """

    _running: ClassVar[set["ProcessQuery"]] = set()
    """Qt must not destroy a running process, nor any process within its own signals."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        callback: OutputCallback,
    ) -> None:
        self._callback: OutputCallback | None = callback
        self._process = QProcess()
        self._process.setProcessEnvironment(process_environment({**environment, **ENGLISH}))
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(self._timed_out)
        self._timer.start(_TIMEOUT // timedelta(milliseconds=1))
        self._running.add(self)
        self._process.start(command[0], list(command[1:]), QProcess.OpenModeFlag.ReadOnly)

    def cancel(self) -> None:
        """Kill the program if it still runs, without a callback. Idempotent."""
        self._callback = None
        self._timer.stop()
        self._process.kill()

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        good = self._callback is not None and status == QProcess.ExitStatus.NormalExit and code == 0
        self._end(bytes(self._process.readAllStandardOutput().data()).decode(errors="replace") if good else None)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(None)

    def _timed_out(self) -> None:
        self._report(None)
        self._process.kill()

    def _end(self, text: str | None) -> None:
        QTimer.singleShot(0, lambda: self._running.discard(self))
        QTimer.singleShot(0, lambda: self._report(text))

    def _report(self, text: str | None) -> None:
        self._timer.stop()
        callback, self._callback = self._callback, None
        if callback is not None:
            callback(text)

"""Asks a program of the desktop a question, without waiting for its answer."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import QProcess, QProcessEnvironment, QTimer

TIMEOUT = timedelta(seconds=2)

Told = Callable[[str | None], None]


def plain(environment: Mapping[str, str]) -> QProcessEnvironment:
    """This environment, but in English, since the answer is read."""
    made = QProcessEnvironment()
    for name, value in {**environment, "LC_ALL": "C"}.items():
        made.insert(name, value)
    return made


class ProcessQuery:
    """One run of a program: `told` is called once, from the event loop, with what it wrote.

    With None if it is not installed, fails, or has not ended after `timeout`; then it is killed.
    """

    _running: ClassVar[set["ProcessQuery"]] = set()
    """Qt must not lose a process that runs, nor within one of its own signals, whoever forgets the question."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], told: Told, timeout: timedelta = TIMEOUT
    ) -> None:
        self._told: Told | None = told
        self._process = QProcess()
        self._process.setProcessEnvironment(plain(environment))
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._timed_out)
        self._timer.start(timeout // timedelta(milliseconds=1))
        self._running.add(self)
        self._process.start(command[0], list(command[1:]), QProcess.OpenModeFlag.ReadOnly)

    def drop(self) -> None:
        """Kills the program if it still runs, and tells nobody; may be called twice."""
        self._told = None
        self._timer.stop()
        self._process.kill()

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        good = self._told is not None and status == QProcess.ExitStatus.NormalExit and code == 0
        self._end(bytes(self._process.readAllStandardOutput().data()).decode(errors="replace") if good else None)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(None)

    def _timed_out(self) -> None:
        self._tell(None)
        self._process.kill()

    def _end(self, text: str | None) -> None:
        QTimer.singleShot(0, lambda: self._running.discard(self))
        QTimer.singleShot(0, lambda: self._tell(text))

    def _tell(self, text: str | None) -> None:
        self._timer.stop()
        told, self._told = self._told, None
        if told is not None:
            told(text)

"""The child process that plays and speaks, so that no sound server can block the GUI thread."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import ClassVar

from msgspec import Struct
from PySide6.QtCore import QProcess, QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.system.own_program import module_command
from hipbreak.desktop.system.process_query import process_environment

START_TIMEOUT = timedelta(seconds=5)
REPLY_TIMEOUT = timedelta(seconds=3)
CLOSE_TIMEOUT = timedelta(seconds=3)
"""Time to finish the current sound after `close`."""
RESTART_DELAY = timedelta(seconds=10)
"""After a failure it is not restarted automatically before this has passed."""

_MS = timedelta(milliseconds=1)
_KILLED_MS = 1_000  # a killed process ends within a few


class AudioWorkerListener(Struct, frozen=True):
    """Callbacks, from the event loop on the GUI thread; none after `close`."""

    ready: Callable[[str, str], None]
    """It accepts commands now; with the name of the backend, and the device or language."""
    problem_changed: Callable[[str | None], None]
    """It runs but cannot play, with the reason; None when it can again."""
    failed: Callable[[str], None]
    """It has ended, with the reason."""
    did: Callable[[str], None] = lambda _order: None
    """It has executed a command of that name."""


def worker_command(kind: str, argument: str) -> tuple[str, ...]:
    """The command that starts `worker_main`."""
    return module_command("hipbreak.desktop.audio.worker_main", kind, argument)


class AudioWorker:
    """A child process that replies to every command; one that does not is killed.

    A PulseAudio that hangs blocks a process that opens a device until that process ends.
    All calls are made on the GUI thread; none raises or waits.
    """

    closing: ClassVar[set["AudioWorker"]] = set()
    """Those that still run after `close`: Qt must not destroy a running process."""

    def __init__(
        self,
        command: Sequence[str],
        listener: AudioWorkerListener,
        environment: Mapping[str, str] | None = None,
        start_timeout: timedelta = START_TIMEOUT,
        reply_timeout: timedelta = REPLY_TIMEOUT,
    ) -> None:
        """`command` is a program and its arguments; without `environment` it is inherited."""
        self.is_ready = False
        self._listener = listener
        self._reply_timeout = reply_timeout
        self._unanswered = 0
        self._buffer = b""
        self._is_open, self._is_silenced = True, False
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(self._timed_out)
        self.process = QProcess()
        if environment is not None:
            self.process.setProcessEnvironment(process_environment(environment))
        self.process.setStandardErrorFile(QProcess.nullDevice())
        self.process.readyReadStandardOutput.connect(self._read)
        self.process.errorOccurred.connect(self._start_failed)
        self.process.finished.connect(self._finished)
        self._timer.start(start_timeout // _MS)
        self.process.start(command[0], command[1:])

    def send(self, command: Mapping[str, object]) -> None:
        """Send a command; without effect before it is ready and after it has failed."""
        if self.is_ready and self._is_open:
            self.process.write(json.dumps(command).encode() + b"\n")
            self._unanswered += 1
            if not self._timer.isActive():
                self._timer.start(self._reply_timeout // _MS)

    def close(self) -> None:
        """Finish the current sound within `CLOSE_TIMEOUT`, without callbacks. Idempotent."""
        self._is_silenced = True
        self._begin_close()

    @classmethod
    def end_all(cls) -> None:
        """Kill the closed ones that still run, and wait for their end; for the end of the app."""
        for worker in tuple(cls.closing):
            worker._timer.stop()
            worker.process.finished.disconnect()
            worker.process.kill()
            worker.process.waitForFinished(_KILLED_MS)
        cls.closing.clear()

    def _begin_close(self) -> None:
        if not self._is_open:
            return
        self._is_open = self.is_ready = False
        self._timer.stop()
        if self.process.state() != QProcess.ProcessState.NotRunning:
            self.closing.add(self)
            self.process.closeWriteChannel()
            self._timer.timeout.disconnect()
            self._timer.timeout.connect(self.process.kill)
            self._timer.start(CLOSE_TIMEOUT // _MS)

    def _read(self) -> None:
        *lines, self._buffer = (self._buffer + bytes(self.process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            if self._is_open:
                self._handle_reply(line)

    def _handle_reply(self, line: bytes) -> None:
        match json.loads(line):
            case {"ready": str(name), "device": str(device)}:
                self._timer.stop()
                self.is_ready = True
                self._listener.ready(name, device)
            case {"did": str(command)}:
                self._unanswered -= 1
                self._timer.stop()
                if self._unanswered:
                    self._timer.start(self._reply_timeout // _MS)
                self._listener.did(command)
            case {"problem": str() | None as reason}:
                self._listener.problem_changed(None if reason is None else _(reason))
            case {"useless": str(reason)}:
                self._fail(_(reason))

    def _timed_out(self) -> None:
        self._fail(_("The sound server or the speech service does not answer."))

    def _start_failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail(_("The process that sounds and speaks could not be started."))

    def _finished(self) -> None:
        self._timer.stop()
        self._fail(_("The process that sounds and speaks has ended unexpectedly."))
        QTimer.singleShot(0, lambda: self.closing.discard(self))  # not within its own signal

    def _fail(self, reason: str) -> None:
        if self._is_open:
            self._begin_close()
            self.process.kill()
            # Later, since the listener may drop this object, and with it the process within its own signal.
            QTimer.singleShot(0, lambda: self._failed(reason))

    def _failed(self, reason: str) -> None:
        if not self._is_silenced:
            self._listener.failed(reason)


class WorkerPart:
    """Base class of an `AudioPart` in an audio worker, started on demand; one command is kept until it is ready.

    `max_delay` is the maximum age of that command by then: a tone or a text at the wrong time is worse than none.
    """

    name: str

    def __init__(
        self,
        create: Callable[[AudioWorkerListener], AudioWorker],
        on_failure: Callable[[str], None],
        begun: Callable[[], None],
        max_delay: timedelta,
        restart_delay: timedelta = RESTART_DELAY,
    ) -> None:
        """`on_failure` gets the reason once until `close`; `begun` is called when a tone or text has begun."""
        self.problem: str | None = None
        self.current: AudioWorker | None = None
        self._create, self._on_failure, self._begun = create, on_failure, begun
        self._max_delay, self._restart_delay = max_delay.total_seconds(), restart_delay.total_seconds()
        self._failed_at = -float("inf")
        self._is_failure_reported = False
        self._pending: tuple[float, Mapping[str, object]] | None = None
        self._volume = 1.0

    def prepare(self) -> None:
        if self.current is None:
            listener = AudioWorkerListener(self._ready, self._set_problem, self._failed, self._did)
            self.current = self._create(listener)

    def set_volume(self, volume: float) -> None:
        self._volume = volume
        self._send_if_running({"volume": volume})

    def close(self) -> None:
        current, self.current, self._pending = self.current, None, None
        self._failed_at, self._is_failure_reported = -float("inf"), False
        if current is not None:
            current.close()

    def _send(self, command: Mapping[str, object]) -> None:
        """Send a command, starting the worker if necessary; not shortly after a failure."""
        if self.current is None and time.monotonic() - self._failed_at < self._restart_delay:
            return
        self.prepare()
        if self.current is not None and self.current.is_ready:
            self.current.send(command)
        else:
            self._pending = (time.monotonic(), command)

    def _send_if_running(self, command: Mapping[str, object]) -> None:
        if self.current is not None:
            self.current.send(command)

    def _set_up(self, _where: str) -> None:
        """Send the settings to a worker that is ready, with this device or language."""
        self.set_volume(self._volume)

    def _ready(self, name: str, where: str) -> None:
        self.name, self.problem = name, None
        self._set_up(where)
        pending, self._pending = self._pending, None
        if pending is not None and time.monotonic() - pending[0] <= self._max_delay:
            self._send_if_running(pending[1])

    def _failed(self, reason: str) -> None:
        self.current, self._pending = None, None
        self._failed_at = time.monotonic()
        self._set_problem(reason)

    def _set_problem(self, reason: str | None) -> None:
        self.problem = reason
        if reason is not None and not self._is_failure_reported:
            self._is_failure_reported = True
            self._on_failure(reason)

    def _did(self, command: str) -> None:
        if command in ("play", "say") and self.problem is None:
            self._begun()

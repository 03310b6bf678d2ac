"""Keeps the process of our own that sounds and speaks, so that no sound server can hold up the tray."""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import QProcess, QProcessEnvironment, QTimer

STARTING = timedelta(seconds=5)
ANSWERING = timedelta(seconds=3)
LEAVING = timedelta(seconds=3)
"""What is sounding when it is closed may end in this time."""
PAUSE = timedelta(seconds=10)
"""After it has failed it is not started again by itself before this has passed."""

_MS = timedelta(milliseconds=1)
_KILLED_MS = 1_000  # a killed process goes within a few


@dataclass(frozen=True, slots=True)
class SpeakerListener:
    """Who is told; every call comes on the GUI thread, from the event loop, and none after our own `close`."""

    ready: Callable[[str, str], None]
    """It takes orders now: by the means of that name, and through which device or in which language."""
    troubled: Callable[[str | None], None]
    """It runs but nobody hears it, and why; None when that is over."""
    failed: Callable[[str], None]
    """It is gone, and why."""
    did: Callable[[str], None] = lambda _order: None
    """It has carried out an order of that name."""


class AudioWorker:
    """A child process that answers every order; one that does not is killed.

    PulseAudio that does not answer holds QtMultimedia for ever, speech-dispatcher `QTextToSpeech()`, both with
    Python's lock held, so that a thread would not help; and with every voice of espeak-ng the latter takes 5 s. Here
    it is a process that waits. All calls are made on the GUI thread; none raises or waits.
    """

    _leaving: ClassVar[set["AudioWorker"]] = set()
    """Qt must not lose a process that runs."""

    def __init__(
        self,
        words: Sequence[str],
        listener: SpeakerListener,
        environment: Mapping[str, str] | None = None,
        starting: timedelta = STARTING,
        answering: timedelta = ANSWERING,
    ) -> None:
        """`words` is its command line after Python's own; `environment` is ours unless given."""
        self.is_ready = False
        self._listener = listener
        self._answering = answering
        self._unanswered = 0
        self._rest = b""
        self._open, self._forgotten = True, False
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._timed_out)
        self._process = QProcess()
        if environment is not None:
            self._process.setProcessEnvironment(_environment(environment))
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.errorOccurred.connect(self._not_started)
        self._process.finished.connect(self._finished)
        self._timer.start(starting // _MS)
        self._process.start(sys.executable, ["-P", *words])

    def tell(self, order: Mapping[str, object]) -> None:
        """Sends an order; without effect before it is ready and after it has failed."""
        if self.is_ready and self._open:
            self._process.write(json.dumps(order).encode() + b"\n")
            self._unanswered += 1
            if not self._timer.isActive():
                self._timer.start(self._answering // _MS)

    def close(self) -> None:
        """Lets it finish what is sounding, at most `LEAVING`, and tells nobody; may be called twice."""
        self._forgotten = True
        self._leave()

    @classmethod
    def end_all(cls) -> None:
        """The app ends: those that were closed and may still sound are killed, and gone when this returns."""
        for speaker in tuple(cls._leaving):
            speaker._timer.stop()
            speaker._process.finished.disconnect()
            speaker._process.kill()
            speaker._process.waitForFinished(_KILLED_MS)
        cls._leaving.clear()

    def _leave(self) -> None:
        if not self._open:
            return
        self._open = self.is_ready = False
        self._timer.stop()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._leaving.add(self)
            self._process.closeWriteChannel()
            self._timer.timeout.disconnect()
            self._timer.timeout.connect(self._process.kill)
            self._timer.start(LEAVING // _MS)

    def _read(self) -> None:
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            if self._open:
                self._heard(line)

    def _heard(self, line: bytes) -> None:
        match json.loads(line):
            case {"ready": str(name), "through": str(through)}:
                self._timer.stop()
                self.is_ready = True
                self._listener.ready(name, through)
            case {"did": str(order)}:
                self._unanswered -= 1
                self._timer.stop()
                if self._unanswered:
                    self._timer.start(self._answering // _MS)
                self._listener.did(order)
            case {"trouble": str() | None as why}:
                self._listener.troubled(why)
            case {"useless": str(why)}:
                self._fail(why)

    def _timed_out(self) -> None:
        self._fail("The sound server or the speech service does not answer.")

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._fail("The process that sounds and speaks could not be started.")

    def _finished(self) -> None:
        self._timer.stop()
        self._fail("The process that sounds and speaks has ended unexpectedly.")
        QTimer.singleShot(0, lambda: self._leaving.discard(self))  # not within a signal of its own

    def _fail(self, why: str) -> None:
        if self._open:
            self._leave()
            self._process.kill()
            QTimer.singleShot(
                0, lambda: self._failed(why)
            )  # whoever hears it drops us, and a process in its own signal

    def _failed(self, why: str) -> None:
        if not self._forgotten:
            self._listener.failed(why)


class LazyAudioWorker:
    """A speaker that is started when it is wanted, with one order that waits until it is ready.

    `late` is how old that order may be by then: a tone or a word at the wrong moment is worse than none.
    """

    def __init__(
        self,
        begin: Callable[[SpeakerListener], AudioWorker],
        listener: SpeakerListener,
        late: timedelta,
        pause: timedelta,
    ) -> None:
        self.speaker: AudioWorker | None = None
        self._begin, self._listener = begin, listener
        self._late, self._pause = late.total_seconds(), pause.total_seconds()
        self._failed_at = -float("inf")
        self._waiting: tuple[float, Mapping[str, object]] | None = None

    def prepare(self) -> None:
        """Starts it unless it runs."""
        if self.speaker is None:
            own = self._listener
            self.speaker = self._begin(SpeakerListener(self._ready, own.troubled, self._failed, own.did))

    def order(self, order: Mapping[str, object]) -> None:
        """Sends it now, or once it is ready if it starts; not shortly after a failure."""
        if self.speaker is None and time.monotonic() - self._failed_at < self._pause:
            return
        self.prepare()
        if self.speaker is not None and self.speaker.is_ready:
            self.speaker.tell(order)
        else:
            self._waiting = (time.monotonic(), order)

    def set(self, order: Mapping[str, object]) -> None:
        """Sends it if there is somebody to hear it, and starts nothing."""
        if self.speaker is not None:
            self.speaker.tell(order)

    def forget(self) -> None:
        """Drops the order that waits."""
        self._waiting = None

    def close(self) -> None:
        """Ends it; a later order starts another."""
        speaker, self.speaker, self._waiting = self.speaker, None, None
        self._failed_at = -float("inf")
        if speaker is not None:
            speaker.close()

    def _ready(self, name: str, through: str) -> None:
        self._listener.ready(name, through)
        waiting, self._waiting = self._waiting, None
        if waiting is not None and time.monotonic() - waiting[0] <= self._late:
            self.set(waiting[1])

    def _failed(self, why: str) -> None:
        self.speaker, self._waiting = None, None
        self._failed_at = time.monotonic()
        self._listener.failed(why)


def _environment(environment: Mapping[str, str]) -> QProcessEnvironment:
    made = QProcessEnvironment()
    for name, value in environment.items():
        made.insert(name, value)
    return made

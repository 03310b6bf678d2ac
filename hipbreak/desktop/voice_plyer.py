"""Speech through plyer, where Qt has no voice."""

import shutil
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from hipbreak.desktop.voice import Failed

PATIENCE = timedelta(seconds=15)
"""Longer than the guide's longest sentence."""

NOBODY = "plyer finds no program that speaks (on Linux, espeak or flite)."


class PlyerVoice(QObject):
    """One daemon thread at a time: plyer waits for the program that speaks, and may hang with it.

    It cannot be interrupted: the newest text is said when the one before has ended. It has neither volume nor rate,
    and a program that fails is not noticed: https://github.com/kivy/plyer
    """

    name = "plyer"
    """It is only known to have spoken once it is over."""
    _ended = Signal(object)
    _held: ClassVar[set["PlyerVoice"]] = set()
    """Those with a thread: whoever forgets one, it must not be destroyed there, where its last reference would be."""

    def __init__(
        self, failed: Failed, speak: Callable[[str], None] | None = None, patience: timedelta = PATIENCE
    ) -> None:
        """`failed` is told, from the event loop, whenever it cannot go on, and why."""
        super().__init__()
        self.trouble: str | None = None
        self.language = ""
        self.spoke: Callable[[], None] = lambda: None
        self._failed = failed
        self._speak = speak or _plyer
        self._running = False
        self._wanted: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(patience // timedelta(milliseconds=1))
        self._timer.timeout.connect(self._out_of_patience)
        self._ended.connect(self._done, Qt.ConnectionType.QueuedConnection)

    def prepare(self) -> None:
        if self._speak is _plyer and not _has_program():
            QTimer.singleShot(0, self, lambda: self._fail(NOBODY))

    def say(self, text: str) -> None:
        self._wanted = text.lstrip("- ")  # plyer hands it to the program as it is: a dash would be an option
        if not self._running and self.trouble is None:
            self._begin()

    def stop(self) -> None:
        self._wanted = None

    def set_volume(self, volume: float) -> None:
        pass

    def set_rate(self, rate: float) -> None:
        pass

    def close(self) -> None:
        self.stop()
        self._timer.stop()

    def _begin(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted:
            self._running = True
            self._timer.start()
            self._held.add(self)
            self._thread = threading.Thread(target=self._work, args=(wanted,), name="plyer", daemon=True)
            self._thread.start()

    def _work(self, text: str) -> None:
        problem = None
        try:
            self._speak(text)
        except NotImplementedError:
            problem = NOBODY
        except Exception as error:  # noqa: BLE001 - plyer raises whatever the system below it does
            problem = f"plyer cannot speak here: {type(error).__name__}."
        try:
            self._ended.emit(problem)
        except RuntimeError:  # the application has ended meanwhile
            return

    def _done(self, problem: str | None) -> None:
        self._thread.join()  # it has nothing left to do, but may still hold us
        QTimer.singleShot(0, self._release)
        self._timer.stop()
        self._running = False
        if problem is not None:
            self._fail(problem)
        else:
            self.trouble = None
            self.spoke()
            self._begin()

    def _out_of_patience(self) -> None:
        self._fail("plyer has not come back from speaking.")

    def _release(self) -> None:
        if not self._running:
            self._held.discard(self)

    def _fail(self, why: str) -> None:
        self._wanted = None
        self.trouble = why
        self._failed(why)


def _has_program() -> bool:
    return sys.platform != "linux" or any(shutil.which(name) for name in ("espeak", "flite"))


def _plyer(text: str) -> None:
    from plyer import tts  # type: ignore[import,unused-ignore] # noqa: PLC0415 - loaded when it is used

    tts.speak(message=text)

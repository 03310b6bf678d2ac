"""Speech through plyer, where the system's own engine has no voice."""

import shutil
import sys
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.audio.base import FailureCallback, SpokenCallback, do_nothing
from hipbreak.desktop.system.plyer_thread import PlyerThread

TIMEOUT = timedelta(seconds=15)
"""Longer than the longest sentence of a guide."""

NO_PROGRAM = N_("plyer finds no program that speaks (on Linux, espeak or flite).")


class PlyerSpeech(PlyerThread):
    """One text at a time, in a thread of its own: https://github.com/kivy/plyer

    Speech cannot be interrupted: the newest text follows the current one. There is no volume or rate, and a failing
    program is not noticed.
    """

    name = "plyer"

    def __init__(
        self,
        failed: FailureCallback,
        speak: Callable[[str], None] | None = None,
        timeout: timedelta = TIMEOUT,
        spoke: SpokenCallback = do_nothing,
    ) -> None:
        """`failed` is called with the reason, from the event loop; `spoke` only after a text."""
        super().__init__(timeout)
        self.problem: str | None = None
        self.language = ""
        self._failed, self._spoke = failed, spoke
        self._speak = speak or _speak_with_plyer
        self._next_text: str | None = None

    def prepare(self) -> None:
        if self._speak is _speak_with_plyer and not is_program_installed():
            QTimer.singleShot(0, lambda: self._fail(_(NO_PROGRAM)))  # which keeps this object until then

    def say(self, text: str) -> None:
        self._next_text = text.lstrip("- ")  # plyer passes it on as an argument: a dash would be an option
        if not self.running and self.problem is None:
            self._start_next()

    def stop(self) -> None:
        self._next_text = None

    def set_volume(self, volume: float) -> None:
        pass

    def set_rate(self, rate: float) -> None:
        pass

    def close(self) -> None:
        self.stop()
        self._timer.stop()

    def _start_next(self) -> None:
        text_to_speak, self._next_text = self._next_text, None
        if text_to_speak:
            self.start(lambda: self._speak(text_to_speak))

    def finished(self, problem: Exception | None) -> None:
        if isinstance(problem, NotImplementedError):
            self._fail(_(NO_PROGRAM))
        elif problem is not None:
            self._fail(_("plyer cannot speak here: {name}.").format(name=type(problem).__name__))
        else:
            self.problem = None
            self._spoke()
            self._start_next()

    def timed_out(self) -> None:
        self._fail(_("plyer has not come back from speaking."))

    def _fail(self, reason: str) -> None:
        self._next_text = None
        self.problem = reason
        self._failed(reason)


def is_program_installed() -> bool:
    return sys.platform != "linux" or any(shutil.which(name) for name in ("espeak", "flite"))


def _speak_with_plyer(text: str) -> None:
    if not is_program_installed():
        raise NotImplementedError  # plyer itself would cache that there is none
    from plyer import tts  # type: ignore[import,unused-ignore] # noqa: PLC0415 - loaded when it is used

    tts.speak(message=text)

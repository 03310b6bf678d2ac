"""Speech through plyer, where Qt has no voice."""

import shutil
import sys
from collections.abc import Callable
from datetime import timedelta

from hipbreak.desktop.audio.base import Failed, Spoke, do_nothing
from hipbreak.desktop.system.plyer_thread import PlyerThread

TIMEOUT = timedelta(seconds=15)
"""Longer than the guide's longest sentence."""

NOBODY = "plyer finds no program that speaks (on Linux, espeak or flite)."


class PlyerVoice(PlyerThread):
    """One text at a time, in a thread of its own.

    It cannot be interrupted: the newest text is said when the one before has ended. It has neither volume nor rate,
    and a program that fails is not noticed: https://github.com/kivy/plyer
    """

    name = "plyer"
    """It is only known to have spoken once it is over."""

    def __init__(
        self,
        failed: Failed,
        speak: Callable[[str], None] | None = None,
        timeout: timedelta = TIMEOUT,
        spoke: Spoke = do_nothing,
    ) -> None:
        """`failed` is told, from the event loop, whenever it cannot go on, and why."""
        super().__init__(timeout)
        self.trouble: str | None = None
        self.language = ""
        self._failed, self._spoke = failed, spoke
        self._speak = speak or _plyer
        self._wanted: str | None = None

    def prepare(self) -> None:
        if self._speak is _plyer and not _has_program():
            self.soon(lambda: self._fail(NOBODY))

    def say(self, text: str) -> None:
        self._wanted = text.lstrip("- ")  # plyer hands it to the program as it is: a dash would be an option
        if not self.running and self.trouble is None:
            self._begin()

    def stop(self) -> None:
        self._wanted = None

    def set_volume(self, volume: float) -> None:
        pass

    def set_rate(self, rate: float) -> None:
        pass

    def close(self) -> None:
        self.stop()
        self.wait_no_more()

    def _begin(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted:
            self.begin(lambda: self._speak(wanted))

    def ended(self, problem: Exception | None) -> None:
        if isinstance(problem, NotImplementedError):
            self._fail(NOBODY)
        elif problem is not None:
            self._fail(f"plyer cannot speak here: {type(problem).__name__}.")
        else:
            self.trouble = None
            self._spoke()
            self._begin()

    def late(self) -> None:
        self._fail("plyer has not come back from speaking.")

    def _fail(self, why: str) -> None:
        self._wanted = None
        self.trouble = why
        self._failed(why)


def _has_program() -> bool:
    return sys.platform != "linux" or any(shutil.which(name) for name in ("espeak", "flite"))


def _plyer(text: str) -> None:
    if not _has_program():
        raise NotImplementedError  # asked now, plyer would not look again when one has been installed
    from plyer import tts  # type: ignore[import,unused-ignore] # noqa: PLC0415 - loaded when it is used

    tts.speak(message=text)

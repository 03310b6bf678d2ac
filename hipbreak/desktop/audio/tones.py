"""Playing the guide's tones."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from hipbreak.desktop.audio.base import do_nothing
from hipbreak.desktop.audio.worker_process import (
    ANSWERING,
    PAUSE,
    STARTING,
    AudioWorker,
    LazyAudioWorker,
    SpeakerListener,
)

TONES = ("start", "press", "relax", "side", "last3", "halfway", "done")
"""What can be played; the files are `assets/tones/NAME.wav`."""
LATE = timedelta(seconds=1.5)
Played = Callable[[], None]
"""Called, from the event loop, whenever a tone has been given to a device."""


class TonePlayer(Protocol):
    """All calls are made on the GUI thread; none raises or waits, whatever the sound server does."""

    muted: bool
    """While True nothing is played, and nothing loaded for it."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""

    @property
    def through(self) -> str:
        """What the device is called; empty if there is none, or that is not known yet."""

    @property
    def trouble(self) -> str | None:
        """One sentence while nobody hears it; None while it is heard, or has yet to find out."""

    def prepare(self) -> None:
        """Loads what the first tone needs, or tries once more; worth a call when a guide opens."""

    def play(self, tone: str) -> None:
        """Plays one of `TONES`; the first loads what it needs, and is dropped if that takes longer than `LATE`."""

    def set_volume(self, volume: float) -> None:
        """0 to 1, as it is heard; the tones that follow have it."""

    def close(self) -> None:
        """Lets a tone ring out and unloads everything; a later `play` loads it again. May be called twice."""


class NoSound:
    """The last one: nothing is heard, and it says why."""

    name = "none"
    through = ""
    muted = False

    def __init__(self, why: str) -> None:
        self.trouble: str | None = why

    def prepare(self) -> None:
        pass

    def play(self, tone: str) -> None:
        pass

    def set_volume(self, volume: float) -> None:
        pass

    def close(self) -> None:
        pass


class QtSound:
    """QtMultimedia, in a process that lives from the first tone to `close`."""

    name = "qt-multimedia"

    def __init__(
        self,
        files: Mapping[str, Path],
        silent: Callable[[str], None],
        environment: Mapping[str, str] | None = None,
        starting: timedelta = STARTING,
        answering: timedelta = ANSWERING,
        pause: timedelta = PAUSE,
        late: timedelta = LATE,
        played: Played = do_nothing,
    ) -> None:
        """`files` by tone; `silent` is told why nobody hears it, once until `close`, from the event loop."""
        self.muted = False
        self.through = ""
        self.trouble: str | None = None
        self._silent, self._played = silent, played
        self._told = False
        self._volume = 1.0
        words = ("-m", "hipbreak.desktop.audio.worker_main", "tones", json.dumps({k: str(v) for k, v in files.items()}))

        def begin(listener: SpeakerListener) -> AudioWorker:
            return AudioWorker(words, listener, environment, starting, answering)

        listener = SpeakerListener(self._ready, self._troubled, self._troubled, self._did)
        self._speaking = LazyAudioWorker(begin, listener, late, pause)

    def prepare(self) -> None:
        if not self.muted:
            self._speaking.prepare()

    def play(self, tone: str) -> None:
        if not self.muted:
            self._speaking.order({"play": tone})

    def set_volume(self, volume: float) -> None:
        self._volume = volume
        self._speaking.set({"volume": volume})

    def close(self) -> None:
        self._speaking.close()
        self._told = False

    def _ready(self, _name: str, through: str) -> None:
        self.trouble, self.through = None, through
        self._speaking.set({"volume": self._volume})

    def _did(self, order: str) -> None:
        if order == "play" and self.trouble is None:
            self._played()

    def _troubled(self, why: str | None) -> None:
        self.trouble = why
        if why is not None and not self._told:
            self._told = True
            self._silent(why)


def choose_sound(
    files: Mapping[str, Path], silent: Callable[[str], None], late: timedelta = LATE, played: Played = do_nothing
) -> TonePlayer:
    """QtMultimedia where it is installed, or none; nothing is loaded yet.

    `files` by tone; `silent` is told why nobody hears it, once until `close`, from the event loop; a tone that would
    be played later than `late` is dropped.
    """
    from importlib.util import find_spec  # noqa: PLC0415 - of no use later

    if find_spec("PySide6.QtMultimedia") is None:
        return NoSound("The Python package PySide6-Addons is not installed.")
    return QtSound(files, silent, late=late, played=played)

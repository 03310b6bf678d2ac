"""What a session lets be heard: tones and words, loaded at the first and let go when the session is over."""

import locale
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from hipbreak.core.settings import Settings
from hipbreak.desktop.sound import TONES, QtSound, Sound
from hipbreak.desktop.voice import Voice, choose_voice
from hipbreak.store.assets import asset

_QUIET = 60_000  # ms without anything to hear after which both are let go


class Hearing(QObject):
    """Never delays a session: what cannot be heard in time is dropped, and said once."""

    def __init__(self, settings: Callable[[], Settings], say: Callable[[str], None]) -> None:
        super().__init__()
        self._settings, self._say = settings, say
        self._sound: Sound | None = None
        self._voice: Voice | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET)
        self._quiet.timeout.connect(self.rest)

    def hear(self, tone: str, words: str) -> None:
        """A tone's name and what is said; either may be empty."""
        settings = self._settings()
        if tone in TONES and settings.tones:
            self._play(tone, settings.tone_volume / 100)
        if words and settings.voice:
            self._speak(words, settings.voice_volume / 100)
        self._quiet.start()

    def rest(self) -> None:
        """The session is over: unload everything."""
        self._quiet.stop()
        for port in (self._sound, self._voice):
            if port is not None:
                port.close()
        self._sound = self._voice = None

    def _play(self, tone: str, volume: float) -> None:
        if self._sound is None:
            self._sound = QtSound({name: asset(f"tones/{name}.wav") for name in TONES}, self._say)
        self._sound.set_volume(volume)
        self._sound.play(tone)

    def _speak(self, words: str, volume: float) -> None:
        if self._voice is None:
            language = (locale.getlocale()[0] or "en").partition("_")[0]
            self._voice = choose_voice("en" if language == "C" else language, self._say)
        self._voice.set_volume(volume)
        self._voice.say(words)

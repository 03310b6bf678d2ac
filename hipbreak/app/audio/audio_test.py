"""Trying tones and voice: what a Test button does, and the one line that tells what came of it."""

import locale
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import audio as audio_text
from hipbreak.desktop.audio import speech, tones
from hipbreak.desktop.audio.base import SpeechEngine
from hipbreak.desktop.audio.speech import choose_speech_engine
from hipbreak.desktop.audio.tones import TONES, TonePlayer, choose_sound
from hipbreak.store.assets import asset

Told = Callable[[bool, str], None]
_ANY_TIME = timedelta(minutes=1)  # whoever tries it waits for it
_RINGS = 6_000  # ms that what was said may take: the slowest voice needs 5 s


def _own_sound(silent: Callable[[str], None], late: timedelta) -> TonePlayer:
    """The shipped tones."""
    return choose_sound({name: asset(f"tones/{name}.wav") for name in TONES}, silent, late)


def _own_voice(silent: Callable[[str], None], late: timedelta) -> SpeechEngine:
    """In the person's language."""
    language = locale.getlocale()[0] or "en"
    return choose_speech_engine("en" if language == "C" else language, silent, late)


@dataclass(frozen=True)
class AudioBackends:
    """What sounds and speaks; each is made without loading anything, and told whom to tell that nobody hears it."""

    sound: Callable[[Callable[[str], None], timedelta], TonePlayer] = _own_sound
    voice: Callable[[Callable[[str], None], timedelta], SpeechEngine] = _own_voice

    def prompt_sound(self, silent: Callable[[str], None]) -> TonePlayer:
        """One that drops what would come late."""
        return self.sound(silent, tones.LATE)

    def prompt_voice(self, silent: Callable[[str], None]) -> SpeechEngine:
        """One that drops what would come late."""
        return self.voice(silent, speech.LATE)


class AudioTest:
    """One attempt with parts of its own, so that it also tells the truth in the middle of a session.

    Muted or not, it sounds; `told` comes once, from the event loop: whether it works, and a line for the person.
    """

    def __init__(self, what: str, settings: Settings, told: Told, ports: AudioBackends) -> None:
        """`what` is TONE or VOICE of `core.hearing_words`."""
        self._settings, self._ports = settings, ports
        self._told: Told | None = told
        self._part: TonePlayer | SpeechEngine = self._try_tone() if what == audio_text.TONE else self._try_voice()

    def _try_tone(self) -> TonePlayer:
        part = self._ports.sound(lambda why: self._tell(False, audio_text.nothing_sounds(why)), _ANY_TIME)
        volume = self._settings.tone_volume
        part.played = lambda: self._tell(True, audio_text.tried_tone(part.name, part.through, volume))
        part.set_volume(volume / 100)
        part.play("done")
        if part.trouble:  # it knew at once
            self._tell_soon(audio_text.nothing_sounds(part.trouble))
        return part

    def _try_voice(self) -> SpeechEngine:
        part = self._ports.voice(lambda why: self._tell(False, audio_text.nothing_speaks(why)), _ANY_TIME)
        volume = self._settings.voice_volume
        part.spoke = lambda: self._tell(True, audio_text.tried_voice(part.name, part.language, volume))
        part.set_volume(volume / 100)
        part.set_rate(self._settings.voice_rate / 100)
        part.prepare()
        part.say(audio_text.sample())
        return part

    def _tell_soon(self, line: str) -> None:
        QTimer.singleShot(0, lambda: self._tell(False, line))

    def _tell(self, works: bool, line: str) -> None:
        told, self._told = self._told, None
        if told is not None:
            QTimer.singleShot(_RINGS, self._part.close)
            told(works, line)

    def close(self) -> None:
        """Lets it ring out; nothing is told any more. May be called twice."""
        self._told = None
        self._part.close()

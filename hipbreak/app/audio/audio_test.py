"""Tests of tones and voice: what a Test button does, and the line of text with the result."""

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

ShowResult = Callable[[bool, str], None]
"""Called with whether it works, and a line for the person."""
_ANY_TIME = timedelta(minutes=1)  # in a test nothing is late
_PLAYING_MS = 6_000  # that the sample may take: the slowest voice needs 5 s


def _own_sound(silent: Callable[[str], None], late: timedelta) -> TonePlayer:
    """The shipped tones."""
    return choose_sound({name: asset(f"tones/{name}.wav") for name in TONES}, silent, late)


def _own_voice(silent: Callable[[str], None], late: timedelta) -> SpeechEngine:
    """The voice in the person's language."""
    language = locale.getlocale()[0] or "en"
    return choose_speech_engine("en" if language == "C" else language, silent, late)


@dataclass(frozen=True)
class AudioBackends:
    """Factories of tone player and voice, which load nothing; `silent` receives the reason if nothing is heard."""

    sound: Callable[[Callable[[str], None], timedelta], TonePlayer] = _own_sound
    voice: Callable[[Callable[[str], None], timedelta], SpeechEngine] = _own_voice

    def prompt_sound(self, silent: Callable[[str], None]) -> TonePlayer:
        """A player that drops late tones."""
        return self.sound(silent, tones.LATE)

    def prompt_voice(self, silent: Callable[[str], None]) -> SpeechEngine:
        """A voice that drops late words."""
        return self.voice(silent, speech.LATE)


class AudioTest:
    """One test with a player or voice of its own, so that its result is right also during a session.

    It is heard also when sound is switched off; `show_result` is called once, from the event loop.
    """

    def __init__(self, what: str, settings: Settings, show_result: ShowResult, backends: AudioBackends) -> None:
        """`what` is TONE or VOICE of `core.text.audio`."""
        self._settings, self._backends = settings, backends
        self._show_result: ShowResult | None = show_result
        self._part: TonePlayer | SpeechEngine = self._test_tone() if what == audio_text.TONE else self._test_voice()

    def _test_tone(self) -> TonePlayer:
        part = self._backends.sound(lambda why: self._finish(False, audio_text.nothing_sounds(why)), _ANY_TIME)
        volume = self._settings.tone_volume
        part.played = lambda: self._finish(True, audio_text.tried_tone(part.name, part.through, volume))
        part.set_volume(volume / 100)
        part.play("done")
        if part.trouble:  # known at once
            self._finish_soon(audio_text.nothing_sounds(part.trouble))
        return part

    def _test_voice(self) -> SpeechEngine:
        part = self._backends.voice(lambda why: self._finish(False, audio_text.nothing_speaks(why)), _ANY_TIME)
        volume = self._settings.voice_volume
        part.spoke = lambda: self._finish(True, audio_text.tried_voice(part.name, part.language, volume))
        part.set_volume(volume / 100)
        part.set_rate(self._settings.voice_rate / 100)
        part.prepare()
        part.say(audio_text.sample())
        return part

    def _finish_soon(self, line: str) -> None:
        QTimer.singleShot(0, lambda: self._finish(False, line))

    def _finish(self, works: bool, line: str) -> None:
        show_result, self._show_result = self._show_result, None
        if show_result is not None:
            QTimer.singleShot(_PLAYING_MS, self._part.close)
            show_result(works, line)

    def close(self) -> None:
        """End after what is playing, without a result. Idempotent."""
        self._show_result = None
        self._part.close()

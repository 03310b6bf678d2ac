"""Tests of tones and voice: what a Test button does, and the line of text with the result."""

import locale
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QTimer

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import audio as audio_text
from hipbreak.desktop.audio.base import Failed, SpeechEngine, Spoke, do_nothing
from hipbreak.desktop.audio.speech import choose_speech_engine
from hipbreak.desktop.audio.tones import TONES, Played, TonePlayer, choose_sound
from hipbreak.store.assets import asset

ShowResult = Callable[[bool, str], None]
"""Called with whether it works, and a line for the person."""
_ANY_TIME = timedelta(minutes=1)  # in a test nothing is late
_PLAYING_MS = 6_000  # that the sample may take: the slowest voice needs 5 s


class CreateTones(Protocol):
    """Creates the tone player of this machine, loading nothing."""

    def __call__(self, silent: Failed, late: timedelta, played: Played = do_nothing) -> TonePlayer:
        """`silent` receives the reason if nothing can be heard; a tone that would be later than `late` is dropped."""


class CreateVoice(Protocol):
    """Creates the voice of this machine, loading nothing."""

    def __call__(self, silent: Failed, late: timedelta, spoke: Spoke = do_nothing) -> SpeechEngine:
        """`silent` receives the reason if nothing can be heard; a text that would be later than `late` is dropped."""


def _create_tones(silent: Failed, late: timedelta, played: Played = do_nothing) -> TonePlayer:
    return choose_sound({name: asset(f"tones/{name}.wav") for name in TONES}, silent, late, played)


def _create_voice(silent: Failed, late: timedelta, spoke: Spoke = do_nothing) -> SpeechEngine:
    language = locale.getlocale()[0] or "en"
    return choose_speech_engine("en" if language == "C" else language, silent, late, spoke)


@dataclass(frozen=True)
class AudioBackends:
    """The factories of this machine."""

    tones: CreateTones = _create_tones
    voice: CreateVoice = _create_voice


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
        volume = self._settings.tone_volume
        part = self._backends.tones(
            lambda why: self._finish(False, audio_text.nothing_sounds(why)),
            _ANY_TIME,
            lambda: self._finish(True, audio_text.tried_tone(part.name, part.through, volume)),
        )
        part.set_volume(volume / 100)
        part.play("done")
        if part.trouble:  # known at once
            self._finish_soon(audio_text.nothing_sounds(part.trouble))
        return part

    def _test_voice(self) -> SpeechEngine:
        volume = self._settings.voice_volume
        part = self._backends.voice(
            lambda why: self._finish(False, audio_text.nothing_speaks(why)),
            _ANY_TIME,
            lambda: self._finish(True, audio_text.tried_voice(part.name, part.language, volume)),
        )
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

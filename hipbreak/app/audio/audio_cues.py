"""Tones and voice of a guide or session, loaded when it opens and unloaded when it is over, and their Test buttons."""

from collections.abc import Callable
from datetime import timedelta

from msgspec import Struct
from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text.audio import AudioState, notice
from hipbreak.desktop.audio import speech, tones
from hipbreak.desktop.audio.base import AudioPart, FailureCallback, SpeechEngine, SpokenCallback, TonePlayer, do_nothing
from hipbreak.desktop.audio.speech import choose_speech_engine
from hipbreak.desktop.audio.tones import TONES, PlayedCallback, choose_tone_player
from hipbreak.desktop.audio.worker_process import AudioWorker
from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE
from hipbreak.store.assets import asset

ShowResult = Callable[[bool, str], None]
"""Called with whether it works, and a line for the person."""

_UNLOAD_MS = 400_000  # without any sound: longer than any step
_ANY_TIME = timedelta(minutes=1)  # in a test nothing is late
_PLAYING_MS = 6_000  # that the sample may take: the slowest voice needs 5 s


def _create_tones(failed: FailureCallback, late: timedelta, played: PlayedCallback) -> TonePlayer:
    return choose_tone_player({name: asset(f"tones/{name}.wav") for name in TONES}, failed, late, played)


def _create_voice(failed: FailureCallback, late: timedelta, spoke: SpokenCallback) -> SpeechEngine:
    return choose_speech_engine(spoken_language(QLocale(), QLocale.system()), failed, late, spoke)


def spoken_language(texts: QLocale, system: QLocale) -> str:
    """The language of the texts, like `en_GB`, with the system's country if the system speaks it too."""
    if texts.language() == QLocale.Language.C:
        return "en"
    return texts.name() if texts.language() == system.language() else QLocale(texts.language()).name()


class AudioBackends(Struct, frozen=True):
    """Factories of tone player and voice, which load nothing.

    Their arguments: the callback for the reason of a failure, the delay after which a tone or text is dropped, and the
    callback for each tone or text that is played.
    """

    tones: Callable[[FailureCallback, timedelta, PlayedCallback], TonePlayer] = _create_tones
    voice: Callable[[FailureCallback, timedelta, SpokenCallback], SpeechEngine] = _create_voice


class AudioTest:
    """One test with a player or voice of its own, so that its result is right also during a session.

    It plays also when sound is switched off; `show_result` is called once, from the event loop.
    """

    def __init__(self, what: str, settings: Settings, show_result: ShowResult, backends: AudioBackends) -> None:
        """`what` is TONE or VOICE of `core.text.audio`."""
        self._settings, self._backends = settings, backends
        self._show_result: ShowResult | None = show_result
        self._part: AudioPart = self._test_tone() if what == audio_text.TONE else self._test_voice()

    def _test_tone(self) -> TonePlayer:
        volume = self._settings.tone_volume
        part = self._backends.tones(
            lambda why: self._finish(False, audio_text.no_tones(why)),
            _ANY_TIME,
            lambda: self._finish(True, audio_text.tone_test_result(part.name, part.device, volume)),
        )
        part.set_volume(volume / 100)
        part.play("done")
        if problem := part.problem:  # known at once
            QTimer.singleShot(0, lambda: self._finish(False, audio_text.no_tones(problem)))
        return part

    def _test_voice(self) -> SpeechEngine:
        volume = self._settings.voice_volume
        part = self._backends.voice(
            lambda why: self._finish(False, audio_text.no_voice(why)),
            _ANY_TIME,
            lambda: self._finish(True, audio_text.voice_test_result(part.name, part.language, volume)),
        )
        part.set_volume(volume / 100)
        part.set_rate(self._settings.voice_rate / 100)
        part.prepare()
        part.say(audio_text.voice_sample())
        return part

    def _finish(self, works: bool, line: str) -> None:
        show_result, self._show_result = self._show_result, None
        if show_result is not None:
            QTimer.singleShot(_PLAYING_MS, self._part.close)
            show_result(works, line)

    def close(self) -> None:
        """End after what is playing, without a result. Idempotent."""
        self._show_result = None
        self._part.close()


class AudioCues(QObject):
    """Never delays a session: what would be late is dropped.

    `notice_changed` carries the notice for guide and session: what replaces missing sound, or nothing.
    """

    notice_changed = Signal(str)

    def __init__(
        self,
        settings: Callable[[], Settings],
        screen_reader: Callable[[], bool] = lambda: False,
        backends: AudioBackends | None = None,
    ) -> None:
        """`screen_reader` returns whether one is on; `backends` are this machine's unless given."""
        super().__init__()
        self._backends = backends or AudioBackends()
        self._settings, self._screen_reader = settings, screen_reader
        self._sound: TonePlayer | None = None
        self._voice: SpeechEngine | None = None
        self._tests: dict[str, AudioTest] = {}
        self.notice = ""
        """The notice about missing sound; empty for none, and while unknown."""
        self._unload_timer = QTimer(self, singleShot=True)
        self._unload_timer.timeout.connect(self.unload)
        self._unload_timer.setInterval(_UNLOAD_MS)

    def open(self) -> None:
        """Load what the first tone and text need, which takes up to some seconds."""
        settings = self._settings()
        if settings.tones:
            self._tone_player().prepare()
        if self._wants_voice(settings):
            self._speech().prepare()
        self._unload_timer.start()
        self._update_notice()

    def play(self, tone: str, text: str) -> None:
        """Play a tone by name and speak a text; either may be empty."""
        settings = self._settings()
        if tone in TONES and settings.tones:
            player = self._tone_player()
            player.set_volume(settings.tone_volume / 100)
            player.play(tone)
        if text and self._wants_voice(settings):
            voice = self._speech()
            voice.set_volume(settings.voice_volume / 100)
            voice.set_rate(settings.voice_rate / 100)
            voice.say(text)
        self._unload_timer.start()
        self._update_notice()

    def open_break(self) -> None:
        """As `open`, for the guide of a stand-up break, unless breaks are to be silent."""
        if self._settings().break_sound:
            self.open()

    def play_in_break(self, tone: str, text: str) -> None:
        """As `play`, in a stand-up break."""
        if self._settings().break_sound:
            self.play(tone, text)

    def stop_speech(self) -> None:
        """Stop speaking at once."""
        if self._voice is not None:
            self._voice.stop()

    def unload(self) -> None:
        """Unload everything after what is playing."""
        self._unload_timer.stop()
        for part in (self._sound, self._voice):
            if part is not None:
                part.close()
        self._sound = self._voice = None

    def close(self) -> None:
        """Unload everything and end the audio processes."""
        self.unload()
        for test in self._tests.values():
            test.close()
        AudioWorker.end_all()

    def test(self, what: str, show_result: ShowResult) -> None:
        """Play a tone (`core.text.audio.TONE`) or speak (`VOICE`), also when that is switched off.

        `show_result` is called once, from the event loop; if a service hangs, after half a minute. A second test of
        the same replaces the first.
        """
        if what in self._tests:
            self._tests[what].close()
        self._tests[what] = AudioTest(what, self._settings(), show_result, self._backends)

    def _wants_voice(self, settings: Settings) -> bool:
        return settings.voice and not (settings.voice_yields and self._screen_reader())

    def _tone_player(self) -> TonePlayer:
        if self._sound is None:
            self._sound = self._backends.tones(lambda _why: self._update_notice(), tones.MAX_DELAY, do_nothing)
        return self._sound

    def _speech(self) -> SpeechEngine:
        if self._voice is None:
            self._voice = self._backends.voice(lambda _why: self._update_notice(), speech.MAX_DELAY, do_nothing)
        return self._voice

    def _update_notice(self) -> None:
        """Emit the notice when it has changed."""
        settings = self._settings()
        tones = _audio_state(self._sound) if settings.tones else AudioState.OFF
        voice = _audio_state(self._voice) if settings.voice else AudioState.OFF
        if settings.voice and not self._wants_voice(settings):
            voice = AudioState.YIELDS
        found = notice(tones, voice)
        if found != self.notice:
            self.notice = found
            self.notice_changed.emit(found)


def _audio_state(part: AudioPart | None) -> AudioState:
    if part is None or not part.problem:
        return AudioState.ON
    return AudioState.NO_LANGUAGE if part.problem == _(NO_LANGUAGE) else AudioState.NONE

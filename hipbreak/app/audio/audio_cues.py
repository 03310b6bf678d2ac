"""What a guide or a session lets be heard: tones and words, loaded when it opens and let go when it is over."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from hipbreak.app.audio.audio_test import AudioBackends, AudioTest, Told
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.audio import Heard, notice
from hipbreak.desktop.audio.base import SpeechEngine
from hipbreak.desktop.audio.tones import TONES, TonePlayer
from hipbreak.desktop.audio.worker_process import AudioWorker

_QUIET = 400_000  # ms without anything to hear after which both are let go: longer than any step


class AudioCues(QObject):
    """Never delays a session: what cannot be heard in time is dropped.

    `noticed` carries the quiet line for the windows that are heard: what guides instead, or nothing.
    """

    noticed = Signal(str)

    def __init__(
        self,
        settings: Callable[[], Settings],
        screen_reader: Callable[[], bool] = lambda: False,
        ports: AudioBackends | None = None,
    ) -> None:
        """`screen_reader` tells whether one speaks now; `ports` are this machine's unless given."""
        super().__init__()
        self._ports = ports or AudioBackends()
        self._settings, self._screen_reader = settings, screen_reader
        self._sound: TonePlayer | None = None
        self._voice: SpeechEngine | None = None
        self._trials: dict[str, AudioTest] = {}
        self._notice = ""
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET)
        self._quiet.timeout.connect(self.rest)

    @property
    def notice(self) -> str:
        """The quiet line, as far as is known."""
        return self._notice

    def open(self) -> None:
        """A guide or session opens: what the first tone and word need is loaded now, which takes up to some seconds."""
        settings = self._settings()
        if settings.tones:
            self._sounding().prepare()
        if self._wants_voice(settings):
            self._speaking().prepare()
        self._quiet.start()
        self._look()

    def hear(self, tone: str, words: str) -> None:
        """A tone's name and what is said; either may be empty."""
        settings = self._settings()
        if tone in TONES and settings.tones:
            part = self._sounding()
            part.set_volume(settings.tone_volume / 100)
            part.play(tone)
        if words and self._wants_voice(settings):
            voice = self._speaking()
            voice.set_volume(settings.voice_volume / 100)
            voice.set_rate(settings.voice_rate / 100)
            voice.say(words)
        self._quiet.start()
        self._look()

    def open_break(self) -> None:
        """As `open`, for the guide of a stand-up break; nothing if breaks are to be silent."""
        if self._settings().break_sound:
            self.open()

    def hear_break(self, tone: str, words: str) -> None:
        """As `hear`, in a stand-up break."""
        if self._settings().break_sound:
            self.hear(tone, words)

    def hush(self) -> None:
        """It is paused or stopped: nothing more of what is being said."""
        if self._voice is not None:
            self._voice.stop()

    def rest(self) -> None:
        """The session is over: what sounds rings out, and everything is unloaded."""
        self._quiet.stop()
        for port in (self._sound, self._voice):
            if port is not None:
                port.close()
        self._sound = self._voice = None

    def close(self) -> None:
        """The app ends."""
        self.rest()
        for trial in self._trials.values():
            trial.close()
        AudioWorker.end_all()

    def try_out(self, what: str, told: Told) -> None:
        """Plays a tone (`hearing_words.TONE`) or says something (`VOICE`), also when that is switched off.

        `told` is called once, from the event loop, with whether it works and one line for the person; in the worst
        case, a service that hangs, after half a minute. Trying the same again takes the place of the first.
        """
        if what in self._trials:
            self._trials[what].close()
        self._trials[what] = AudioTest(what, self._settings(), told, self._ports)

    def _wants_voice(self, settings: Settings) -> bool:
        return settings.voice and not (settings.voice_yields and self._screen_reader())

    def _sounding(self) -> TonePlayer:
        if self._sound is None:
            self._sound = self._ports.prompt_sound(lambda _why: self._look())
        return self._sound

    def _speaking(self) -> SpeechEngine:
        if self._voice is None:
            self._voice = self._ports.prompt_voice(lambda _why: self._look())
        return self._voice

    def _look(self) -> None:
        """Say it when something else can be heard than before."""
        settings = self._settings()
        tones = _heard(self._sound) if settings.tones else Heard.OFF
        voice = _heard(self._voice) if settings.voice else Heard.OFF
        if settings.voice and not self._wants_voice(settings):
            voice = Heard.YIELDS
        found = notice(tones, voice)
        if found != self._notice:
            self._notice = found
            self.noticed.emit(found)


def _heard(part: TonePlayer | SpeechEngine | None) -> Heard:
    return Heard.NONE if part is not None and part.trouble else Heard.ON

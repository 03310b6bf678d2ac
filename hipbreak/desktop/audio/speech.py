"""Speaking what the guide says."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from hipbreak.desktop.audio.base import Failed, NoSpeech, SpeechEngine, Spoke, do_nothing
from hipbreak.desktop.audio.worker_process import ANSWERING, PAUSE, AudioWorker, LazyAudioWorker, SpeakerListener

STARTING = timedelta(seconds=20)
"""speech-dispatcher with all voices of espeak-ng takes 5 to 9 s to tell them."""
LATE = timedelta(seconds=1)


class QtSpeech:
    """QtTextToSpeech, in a process that lives from the first word to `close`."""

    def __init__(
        self,
        language: str,
        failed: Failed,
        environment: Mapping[str, str] | None = None,
        starting: timedelta = STARTING,
        answering: timedelta = ANSWERING,
        late: timedelta = LATE,
        spoke: Spoke = do_nothing,
    ) -> None:
        """`language` like `en`; `failed` is told, from the event loop, whenever it cannot go on, and why."""
        self.name, self.language = "qt", ""
        self.trouble: str | None = None
        self._failed, self._spoke = failed, spoke
        self._volume, self._rate = 1.0, 0.0
        words = ("-m", "hipbreak.desktop.audio.worker_main", "words", language)

        def begin(listener: SpeakerListener) -> AudioWorker:
            return AudioWorker(words, listener, environment, starting, answering)

        listener = SpeakerListener(self._ready, lambda _why: None, self._ended, self._did)
        self._speaking = LazyAudioWorker(begin, listener, late, PAUSE)

    def prepare(self) -> None:
        self._speaking.prepare()

    def say(self, text: str) -> None:
        self._speaking.order({"say": text})

    def stop(self) -> None:
        self._speaking.forget()
        self._speaking.set({"stop": True})

    def set_volume(self, volume: float) -> None:
        self._volume = volume
        self._speaking.set({"volume": volume})

    def set_rate(self, rate: float) -> None:
        self._rate = rate
        self._speaking.set({"rate": rate})

    def close(self) -> None:
        self._speaking.close()

    def _ready(self, name: str, language: str) -> None:
        self.name, self.language, self.trouble = name, language, None
        self.set_volume(self._volume)
        self.set_rate(self._rate)

    def _did(self, order: str) -> None:
        if order == "say":
            self._spoke()

    def _ended(self, why: str) -> None:
        self.trouble = why
        self._failed(why)


class SpeechFailover:
    """The first voice that can speak; when one fails, the next one says what it could not. `close` starts over."""

    def __init__(
        self,
        rungs: Sequence[Callable[[Failed], SpeechEngine]],
        silent: Callable[[str], None],
        late: timedelta = LATE,
    ) -> None:
        """`rungs` make the voices, best first; `silent` is told once until `close` that none is left, and why."""
        self._rungs, self._silent, self._late = rungs, silent, late.total_seconds()
        self._settings: dict[str, float] = {}
        self._said: tuple[float, str] | None = None
        self._place, self._why = 0, ""
        self._voice: SpeechEngine = self._take()

    @property
    def name(self) -> str:
        return self._voice.name

    @property
    def language(self) -> str:
        return self._voice.language

    @property
    def trouble(self) -> str | None:
        return self._voice.trouble

    def prepare(self) -> None:
        self._voice.prepare()

    def say(self, text: str) -> None:
        self._said = (time.monotonic(), text)
        self._voice.say(text)

    def stop(self) -> None:
        self._said = None
        self._voice.stop()

    def set_volume(self, volume: float) -> None:
        self._settings["volume"] = volume
        self._voice.set_volume(volume)

    def set_rate(self, rate: float) -> None:
        self._settings["rate"] = rate
        self._voice.set_rate(rate)

    def close(self) -> None:
        self._voice.close()
        if self._place:
            self._place, self._why = 0, ""
            self._voice = self._take()

    def _take(self) -> SpeechEngine:
        place = self._place
        if place == len(self._rungs):
            return NoSpeech(self._why)
        voice = self._rungs[place](lambda why: self._failed(place, why))
        if "volume" in self._settings:
            voice.set_volume(self._settings["volume"])
        if "rate" in self._settings:
            voice.set_rate(self._settings["rate"])
        return voice

    def _failed(self, place: int, why: str) -> None:
        if place != self._place:
            return
        self._why = self._why or why  # the best one's reason tells what to install
        self._voice.close()
        self._place += 1
        self._voice = self._take()
        if self._place == len(self._rungs):
            self._silent(self._why)
            return
        self._voice.prepare()
        if self._said is not None and time.monotonic() - self._said[0] <= self._late:
            self._voice.say(self._said[1])


def choose_speech_engine(
    language: str, silent: Callable[[str], None], late: timedelta = LATE, spoke: Spoke = do_nothing
) -> SpeechEngine:
    """QtTextToSpeech's, plyer's, or none; nothing is loaded yet.

    `language` like `en`; `silent` is told once until `close`, from the event loop, that nobody can speak, and why;
    what would be said later than `late` is dropped.
    """

    def plyer(failed: Failed) -> SpeechEngine:
        from hipbreak.desktop.audio.plyer_speech import PlyerVoice  # noqa: PLC0415 - seldom used

        return PlyerVoice(failed, spoke=spoke)

    return SpeechFailover((lambda failed: QtSpeech(language, failed, late=late, spoke=spoke), plyer), silent, late)

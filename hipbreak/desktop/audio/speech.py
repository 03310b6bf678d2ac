"""The choice among the speech engines."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from hipbreak.desktop.audio.base import FailureCallback, NoAudio, SpeechEngine, SpokenCallback, do_nothing

MAX_DELAY = timedelta(seconds=1)


class SpeechFailover:
    """The first engine that works; when one fails, the next repeats its last text. `close` starts over."""

    def __init__(
        self,
        factories: Sequence[Callable[[FailureCallback], SpeechEngine]],
        on_failure: Callable[[str], None],
        max_delay: timedelta = MAX_DELAY,
    ) -> None:
        """`factories` in order of preference; `on_failure` gets the reason once until `close` when none is left."""
        self._factories, self._on_failure, self._max_delay = factories, on_failure, max_delay.total_seconds()
        self._settings: dict[str, float] = {}
        self._last_text: tuple[float, str] | None = None
        self._index, self._reason = 0, ""
        self._engine: SpeechEngine = self._create_engine()

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def language(self) -> str:
        return self._engine.language

    @property
    def problem(self) -> str | None:
        return self._engine.problem

    def prepare(self) -> None:
        self._engine.prepare()

    def say(self, text: str) -> None:
        self._last_text = (time.monotonic(), text)
        self._engine.say(text)

    def stop(self) -> None:
        self._last_text = None
        self._engine.stop()

    def set_volume(self, volume: float) -> None:
        self._settings["volume"] = volume
        self._engine.set_volume(volume)

    def set_rate(self, rate: float) -> None:
        self._settings["rate"] = rate
        self._engine.set_rate(rate)

    def close(self) -> None:
        self._engine.close()
        if self._index:
            self._index, self._reason = 0, ""
            self._engine = self._create_engine()

    def _create_engine(self) -> SpeechEngine:
        index = self._index
        if index == len(self._factories):
            return NoAudio(self._reason)
        engine = self._factories[index](lambda reason: self._failed(index, reason))
        if "volume" in self._settings:
            engine.set_volume(self._settings["volume"])
        if "rate" in self._settings:
            engine.set_rate(self._settings["rate"])
        return engine

    def _failed(self, index: int, reason: str) -> None:
        if index != self._index:
            return
        self._reason = self._reason or reason  # that of the preferred engine, which names what to install
        self._engine.close()
        self._index += 1
        self._engine = self._create_engine()
        if self._index == len(self._factories):
            self._on_failure(self._reason)
            return
        self._engine.prepare()
        if self._last_text is not None and time.monotonic() - self._last_text[0] <= self._max_delay:
            self._engine.say(self._last_text[1])


def choose_speech_engine(
    language: str,
    on_failure: Callable[[str], None],
    max_delay: timedelta = MAX_DELAY,
    spoke: SpokenCallback = do_nothing,
) -> SpeechEngine:
    """Create the engine of this system, for English with plyer as fallback; nothing is loaded yet.

    `language` like `en`; `on_failure` gets the reason once until `close`, from the event loop, when no engine works;
    text that would be spoken later than `max_delay` is dropped.
    """

    def system(failed: FailureCallback) -> SpeechEngine:
        if sys.platform in ("win32", "darwin"):
            from hipbreak.desktop.audio.system_speech import WorkerSpeech, speech_command  # noqa: PLC0415

            return WorkerSpeech(speech_command(sys.platform, language), failed, max_delay, spoke)
        from hipbreak.desktop.audio.speech_dispatcher import SpeechDispatcher  # noqa: PLC0415

        return SpeechDispatcher(language, failed, max_delay=max_delay, spoke=spoke)

    def plyer(failed: FailureCallback) -> SpeechEngine:
        from hipbreak.desktop.audio.plyer_speech import PlyerSpeech  # noqa: PLC0415 - seldom used

        return PlyerSpeech(failed, spoke=spoke)

    speaks_english = language.partition("_")[0] == "en"  # plyer takes no language
    return SpeechFailover((system, plyer) if speaks_english else (system,), on_failure, max_delay)

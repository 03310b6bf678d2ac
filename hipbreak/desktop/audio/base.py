"""Interfaces of the speech engines and of the players of tones."""

from collections.abc import Callable
from typing import Protocol

FailureCallback = Callable[[str], None]
SpokenCallback = Callable[[], None]
"""Called, from the event loop, when an engine has started to speak."""


def do_nothing() -> None:
    """Stand in for a callback that is not given."""


class AudioPart(Protocol):
    """All calls are made on the GUI thread; none raises or waits, whatever the service behind it does."""

    @property
    def name(self) -> str:
        """Its name in `doctor`."""

    @property
    def problem(self) -> str | None:
        """One sentence while it cannot play or speak; None while it can or that is unknown."""

    def prepare(self) -> None:
        """Load what the first tone or word needs, which may take seconds; call it when a guide opens."""

    def set_volume(self, volume: float) -> None:
        """Set the perceived volume of what follows, 0 to 1."""

    def close(self) -> None:
        """Finish the current tone or word and unload everything; the next one loads it again. Idempotent."""


class TonePlayer(AudioPart, Protocol):
    """Plays the tones of a guide."""

    @property
    def device(self) -> str:
        """The name of the device; empty if there is none or it is unknown."""

    def play(self, tone: str) -> None:
        """Play one of `tones.TONES`; the first is dropped if loading takes longer than `tones.MAX_DELAY`."""


class SpeechEngine(AudioPart, Protocol):
    """Speaks the texts of a guide."""

    @property
    def language(self) -> str:
        """Its language, like `en_GB`; empty while unknown."""

    def say(self, text: str) -> None:
        """Speak, interrupting earlier text; dropped if the engine is not ready within `speech.MAX_DELAY`."""

    def stop(self) -> None:
        """Stop speaking, and drop what is pending."""

    def set_rate(self, rate: float) -> None:
        """Set the rate, from -1 (slowest) to 1; 0 is the default of the voice."""


class NoAudio:
    """The last fallback: neither tones nor speech, with the reason as `problem`."""

    name = "none"
    device = language = ""

    def __init__(self, reason: str) -> None:
        self.problem: str | None = reason

    def prepare(self) -> None:
        pass

    def play(self, tone: str) -> None:
        pass

    def say(self, text: str) -> None:
        pass

    def stop(self) -> None:
        pass

    def set_volume(self, volume: float) -> None:
        pass

    def set_rate(self, rate: float) -> None:
        pass

    def close(self) -> None:
        pass

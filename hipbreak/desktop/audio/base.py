"""Interface of the speech engines."""

from collections.abc import Callable
from typing import Protocol

FailureCallback = Callable[[str], None]
SpokenCallback = Callable[[], None]
"""Called, from the event loop, when an engine has started to speak."""


def do_nothing() -> None:
    """Stand in for a callback that is not given."""


class SpeechEngine(Protocol):
    """All calls are made on the GUI thread; none raises or waits, whatever the speech service does."""

    @property
    def name(self) -> str:
        """Its name in `doctor`."""

    @property
    def language(self) -> str:
        """Its language, like `en_GB`; empty while unknown."""

    @property
    def problem(self) -> str | None:
        """One sentence while it cannot speak; None while it can or that is unknown."""

    def prepare(self) -> None:
        """Load what the first word needs, which takes seconds; call it when a guide opens."""

    def say(self, text: str) -> None:
        """Speak, interrupting earlier text; dropped if the engine is not ready within `MAX_DELAY`."""

    def stop(self) -> None:
        """Stop speaking, and drop what is pending."""

    def set_volume(self, volume: float) -> None:
        """Set the perceived volume, 0 to 1."""

    def set_rate(self, rate: float) -> None:
        """Set the rate, from -1 (slowest) to 1; 0 is the default of the voice."""

    def close(self) -> None:
        """Finish the current word and unload everything; a later `say` loads it again. Idempotent."""


class NoSpeech:
    """The last fallback: no speech, with the reason as `problem`."""

    name = "none"
    language = ""

    def __init__(self, reason: str) -> None:
        self.problem: str | None = reason

    def prepare(self) -> None:
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

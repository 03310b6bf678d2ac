"""What every voice is."""

from collections.abc import Callable
from typing import Protocol

Failed = Callable[[str], None]
Spoke = Callable[[], None]
"""Called, from the event loop, whenever a voice has begun to say something."""


def do_nothing() -> None:
    """Stand in for a callback that is not given."""


class SpeechEngine(Protocol):
    """All calls are made on the GUI thread; none raises or waits, whatever the speech service does."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""

    @property
    def language(self) -> str:
        """What it speaks, like `en_GB`; empty if that is not known, or not yet."""

    @property
    def trouble(self) -> str | None:
        """One sentence while it cannot speak; None while it can, or has yet to find out."""

    def prepare(self) -> None:
        """Loads what the first word needs, which takes seconds; worth a call when a guide opens."""

    def say(self, text: str) -> None:
        """Says it, in place of what is being said; it is dropped if the voice is not ready within `LATE`."""

    def stop(self) -> None:
        """Is silent, and says nothing that it has not said yet."""

    def set_volume(self, volume: float) -> None:
        """0 to 1, as it is heard."""

    def set_rate(self, rate: float) -> None:
        """-1, slowest, to 1; 0 is the voice's own."""

    def close(self) -> None:
        """Lets a word end and unloads everything; a later `say` loads it again. May be called twice."""


class NoSpeech:
    """The last one: nothing is said, and it says why."""

    name = "none"
    language = ""

    def __init__(self, why: str) -> None:
        self.trouble: str | None = why

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

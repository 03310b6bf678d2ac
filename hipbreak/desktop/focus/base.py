"""Window switches and full screen: who is told, and what each way to know them has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FocusListener:
    """Who is told; every call comes on the GUI thread, from the event loop."""

    window_switched: Callable[[], None]
    fullscreen: Callable[[bool], None]


class FocusSource(Protocol):
    """All calls are made on the GUI thread; none raises or waits."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""

    @property
    def trouble(self) -> str | None:
        """One sentence once it can never tell any more; None as long as it can, or has yet to find out."""

    def close(self) -> None:
        """Calls nobody any more; may be called twice."""


class FocusUnavailable(Exception):
    """This desktop does not tell; the message is one sentence for the person."""

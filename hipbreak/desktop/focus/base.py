"""Interface of the sources of window switches and full screen."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct


class FocusListener(Struct, frozen=True):
    """Callbacks, from the event loop on the GUI thread."""

    window_switched: Callable[[], None]
    fullscreen: Callable[[bool], None]


class FocusSource(Protocol):
    """All calls are made on the GUI thread; none raises or waits."""

    name: str
    """Its name in `doctor`."""

    @property
    def problem(self) -> str | None:
        """One sentence once it has failed for good; None while it works or that is unknown."""

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""


class FocusUnavailable(Exception):
    """This desktop offers no such events; the message is one sentence for the user."""

"""Interface of the sources of idle time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol


class IdleSource(Protocol):
    """All calls are made on the GUI thread; none raises, and none takes longer than a round trip."""

    @property
    def name(self) -> str:
        """Its name in `status` and `doctor`."""

    @property
    def problem(self) -> str | None:
        """One sentence once it has failed for good; None while it works or that is unknown."""

    def idle(self) -> timedelta | None:
        """Return the time since the last input of any device, or None while unknown.

        A source that works by events is unknown at first.
        """

    def watch_return(self, callback: Callable[[], None]) -> bool:
        """Call `callback` once, from the event loop, at the next input; replaces an earlier request.

        Return False if this is impossible, so that `idle` has to be polled.
        """

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""


class IdleUnavailable(Exception):
    """This desktop lacks what a source needs; the message is one sentence for the user."""


class NoIdleSource:
    """The last fallback: idle time is unknown."""

    name = "none"
    problem = None

    def idle(self) -> timedelta | None:
        return None

    def watch_return(self, callback: Callable[[], None]) -> bool:  # noqa: ARG002
        return False

    def close(self) -> None:
        pass

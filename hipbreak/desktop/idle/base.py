"""The base class of the sources of idle time."""

from collections.abc import Callable
from datetime import timedelta


class IdleSource:
    """Base class of the sources.

    All calls are made on the GUI thread; none raises, and none takes longer than a round trip.
    """

    name: str
    """Its name in `status` and `doctor`."""

    @property
    def problem(self) -> str | None:
        """One sentence once it has failed for good; None while it works or that is unknown."""
        return None

    def idle(self) -> timedelta | None:
        """Return the time since the last input of any device, or None while unknown.

        A source that works by events is unknown at first.
        """
        return None

    def watch_return(self, callback: Callable[[], None]) -> bool:  # noqa: ARG002
        """Call `callback` once, from the event loop, at the next input; replaces an earlier request.

        Return False if this is impossible, so that `idle` has to be polled.
        """
        return False

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""


class IdleUnavailable(Exception):
    """This desktop lacks what a source needs; the message is one sentence for the user."""


class InputEvents(IdleSource):
    """Base class of the sources with events: the callback for the next input, and why they have failed for good."""

    problem: str | None = None

    def __init__(self) -> None:
        self._return_callback: Callable[[], None] | None = None
        self._closed = False

    def close(self) -> None:
        self._closed, self._return_callback = True, None

    def _notify_return(self) -> None:
        callback, self._return_callback = self._return_callback, None
        if callback is not None:
            callback()

    def _fail(self, reason: str) -> None:
        if self.problem is None and not self._closed:
            self.problem, self._return_callback = reason, None


class NoIdleSource(IdleSource):
    """The last fallback: idle time is unknown."""

    name = "none"

"""How long the keyboard and the pointer have rested, and the ladder of ways to know it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol


class IdleSource(Protocol):
    """All calls are made on the GUI thread; none raises, and none takes longer than a round trip."""

    @property
    def name(self) -> str:
        """What `status` and `doctor` call it."""

    @property
    def trouble(self) -> str | None:
        """One sentence once it can never tell any more; None as long as it can, or has yet to find out."""

    def idle(self) -> timedelta | None:
        """Time since the last input of any device, or None when that cannot be told just now.

        A source that is told of input, and does not ask, has a first answer still to come.
        """

    def watch_return(self, back: Callable[[], None]) -> bool:
        """Asks to be called once, from the event loop, at the next input; replaces an earlier request.

        False when this source cannot do so (any longer), and `idle` has to be asked again and again.
        """

    def close(self) -> None:
        """Calls nobody any more; may be called twice."""


class IdleUnavailable(Exception):
    """This desktop has not got what a source needs; the message is one sentence for the person."""


class NoIdleSource:
    """The last rung: nothing tells about input here, so the person has to say it."""

    name = "none"
    trouble = None

    def idle(self) -> timedelta | None:
        return None

    def watch_return(self, back: Callable[[], None]) -> bool:  # noqa: ARG002
        return False

    def close(self) -> None:
        pass

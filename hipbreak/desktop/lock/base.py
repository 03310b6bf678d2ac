"""Who is told of locks and of sleep, the sum over all who say so, and a source that is told by its system."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LockListener:
    """Who is told; every call comes on the GUI thread, from the event loop."""

    locked: Callable[[], None]
    unlocked: Callable[[], None]
    suspending: Callable[[], None]
    resumed: Callable[[], None]


class LockAggregator:
    """Locked while anybody says so, asleep as was said last; the listener hears of each change once."""

    def __init__(self, listener: LockListener) -> None:
        self._listener: LockListener | None = listener
        self._who_say_locked: set[str] = set()
        self._asleep = False

    @property
    def is_locked(self) -> bool:
        """What the listener was told last."""
        return bool(self._who_say_locked)

    def say_locked(self, who: str, locked: bool) -> None:
        """`who` says that the screen is locked, or that it is not."""
        before = self.is_locked
        if locked:
            self._who_say_locked.add(who)
        else:
            self._who_say_locked.discard(who)
        if self._listener is not None and self.is_locked != before:
            tell = self._listener.locked if self.is_locked else self._listener.unlocked
            tell()

    def say_asleep(self, asleep: bool) -> None:
        """The machine is about to sleep, or has woken up."""
        if self._listener is not None and asleep != self._asleep:
            self._asleep = asleep
            tell = self._listener.suspending if asleep else self._listener.resumed
            tell()

    def close(self) -> None:
        """Tells nobody any more; may be called twice."""
        self._listener = None


class PushedLockSource:
    """Told, and never asked: a lock from before the start of the app is not known."""

    names: tuple[str, ...] = ()

    def __init__(self, listener: LockListener) -> None:
        self._sum = LockAggregator(listener)
        self._end: Callable[[], None] | None = None  # of the listening

    @property
    def is_locked(self) -> bool:
        return self._sum.is_locked

    def close(self) -> None:
        self._sum.close()
        end, self._end = self._end, None
        if end is not None:
            end()


class LocksUnavailable(Exception):
    """The system does not let us listen; the message is one sentence for the person."""


class LockSource(Protocol):
    """All calls are made on the GUI thread; none raises or waits."""

    @property
    def names(self) -> tuple[str, ...]:
        """Who on this desktop tells of locks and of suspend just now; empty when nobody does."""

    @property
    def is_locked(self) -> bool:
        """What the listener was told last."""

    def close(self) -> None:
        """Calls nobody any more; may be called twice. The buses stay open."""


class NoLockSource:
    """Nobody tells: a lock is not seen, only the rest of the hands behind it."""

    names: tuple[str, ...] = ()
    is_locked = False

    def close(self) -> None:
        pass

"""The base class of the sources of locks and suspend, and their listener."""

from collections.abc import Callable

from msgspec import Struct


class LockListener(Struct, frozen=True):
    """Callbacks for each start (True) and end (False), from the event loop on the GUI thread."""

    locked: Callable[[bool], None]
    asleep: Callable[[bool], None]


class LockSource:
    """Base class: locked while any part is, asleep as reported last; the listener is notified once of each change.

    All calls are made on the GUI thread; none raises or waits. By events alone a lock from before the start of the app
    is unknown.
    """

    def __init__(self, listener: LockListener | None = None) -> None:
        self._listener = listener
        self._stop_listening: Callable[[], None] = lambda: None
        self._locked_by: set[str] = set()
        self._asleep = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the available sources of locks and of suspend."""
        return ()

    @property
    def is_locked(self) -> bool:
        """The state that the listener was last notified of."""
        return bool(self._locked_by)

    def close(self) -> None:
        """Stop all callbacks; the buses stay open. Idempotent."""
        self._listener = None
        self._stop_listening()
        self._stop_listening = lambda: None

    def _set_locked(self, source: str, locked: bool) -> None:
        """Record whether `source` reports the screen as locked."""
        before = self.is_locked
        if locked:
            self._locked_by.add(source)
        else:
            self._locked_by.discard(source)
        if self._listener is not None and self.is_locked != before:
            self._listener.locked(self.is_locked)

    def _set_asleep(self, asleep: bool) -> None:
        """Record that the machine is about to suspend, or has resumed."""
        if self._listener is not None and asleep != self._asleep:
            self._asleep = asleep
            self._listener.asleep(asleep)


class LocksUnavailable(Exception):
    """The system offers no lock events; the message is one sentence for the user."""


class NoLockSource(LockSource):
    """No source: a lock is visible only as idle time."""

"""Whether the screen is locked and the machine about to sleep, told once however many say so."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from hipbreak.desktop.bus import Bus
from hipbreak.desktop.lock_logind import Logind
from hipbreak.desktop.lock_screensaver import SCREEN_SAVERS, ScreenSaver


@dataclass(frozen=True, slots=True)
class LockListener:
    """Who is told; every call comes on the GUI thread, from the event loop."""

    locked: Callable[[], None]
    unlocked: Callable[[], None]
    suspending: Callable[[], None]
    resumed: Callable[[], None]


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
    """There is no bus: a lock is not seen, only the rest of the hands behind it."""

    names: tuple[str, ...] = ()
    is_locked = False

    def close(self) -> None:
        pass


def watch_locks(
    listener: LockListener, session: Bus | None, system: Bus | None, environment: Mapping[str, str]
) -> LockSource:
    """Listens to everybody on the two buses who may know; without any bus it is `NoLockSource`.

    An application that starts behind a lock hears `locked` as soon as somebody has answered.
    """
    if session is None and system is None:
        return NoLockSource()
    return BusLockSource(listener, session, system, environment)


class BusLockSource:
    """logind on the system bus and the screen savers on the session bus, as one."""

    def __init__(
        self, listener: LockListener, session: Bus | None, system: Bus | None, environment: Mapping[str, str]
    ) -> None:
        self._listener: LockListener | None = listener
        self._who_say_locked: set[str] = set()
        self._asleep = False
        self._savers: tuple[ScreenSaver, ...] = ()
        self._logind: Logind | None = None
        if system is not None:
            session_id = environment.get("XDG_SESSION_ID", "")
            self._logind = Logind(system, session_id, os.getpid(), self._say_locked, self._say_asleep)
        if session is not None:
            self._savers = tuple(ScreenSaver(session, name, self._say_locked) for name in SCREEN_SAVERS)

    @property
    def names(self) -> tuple[str, ...]:
        logind = self._logind.names if self._logind is not None else ()
        return (*logind, *(saver.name for saver in self._savers if saver.is_live))

    @property
    def is_locked(self) -> bool:
        return bool(self._who_say_locked)

    def close(self) -> None:
        self._listener = None

    def _say_locked(self, who: str, locked: bool) -> None:
        before = self.is_locked
        if locked:
            self._who_say_locked.add(who)
        else:
            self._who_say_locked.discard(who)
        if self._listener is not None and self.is_locked != before:
            tell = self._listener.locked if self.is_locked else self._listener.unlocked
            tell()

    def _say_asleep(self, asleep: bool) -> None:
        if self._listener is not None and asleep != self._asleep:
            self._asleep = asleep
            tell = self._listener.suspending if asleep else self._listener.resumed
            tell()

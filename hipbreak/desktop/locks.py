"""Whether the screen is locked and the machine about to sleep: the way to know it on each desktop."""

import os
import sys
from collections.abc import Mapping
from typing import Protocol

from hipbreak.desktop.bus import Bus
from hipbreak.desktop.lock_sum import LockListener, LockSum

TELLS_SLEEP = frozenset({"logind-sleep", "windows-power", "macos-power"})
"""Those of `LockSource.names` that announce sleep; the others tell of locks."""


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


def watch_locks(
    listener: LockListener,
    session: Bus | None,
    system: Bus | None,
    environment: Mapping[str, str],
    platform: str = sys.platform,
) -> LockSource:
    """Listens to everybody here who may know; where nobody can, it is `NoLockSource`.

    An application that starts behind a lock hears `locked` as soon as somebody on a bus has answered. `platform` as in
    `sys.platform`.
    """
    try:
        if platform == "win32":
            from hipbreak.desktop.lock_windows import WindowsLockSource  # noqa: PLC0415 - only what is used is loaded

            return WindowsLockSource(listener)
        if platform == "darwin":
            from hipbreak.desktop.lock_macos import MacLockSource  # noqa: PLC0415

            return MacLockSource(listener)
    except LocksUnavailable:
        return NoLockSource()
    if session is None and system is None:
        return NoLockSource()
    return BusLockSource(listener, session, system, environment)


class BusLockSource:
    """logind on the system bus and the screen savers on the session bus, as one."""

    def __init__(
        self, listener: LockListener, session: Bus | None, system: Bus | None, environment: Mapping[str, str]
    ) -> None:
        from hipbreak.desktop.lock_logind import Logind  # noqa: PLC0415 - not on Windows or macOS
        from hipbreak.desktop.lock_screensaver import SCREEN_SAVERS, ScreenSaver  # noqa: PLC0415

        self._sum = LockSum(listener)
        self._savers: tuple[ScreenSaver, ...] = ()
        self._logind: Logind | None = None
        if system is not None:
            session_id = environment.get("XDG_SESSION_ID", "")
            self._logind = Logind(system, session_id, os.getpid(), self._sum.say_locked, self._sum.say_asleep)
        if session is not None:
            self._savers = tuple(ScreenSaver(session, name, self._sum.say_locked) for name in SCREEN_SAVERS)

    @property
    def names(self) -> tuple[str, ...]:
        logind = self._logind.names if self._logind is not None else ()
        return (*logind, *(saver.name for saver in self._savers if saver.is_live))

    @property
    def is_locked(self) -> bool:
        return self._sum.is_locked

    def close(self) -> None:
        self._sum.close()

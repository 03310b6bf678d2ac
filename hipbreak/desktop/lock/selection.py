"""Select the source of locks and suspend for this desktop."""

import sys
from collections.abc import Mapping

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.lock.base import LockListener, LockSource, LocksUnavailable, NoLockSource
from hipbreak.desktop.lock.linux import LinuxLockSource

SLEEP_SOURCES = frozenset({"logind-sleep", "windows-power", "macos-power"})
"""Those of `LockSource.names` that report sleep; the others report locks."""


def watch_locks(
    listener: LockListener,
    session: BusConnection | None,
    system: BusConnection | None,
    environment: Mapping[str, str],
    platform: str = sys.platform,
) -> LockSource:
    """Create the lock source of this desktop; `NoLockSource` where there is none.

    An app that starts while locked is told so with the first reply on a bus. `platform` as in `sys.platform`.
    """
    try:
        if platform == "win32":
            from hipbreak.desktop.lock.windows import WindowsLockSource  # noqa: PLC0415 - only what is used is loaded

            return WindowsLockSource(listener)
        if platform == "darwin":
            from hipbreak.desktop.lock.macos import MacLockSource  # noqa: PLC0415

            return MacLockSource(listener)
    except LocksUnavailable:
        return NoLockSource()
    if session is None and system is None and not environment.get("DISPLAY"):
        return NoLockSource()
    return LinuxLockSource(listener, session, system, environment)

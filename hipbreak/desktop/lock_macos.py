"""Locks, fast user switching and sleep on macOS, as its notifications tell them.

Not verified on a real machine: what the notifications mean is tested by injection, the calls to macOS are not.
"""

from collections.abc import Callable, Mapping

from hipbreak.desktop.lock_sum import LockListener, ToldLocks

SESSION, POWER = "macos-session", "macos-power"

EVERYBODY, WORKSPACE = "distributed", "workspace"
"""The two centres that notify: of all programs, and NSWorkspace's own."""

# The first two are documented nowhere, and used everywhere; the others are in
# https://developer.apple.com/documentation/appkit/nsworkspace
_LOCKS = {
    "com.apple.screenIsLocked": ("lock", True),
    "com.apple.screenIsUnlocked": ("lock", False),
    "NSWorkspaceSessionDidResignActiveNotification": ("switch", True),
    "NSWorkspaceSessionDidBecomeActiveNotification": ("switch", False),
}
_SLEEPS = {"NSWorkspaceWillSleepNotification": True, "NSWorkspaceDidWakeNotification": False}

Heard = Callable[[str], None]
"""The name of a notification."""
Listen = Callable[[Mapping[str, tuple[str, ...]], Heard], Callable[[], None]]
"""Listens for these names at each centre, and hands out what ends it; LocksUnavailable if it cannot."""


class MacLockSource(ToldLocks):
    names = (SESSION, POWER)

    def __init__(self, listener: LockListener, listen: Listen | None = None) -> None:
        """LocksUnavailable where there is no macOS."""
        from hipbreak.desktop import macos_notifications  # noqa: PLC0415 - it needs the names above

        super().__init__(listener)
        wanted = (*_LOCKS, *_SLEEPS)
        ours = tuple(name for name in wanted if name.startswith("NSWorkspace"))
        everybody = tuple(name for name in wanted if name not in ours)
        begin = listen or macos_notifications.listen
        self._end = begin({EVERYBODY: everybody, WORKSPACE: ours}, self._heard)

    def _heard(self, name: str) -> None:
        if name in _LOCKS:
            self._sum.say_locked(*_LOCKS[name])
        elif name in _SLEEPS:
            self._sum.say_asleep(_SLEEPS[name])

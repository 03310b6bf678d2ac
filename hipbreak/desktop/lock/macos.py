"""Locks, fast user switching and sleep on macOS, as its notifications tell them.

Not verified on a real machine: what the notifications mean is tested by injection, the calls to macOS are not.
"""

from collections.abc import Callable, Mapping

from hipbreak.desktop.lock import macos_notifications
from hipbreak.desktop.lock.base import LockListener, PushedLockSource
from hipbreak.desktop.lock.macos_notifications import EVERYBODY, WORKSPACE, Heard

SESSION, POWER = "macos-session", "macos-power"


# The first two are documented nowhere, and used everywhere; the others are in
# https://developer.apple.com/documentation/appkit/nsworkspace
_LOCKS = {
    "com.apple.screenIsLocked": ("lock", True),
    "com.apple.screenIsUnlocked": ("lock", False),
    "NSWorkspaceSessionDidResignActiveNotification": ("switch", True),
    "NSWorkspaceSessionDidBecomeActiveNotification": ("switch", False),
}
_SLEEPS = {"NSWorkspaceWillSleepNotification": True, "NSWorkspaceDidWakeNotification": False}

Listen = Callable[[Mapping[str, tuple[str, ...]], Heard], Callable[[], None]]
"""Listens for these names at each centre, and hands out what ends it; LocksUnavailable if it cannot."""


class MacLockSource(PushedLockSource):
    names = (SESSION, POWER)

    def __init__(self, listener: LockListener, listen: Listen | None = None) -> None:
        """LocksUnavailable where there is no macOS."""
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

"""Locks, session switches and sleep on Windows, as the messages to a window that nobody sees.

Not verified on a real machine: what the messages mean is tested by injection, the calls to Windows are not.
"""

from collections.abc import Callable

from hipbreak.desktop.lock import windows_message_window
from hipbreak.desktop.lock.base import LockListener, PushedLockSource
from hipbreak.desktop.lock.windows_message_window import POWER_CHANGED, SESSION_CHANGED, Heard

SESSION, POWER = "windows-session", "windows-power"

_CONSOLE_CONNECTED, _CONSOLE_LEFT, _REMOTE_CONNECTED, _REMOTE_LEFT, _LOCKED, _UNLOCKED = 1, 2, 3, 4, 7, 8
_SUSPENDS, _RESUMED_BY_PERSON, _RESUMED = 0x0004, 0x0007, 0x0012

# Somebody else's session on the screen is as good as a lock, and ends apart from it.
_SAYS = {
    _LOCKED: ("lock", True),
    _UNLOCKED: ("lock", False),
    _CONSOLE_LEFT: ("switch", True),
    _REMOTE_LEFT: ("switch", True),
    _CONSOLE_CONNECTED: ("switch", False),
    _REMOTE_CONNECTED: ("switch", False),
}
_SLEEPS = {_SUSPENDS: True, _RESUMED: False, _RESUMED_BY_PERSON: False}

OpenWindow = Callable[[Heard], Callable[[], None]]
"""Opens the window, registers it for both kinds of message, and hands out what closes it; LocksUnavailable if not."""


class WindowsLockSource(PushedLockSource):
    names = (SESSION, POWER)

    def __init__(self, listener: LockListener, open_window: OpenWindow | None = None) -> None:
        """LocksUnavailable where there is no Windows, or it does not let us listen."""
        super().__init__(listener)
        self._end = (open_window or windows_message_window.open_window)(self._heard)

    def _heard(self, message: int, what: int) -> None:
        if message == SESSION_CHANGED and what in _SAYS:
            self._sum.say_locked(*_SAYS[what])
        elif message == POWER_CHANGED and what in _SLEEPS:
            self._sum.say_asleep(_SLEEPS[what])

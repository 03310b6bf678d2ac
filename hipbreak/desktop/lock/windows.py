"""Locks, session switches and sleep on Windows, from the messages to a hidden window.

Not verified on a real machine: how the messages are interpreted is tested by injection, the calls to Windows are not.
"""

import ctypes
import sys
from collections.abc import Callable
from ctypes import POINTER, c_int, c_ssize_t, c_uint, c_void_p, c_wchar_p

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.lock.base import LockListener, LockSource, LocksUnavailable

# https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change
SESSION_CHANGED = 0x02B1
# https://learn.microsoft.com/windows/win32/power/wm-powerbroadcast
POWER_CHANGED = 0x0218
MessageCallback = Callable[[int, int], None]
"""The number of a message and its `wParam`."""
_MESSAGE_ONLY = -3  # HWND_MESSAGE
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_WINDOW_HANDLE = 0  # DEVICE_NOTIFY_WINDOW_HANDLE
_CLASS_NAME = "HipbreakSession"
SESSION, POWER = "windows-session", "windows-power"

_CONSOLE_CONNECTED, _CONSOLE_LEFT, _REMOTE_CONNECTED, _REMOTE_LEFT, _LOCKED, _UNLOCKED = 1, 2, 3, 4, 7, 8
_SUSPENDS, _RESUMED_BY_PERSON, _RESUMED = 0x0004, 0x0007, 0x0012

# Another user's session on the screen counts as a lock, and ends independently of one.
_LOCK_MESSAGES = {
    _LOCKED: ("lock", True),
    _UNLOCKED: ("lock", False),
    _CONSOLE_LEFT: ("switch", True),
    _REMOTE_LEFT: ("switch", True),
    _CONSOLE_CONNECTED: ("switch", False),
    _REMOTE_CONNECTED: ("switch", False),
}
_SLEEPS = {_SUSPENDS: True, _RESUMED: False, _RESUMED_BY_PERSON: False}

OpenWindow = Callable[[MessageCallback], Callable[[], None]]
"""Opens the window, registers it, and returns the function that closes it; LocksUnavailable on failure."""


class WindowsLockSource(LockSource):
    names = (SESSION, POWER)

    def __init__(self, listener: LockListener, open_window: OpenWindow | None = None) -> None:
        """LocksUnavailable where there is no Windows, or it refuses the registration."""
        super().__init__(listener)
        self._stop_listening = (open_window or open_message_window)(self._on_message)

    def _on_message(self, message: int, w_param: int) -> None:
        if message == SESSION_CHANGED and w_param in _LOCK_MESSAGES:
            self._set_locked(*_LOCK_MESSAGES[w_param])
        elif message == POWER_CHANGED and w_param in _SLEEPS:
            self._set_asleep(_SLEEPS[w_param])


def open_message_window(callback: MessageCallback) -> Callable[[], None]:
    """Open a window registered for session changes and sleep; return the function that closes it.

    LocksUnavailable if Windows refuses. Qt's event loop delivers the messages, so `callback` is called on this thread.
    https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsregistersessionnotification
    https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registersuspendresumenotification
    """
    if sys.platform == "win32":
        user, sessions = ctypes.WinDLL("user32"), ctypes.WinDLL("wtsapi32")
        module = ctypes.WinDLL("kernel32").GetModuleHandleW
        module.argtypes, module.restype = (c_void_p,), c_void_p
        procedure = ctypes.WINFUNCTYPE(c_ssize_t, c_void_p, c_uint, c_void_p, c_void_p)

        class WindowClass(ctypes.Structure):
            _fields_ = (
                ("style", c_uint),
                ("procedure", procedure),
                ("extra_bytes", c_int * 2),
                ("instance", c_void_p),
                ("icons", c_void_p * 3),
                ("menu", c_wchar_p),
                ("name", c_wchar_p),
            )

        user.DefWindowProcW.argtypes, user.DefWindowProcW.restype = (c_void_p, c_uint, c_void_p, c_void_p), c_ssize_t
        user.RegisterClassW.argtypes = (POINTER(WindowClass),)
        user.UnregisterClassW.argtypes = (c_wchar_p, c_void_p)
        user.CreateWindowExW.argtypes = (c_uint, c_wchar_p, c_wchar_p, c_uint, *[c_int] * 4, *[c_void_p] * 4)
        user.CreateWindowExW.restype = user.RegisterSuspendResumeNotification.restype = c_void_p
        user.RegisterSuspendResumeNotification.argtypes = (c_void_p, c_uint)
        user.UnregisterSuspendResumeNotification.argtypes = user.DestroyWindow.argtypes = (c_void_p,)
        sessions.WTSRegisterSessionNotification.argtypes = (c_void_p, c_uint)
        sessions.WTSUnRegisterSessionNotification.argtypes = (c_void_p,)

        def window_procedure(window: int | None, message: int, w_param: int | None, l_param: int | None) -> int:
            if message in (SESSION_CHANGED, POWER_CHANGED):
                callback(message, w_param or 0)
            return int(user.DefWindowProcW(window, message, w_param, l_param))

        c_procedure = procedure(window_procedure)  # `close` below keeps it alive
        instance = module(None)
        window_class = WindowClass(procedure=c_procedure, instance=instance, name=_CLASS_NAME)
        user.RegisterClassW(ctypes.byref(window_class))
        window = user.CreateWindowExW(0, _CLASS_NAME, None, 0, 0, 0, 0, 0, _MESSAGE_ONLY, None, instance, None)
        power = user.RegisterSuspendResumeNotification(window, _WINDOW_HANDLE) if window else None

        def close() -> None:
            if power:
                user.UnregisterSuspendResumeNotification(power)
            if window:
                sessions.WTSUnRegisterSessionNotification(window)
                user.DestroyWindow(window)
            user.UnregisterClassW(window_class.name, instance)

        if not power or not sessions.WTSRegisterSessionNotification(window, _THIS_SESSION):
            close()
            raise LocksUnavailable(_("Windows does not report locks and suspend."))
        return close
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        raise LocksUnavailable(_("This is not Windows."))

"""A window of Windows that nobody sees, for the messages on sessions and power. Not verified on a real machine."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import POINTER, c_int, c_ssize_t, c_uint, c_void_p, c_wchar_p

from hipbreak.desktop.lock.base import LocksUnavailable

# https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change
SESSION_CHANGED = 0x02B1
# https://learn.microsoft.com/windows/win32/power/wm-powerbroadcast
POWER_CHANGED = 0x0218
Heard = Callable[[int, int], None]
"""The number of a message and its `wParam`."""
_ONLY_MESSAGES = -3  # HWND_MESSAGE: it is in no list of windows, and hears only what is sent to it
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_TO_A_WINDOW = 0  # DEVICE_NOTIFY_WINDOW_HANDLE
_NAME = "HipbreakSession"


def open_window(heard: Heard) -> Callable[[], None]:
    """Registered for session changes and for sleep; the answer closes it. LocksUnavailable if Windows refuses.

    Qt's event loop hands out the messages, so `heard` is called on the thread that opened it.
    https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsregistersessionnotification
    https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registersuspendresumenotification
    """
    if sys.platform == "win32":
        user, sessions = ctypes.WinDLL("user32"), ctypes.WinDLL("wtsapi32")
        module = ctypes.WinDLL("kernel32").GetModuleHandleW
        module.argtypes, module.restype = (c_void_p,), c_void_p
        procedure = ctypes.WINFUNCTYPE(c_ssize_t, c_void_p, c_uint, c_void_p, c_void_p)

        class Kind(ctypes.Structure):
            _fields_ = (
                ("style", c_uint),
                ("procedure", procedure),
                ("more", c_int * 2),
                ("instance", c_void_p),
                ("looks", c_void_p * 3),
                ("menu", c_wchar_p),
                ("name", c_wchar_p),
            )

        user.DefWindowProcW.argtypes, user.DefWindowProcW.restype = (c_void_p, c_uint, c_void_p, c_void_p), c_ssize_t
        user.RegisterClassW.argtypes = (POINTER(Kind),)
        user.UnregisterClassW.argtypes = (c_wchar_p, c_void_p)
        user.CreateWindowExW.argtypes = (c_uint, c_wchar_p, c_wchar_p, c_uint, *[c_int] * 4, *[c_void_p] * 4)
        user.CreateWindowExW.restype = user.RegisterSuspendResumeNotification.restype = c_void_p
        user.RegisterSuspendResumeNotification.argtypes = (c_void_p, c_uint)
        user.UnregisterSuspendResumeNotification.argtypes = user.DestroyWindow.argtypes = (c_void_p,)
        sessions.WTSRegisterSessionNotification.argtypes = (c_void_p, c_uint)
        sessions.WTSUnRegisterSessionNotification.argtypes = (c_void_p,)

        def took(window: int | None, message: int, what: int | None, more: int | None) -> int:
            if message in (SESSION_CHANGED, POWER_CHANGED):
                heard(message, what or 0)
            return int(user.DefWindowProcW(window, message, what, more))

        took_by_windows = procedure(took)  # `close` below keeps it alive
        instance = module(None)
        kind = Kind(procedure=took_by_windows, instance=instance, name=_NAME)
        user.RegisterClassW(ctypes.byref(kind))
        window = user.CreateWindowExW(0, _NAME, None, 0, 0, 0, 0, 0, _ONLY_MESSAGES, None, instance, None)
        power = user.RegisterSuspendResumeNotification(window, _TO_A_WINDOW) if window else None

        def close() -> None:
            if power:
                user.UnregisterSuspendResumeNotification(power)
            if window:
                sessions.WTSUnRegisterSessionNotification(window)
                user.DestroyWindow(window)
            user.UnregisterClassW(kind.name, instance)

        if not power or not sessions.WTSRegisterSessionNotification(window, _THIS_SESSION):
            close()
            raise LocksUnavailable("Windows does not tell of locks and of sleep.")
        return close
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        raise LocksUnavailable("This is not Windows.")

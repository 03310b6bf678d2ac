"""Queries to Windows: power requests, Focus Assist, full screen. Not verified on a real machine."""

import ctypes
import sys
from collections.abc import Callable
from ctypes import POINTER, c_int, c_uint, c_void_p
from typing import Any

_EXECUTION_STATE = 16  # SystemExecutionState of POWER_INFORMATION_LEVEL
# WNF_SHEL_QUIETHOURS_ACTIVE_PROFILE_CHANGED: undocumented, unchanged since Windows 10 1803.
_QUIET_HOURS = (0xA3BF1C75, 0x0D83063E)
_FOREGROUND = 0x0003  # EVENT_SYSTEM_FOREGROUND


class WindowsSystem:
    """Each result is None where Windows has no answer."""

    def execution_state(self) -> int | None:
        """https://learn.microsoft.com/windows/win32/api/powerbase/nf-powerbase-callntpowerinformation"""
        if sys.platform == "win32":
            ask = ctypes.WinDLL("powrprof").CallNtPowerInformation
            ask.argtypes = (c_int, c_void_p, c_uint, c_void_p, c_uint)
            state = c_uint()
            failed = ask(_EXECUTION_STATE, None, 0, ctypes.byref(state), ctypes.sizeof(state))
            return None if failed else state.value
        else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
            return None

    def quiet_profile(self) -> int | None:
        """Return 0 for off, 1 for priority only, 2 for alarms only."""
        if sys.platform == "win32":
            ask = getattr(ctypes.WinDLL("ntdll"), "NtQueryWnfStateData", None)
            if ask is None:
                return None
            ask.argtypes = (c_void_p, c_void_p, c_void_p, POINTER(c_uint), c_void_p, POINTER(c_uint))
            name, stamp, profile = (c_uint * 2)(*_QUIET_HOURS), c_uint(), c_uint()
            size = c_uint(ctypes.sizeof(profile))
            failed = ask(name, None, None, ctypes.byref(stamp), ctypes.byref(profile), ctypes.byref(size))
            return None if failed else profile.value
        else:  # noqa: RET505
            return None

    def screen_state(self) -> int | None:
        """https://learn.microsoft.com/windows/win32/api/shellapi/ne-shellapi-query_user_notification_state"""
        if sys.platform == "win32":
            state = c_int()
            failed = ctypes.WinDLL("shell32").SHQueryUserNotificationState(ctypes.byref(state))
            return None if failed else state.value
        else:  # noqa: RET505
            return None

    def watch_foreground(self, switched: Callable[[], None]) -> Callable[[], None]:
        """Call `switched` from the event loop for each new foreground window; return the function that stops it.

        https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-setwineventhook
        """
        if sys.platform == "win32":
            user = ctypes.WinDLL("user32")
            procedure = ctypes.WINFUNCTYPE(None, c_void_p, c_uint, c_void_p, c_int, c_int, c_uint, c_uint)

            def on_event(*_: Any) -> None:
                switched()

            references = [procedure(on_event)]  # keeps it alive, which Windows does not
            user.SetWinEventHook.argtypes = (c_uint, c_uint, c_void_p, procedure, c_uint, c_uint, c_uint)
            user.SetWinEventHook.restype = c_void_p
            user.UnhookWinEvent.argtypes = (c_void_p,)
            hook = user.SetWinEventHook(_FOREGROUND, _FOREGROUND, None, references[0], 0, 0, 0)

            def close() -> None:
                if references and hook:
                    user.UnhookWinEvent(hook)
                references.clear()

            return close
        else:  # noqa: RET505
            return lambda: None

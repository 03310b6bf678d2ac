"""The notes of Windows on who uses microphone and camera, in the registry. Not verified on a real machine."""

import ctypes
import sys
import time
from collections.abc import Callable, Iterator
from ctypes import c_int, c_uint, c_void_p
from typing import Any

from hipbreak.desktop.busy.base import Use

_STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_CLASSIC = "NonPackaged"  # programs that come from no app store, one key deeper
_1601 = 11_644_473_600  # seconds from there to 1970
_NEW_KEYS_AND_VALUES = 0x1 | 0x4  # REG_NOTIFY_CHANGE_NAME, REG_NOTIFY_CHANGE_LAST_SET


def ticks(seconds: float) -> int:
    """A moment since 1970, as Windows writes it: 100 ns since 1601."""
    return round((seconds + _1601) * 10_000_000)


def uses_below(registry: Any, key: Any) -> Iterator[Use]:
    """The last use by each program that has a key here; `registry` is Python's winreg."""
    for name in list(_keys(registry, key)):
        with registry.OpenKey(key, name) as program:
            if name == _CLASSIC:
                yield from uses_below(registry, program)
                continue
            moments = [_moment(registry, program, f"LastUsedTime{word}") for word in ("Start", "Stop")]
            if None not in moments:
                yield Use(*moments)  # type: ignore[arg-type]  # mypy does not follow the `in`


def _keys(registry: Any, key: Any) -> Iterator[str]:
    try:
        for number in range(1_000_000):
            yield registry.EnumKey(key, number)
    except OSError:  # there is no such number
        return


def _moment(registry: Any, key: Any, name: str) -> int | None:
    try:
        value = registry.QueryValueEx(key, name)[0]
    except OSError:
        return None
    return value if isinstance(value, int) else None


class ConsentStore:
    """See `busy_windows.Store`; the names of programs are neither kept nor told."""

    def uses(self, device: str) -> Iterator[Use]:
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 - Windows only

            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{_STORE}\{device}") as key:
                yield from uses_below(winreg, key)
        else:
            raise OSError("This is not Windows.")

    def booted(self) -> int:
        return ticks(time.time() - time.monotonic())  # on Windows it counts from the start of the machine

    def watch(self, device: str, changed: Callable[[], None]) -> Callable[[], None]:
        """https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regnotifychangekeyvalue"""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415

            from PySide6.QtCore import QWinEventNotifier  # noqa: PLC0415

            key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{_STORE}\{device}", 0, winreg.KEY_NOTIFY)
            kernel, told = ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32").RegNotifyChangeKeyValue
            kernel.CreateEventW.argtypes = (c_void_p, c_int, c_int, c_void_p)
            kernel.CreateEventW.restype = c_void_p
            kernel.CloseHandle.argtypes = (c_void_p,)
            told.argtypes = (c_void_p, c_int, c_uint, c_void_p, c_int)
            event = kernel.CreateEventW(None, False, False, None)
            notifier = QWinEventNotifier(event)

            def again(*_: object) -> None:
                told(int(key), True, _NEW_KEYS_AND_VALUES, event, True)  # it tells once

            def heard(*_: object) -> None:
                again()
                changed()

            def close() -> None:
                notifier.setEnabled(False)
                key.Close()
                kernel.CloseHandle(event)

            notifier.activated.connect(heard)
            again()
            return close
        else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
            raise OSError("This is not Windows.")

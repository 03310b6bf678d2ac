"""Calls, a display kept on, and Focus Assist on Windows.

Not verified on a real machine: how the answers are interpreted is tested by injection, the calls to Windows are not.
"""

import ctypes
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from ctypes import c_int, c_uint, c_void_p
from typing import Any, Protocol

from msgspec import Struct
from PySide6.QtCore import QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.busy.base import BusySource, BusySwitches, ReportBusy
from hipbreak.desktop.busy.polling import PolledSource
from hipbreak.desktop.system.windows_api import WindowsSystem

MICROPHONE, CAMERA = "microphone", "webcam"
_DISPLAY_REQUIRED = 0x2  # ES_DISPLAY_REQUIRED: https://learn.microsoft.com/windows/win32/api/winbase/
_DND_PROFILES = (1, 2)  # priority only, alarms only
_SETTLE_MS = 300  # the start of a use is written in several steps
_STORE_KEY = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_NON_PACKAGED = "NonPackaged"  # programs from outside the Store, one key deeper
_1601 = 11_644_473_600  # seconds from 1601 to 1970
_CHANGE_FILTER = 0x1 | 0x4  # REG_NOTIFY_CHANGE_NAME, REG_NOTIFY_CHANGE_LAST_SET


class DeviceUse(Struct, frozen=True):
    """The last use of a device by a program, in 100 ns since 1601; `ended` is 0 while in use."""

    started: int
    ended: int


class ConsentStore(Protocol):
    """Windows' record of which program uses which device; OSError where there is none."""

    def uses(self, device: str) -> Iterable[DeviceUse]:
        """Return the last use by each program."""

    def watch(self, device: str, changed: Callable[[], None]) -> Callable[[], None]:
        """Call `changed` from the event loop after each write; return the function that stops it."""

    def boot_time(self) -> int:
        """Return when Windows was started, in the unit of `DeviceUse`."""


class WindowsQueries(Protocol):
    """Queries to Windows that answer at once, with None if unknown."""

    def execution_state(self) -> int | None:
        """Return the execution state that programs have requested, as flags."""

    def quiet_profile(self) -> int | None:
        """Return the active profile of Focus Assist (Do Not Disturb in Windows 11); 0 for off."""


def in_use(uses: Iterable[DeviceUse], boot_time: int) -> bool:
    """Return whether a use continues; one from before the last boot ended without a record."""
    return any(use.ended == 0 and use.started > boot_time for use in uses)


class WindowsDeviceUse(BusySource):
    """The records behind "apps that used your microphone" in the settings, read again after each write.

    https://learn.microsoft.com/windows/client-management/mdm/policy-csp-privacy
    """

    def __init__(self, device: str, report: ReportBusy, store: ConsentStore) -> None:
        self.name = f"windows-{device}"
        self._device, self._report, self._store = device, report, store
        self._stop_watching: Callable[[], None] | None = None
        self._settle_timer = QTimer(singleShot=True)
        self._settle_timer.timeout.connect(self._update)
        try:
            self._stop_watching = store.watch(device, lambda: self._settle_timer.start(_SETTLE_MS))
        except OSError:
            self.problem = _no_report(device)
            return
        self._settle_timer.start(0)

    def close(self) -> None:
        self._settle_timer.stop()
        stop, self._stop_watching = self._stop_watching, None
        if stop is not None:
            stop()

    def _update(self) -> None:
        try:
            on = in_use(self._store.uses(self._device), self._store.boot_time())
        except OSError:
            self.is_available, on = False, False
        else:
            self.is_available = True
        self._report(self.name, on)


def create_windows_sources(
    reports: Mapping[str, ReportBusy],
    switches: BusySwitches,
    store: ConsentStore | None = None,
    system: WindowsQueries | None = None,
) -> Iterator[tuple[str, BusySource]]:
    """Create the sources of `call`, `awake` and `dnd` on Windows one by one."""
    store = store or RegistryConsentStore()
    api = system or WindowsSystem()
    for device, wanted in ((MICROPHONE, switches.microphone), (CAMERA, switches.camera)):
        if wanted:
            yield "call", WindowsDeviceUse(device, reports["call"], store)
    if switches.inhibitors:
        yield "awake", PolledSource("windows-display-required", lambda: _is_display_required(api), reports["awake"])
    if switches.quiet:
        yield "dnd", PolledSource("windows-focus-assist", lambda: _focus_assist(api), reports["dnd"])


def _is_display_required(system: WindowsQueries) -> bool | None:
    state = system.execution_state()
    return None if state is None else bool(state & _DISPLAY_REQUIRED)


def _focus_assist(system: WindowsQueries) -> bool | None:
    profile = system.quiet_profile()
    return None if profile is None else profile in _DND_PROFILES


def filetime(seconds: float) -> int:
    """Convert seconds since 1970 to a FILETIME: 100 ns since 1601."""
    return round((seconds + _1601) * 10_000_000)


def read_uses(registry: Any, key: Any) -> Iterator[DeviceUse]:
    """Yield the last use by each program with a subkey of `key`; `registry` is Python's winreg."""
    for name in list(_keys(registry, key)):
        with registry.OpenKey(key, name) as program:
            if name == _NON_PACKAGED:
                yield from read_uses(registry, program)
                continue
            timestamps = [_timestamp(registry, program, f"LastUsedTime{word}") for word in ("Start", "Stop")]
            if None not in timestamps:
                yield DeviceUse(*timestamps)  # type: ignore[arg-type]  # mypy does not follow the `in`


def _keys(registry: Any, key: Any) -> Iterator[str]:
    try:
        for number in range(1_000_000):
            yield registry.EnumKey(key, number)
    except OSError:  # past the last key
        return


def _timestamp(registry: Any, key: Any, name: str) -> int | None:
    try:
        value = registry.QueryValueEx(key, name)[0]
    except OSError:
        return None
    return value if isinstance(value, int) else None


class RegistryConsentStore:
    """The consent store in the registry; the names of programs are neither kept nor reported."""

    def uses(self, device: str) -> Iterator[DeviceUse]:
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415 - Windows only

            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{_STORE_KEY}\{device}") as key:
                yield from read_uses(winreg, key)
        else:
            raise OSError(_("This is not Windows."))

    def boot_time(self) -> int:
        return filetime(time.time() - time.monotonic())  # on Windows it counts from the boot

    def watch(self, device: str, changed: Callable[[], None]) -> Callable[[], None]:
        """https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regnotifychangekeyvalue"""
        if sys.platform == "win32":
            import winreg  # noqa: PLC0415

            from PySide6.QtCore import QWinEventNotifier  # noqa: PLC0415

            key = winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{_STORE_KEY}\{device}", 0, winreg.KEY_NOTIFY)
            kernel, notify_change = ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32").RegNotifyChangeKeyValue
            kernel.CreateEventW.argtypes = (c_void_p, c_int, c_int, c_void_p)
            kernel.CreateEventW.restype = c_void_p
            kernel.CloseHandle.argtypes = (c_void_p,)
            notify_change.argtypes = (c_void_p, c_int, c_uint, c_void_p, c_int)
            event = kernel.CreateEventW(None, False, False, None)
            notifier = QWinEventNotifier(event)

            def arm(*_: object) -> None:
                notify_change(int(key), True, _CHANGE_FILTER, event, True)  # one notification per call

            def event_received(*_: object) -> None:
                arm()
                changed()

            def close() -> None:
                notifier.setEnabled(False)
                key.Close()
                kernel.CloseHandle(event)

            notifier.activated.connect(event_received)
            arm()
            return close
        else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
            raise OSError(_("This is not Windows."))


def _no_report(device: str) -> str:
    if device == MICROPHONE:
        return _("Windows does not report which programs use the microphone.")
    return _("Windows does not report which programs use the camera.")

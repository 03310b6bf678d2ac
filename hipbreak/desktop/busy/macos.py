"""Microphone, camera, a display kept on, and Focus on macOS.

Not verified on a real machine: how the answers are interpreted is tested by injection, the calls to macOS are not.
"""

import ctypes
import json
import struct
from collections.abc import Callable, Iterator, Mapping
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint32, c_void_p
from pathlib import Path

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.busy.base import BusySource, BusySwitches, ReportBusy
from hipbreak.desktop.busy.polling import PolledSource

SYSTEM = 1  # kAudioObjectSystemObject, kCMIOObjectSystemObject
DEFAULT_INPUT, CAMERAS, IS_RUNNING = "dIn ", "dev#", "gone"
# https://developer.apple.com/documentation/iokit/iopmlib_h
_DISPLAY_ASSERTIONS = ("PreventUserIdleDisplaySleep", "NoDisplaySleepAssertion")
_FOCUS = Path("Library/DoNotDisturb/DB/Assertions.json")
_NO_FOCUS_ACCESS = N_("macOS shows its Focus only to programs that you allow Full Disk Access.")

_FRAMEWORKS = "/System/Library/Frameworks"
_UTF8 = 0x08000100
_INT = 9  # kCFNumberIntType

GetProperty = Callable[[int, str], bytes | None]
"""Returns a property of a device by its four-letter code; None without an answer."""
GetAssertionLevels = Callable[[], Mapping[str, int] | None]
"""Returns the level of each power assertion of all programs; None without an answer."""


def is_microphone_running(get: GetProperty) -> bool | None:
    """Return whether any program uses the default microphone; a headset that only plays may count, too.

    https://developer.apple.com/documentation/coreaudio/kaudiodevicepropertydeviceisrunningsomewhere
    """
    devices = _numbers(get(SYSTEM, DEFAULT_INPUT))
    if devices is None:
        return None
    return _is_running(get, devices[0]) if devices and devices[0] else False


def is_camera_running(get: GetProperty) -> bool | None:
    """Return whether any program uses any camera.

    https://developer.apple.com/documentation/coremediaio/kcmiodevicepropertydeviceisrunningsomewhere
    """
    devices = _numbers(get(SYSTEM, CAMERAS))
    return None if devices is None else any(_is_running(get, device) for device in devices)


def is_display_kept_on(levels: Mapping[str, int] | None) -> bool | None:
    """Return whether a program keeps the display on."""
    return None if levels is None else any(levels.get(name, 0) > 0 for name in _DISPLAY_ASSERTIONS)


def is_focus_on(file: Path) -> bool | None:
    """Return whether a Focus was turned on by hand; one turned on by a schedule is not in this file.

    Its format is undocumented: None for anything that cannot be read.
    """
    try:
        stores = json.loads(file.read_bytes())["data"]
        return any(bool(store.get("storeAssertionRecords")) for store in stores)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_running(get: GetProperty, device: int) -> bool:
    values = _numbers(get(device, IS_RUNNING))
    return bool(values) and values[0] != 0 if values else False


def _numbers(raw: bytes | None) -> tuple[int, ...] | None:
    return None if raw is None else struct.unpack(f"={len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def create_macos_sources(
    reports: Mapping[str, ReportBusy],
    switches: BusySwitches,
    audio: GetProperty | None = None,
    video: GetProperty | None = None,
    levels: GetAssertionLevels | None = None,
    home: Path | None = None,
) -> Iterator[tuple[str, BusySource]]:
    """Create the sources of `call`, `awake` and `dnd` on macOS one by one."""
    get_audio, get_video, get_levels = audio or audio_property, video or video_property, levels or assertion_levels
    if switches.microphone:
        why = _("macOS does not report whether the microphone is in use.")
        yield "call", PolledSource("macos-microphone", lambda: is_microphone_running(get_audio), reports["call"], why)
    if switches.camera:
        why = _("macOS does not report whether a camera is in use.")
        yield "call", PolledSource("macos-camera", lambda: is_camera_running(get_video), reports["call"], why)
    if switches.inhibitors:
        yield "awake", PolledSource("macos-assertions", lambda: is_display_kept_on(get_levels()), reports["awake"])
    if switches.quiet:
        file = (home or Path.home()) / _FOCUS
        yield "dnd", PolledSource("macos-focus", lambda: is_focus_on(file), reports["dnd"], _(_NO_FOCUS_ACCESS))


class _Address(Structure):
    _fields_ = (("selector", c_uint32), ("scope", c_uint32), ("element", c_uint32))


def _address(selector: str, scope: str, element: int) -> _Address:
    return _Address(*(int.from_bytes(word.encode(), "big") for word in (selector, scope)), element)


def _load(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(f"{_FRAMEWORKS}/{name}.framework/{name}")
    except OSError:
        return None


def audio_property(device: int, selector: str) -> bytes | None:
    """https://developer.apple.com/documentation/coreaudio/audioobjectgetpropertydata(_:_:_:_:_:_:)"""
    library = _load("CoreAudio")
    if library is None:
        return None
    address, size, data = _address(selector, "glob", 0), c_uint32(4), (c_uint32 * 1)()
    failed = library.AudioObjectGetPropertyData(c_uint32(device), byref(address), 0, None, byref(size), data)
    return None if failed else bytes(data)[: size.value]


def video_property(device: int, selector: str) -> bytes | None:
    """https://developer.apple.com/documentation/coremediaio/cmioobjectgetpropertydata(_:_:_:_:_:_:_:)"""
    library = _load("CoreMediaIO")
    if library is None:
        return None
    address, size, used = _address(selector, "glob", 0), c_uint32(), c_uint32()
    if library.CMIOObjectGetPropertyDataSize(c_uint32(device), byref(address), 0, None, byref(size)):
        return None
    data = ctypes.create_string_buffer(size.value)
    failed = library.CMIOObjectGetPropertyData(c_uint32(device), byref(address), 0, None, size, byref(used), data)
    return None if failed else data.raw[: used.value]


def assertion_levels() -> dict[str, int] | None:
    """https://developer.apple.com/documentation/iokit/1557117-iopmcopyassertionsstatus"""
    power, core = _load("IOKit"), _load("CoreFoundation")
    if power is None or core is None:
        return None
    core.CFStringCreateWithCString.argtypes = (c_void_p, c_char_p, c_uint32)
    core.CFStringCreateWithCString.restype = core.CFDictionaryGetValue.restype = c_void_p
    core.CFDictionaryGetValue.argtypes = (c_void_p, c_void_p)
    core.CFNumberGetValue.argtypes = (c_void_p, c_int, c_void_p)
    core.CFRelease.argtypes, core.CFRelease.restype = (c_void_p,), None
    power.IOPMCopyAssertionsStatus.argtypes = (POINTER(c_void_p),)
    status, levels = c_void_p(), dict[str, int]()
    if power.IOPMCopyAssertionsStatus(byref(status)) or not status.value:
        return None
    for name in _DISPLAY_ASSERTIONS:
        key, level = core.CFStringCreateWithCString(None, name.encode(), _UTF8), c_int()
        number = core.CFDictionaryGetValue(status, key)
        if number and core.CFNumberGetValue(number, _INT, byref(level)):
            levels[name] = level.value
        core.CFRelease(key)
    core.CFRelease(status)
    return levels

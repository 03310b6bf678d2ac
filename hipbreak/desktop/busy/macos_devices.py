"""Questions to macOS about sound and video devices, and about staying awake. Not verified on a real machine."""

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint32, c_void_p

_FRAMEWORKS = "/System/Library/Frameworks"
_UTF8 = 0x08000100
_INT = 9  # kCFNumberIntType
_ASSERTIONS = ("PreventUserIdleDisplaySleep", "NoDisplaySleepAssertion")


class _Address(Structure):
    _fields_ = (("selector", c_uint32), ("scope", c_uint32), ("element", c_uint32))


def _address(selector: str, scope: str, element: int) -> _Address:
    return _Address(*(int.from_bytes(word.encode(), "big") for word in (selector, scope)), element)


def _load(name: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(f"{_FRAMEWORKS}/{name}.framework/{name}")
    except OSError:
        return None


def audio(device: int, selector: str) -> bytes | None:
    """https://developer.apple.com/documentation/coreaudio/audioobjectgetpropertydata(_:_:_:_:_:_:)"""
    library = _load("CoreAudio")
    if library is None:
        return None
    where, size, data = _address(selector, "glob", 0), c_uint32(4), (c_uint32 * 1)()
    failed = library.AudioObjectGetPropertyData(c_uint32(device), byref(where), 0, None, byref(size), data)
    return None if failed else bytes(data)[: size.value]


def video(device: int, selector: str) -> bytes | None:
    """https://developer.apple.com/documentation/coremediaio/cmioobjectgetpropertydata(_:_:_:_:_:_:_:)"""
    library = _load("CoreMediaIO")
    if library is None:
        return None
    where, size, used = _address(selector, "glob", 0), c_uint32(), c_uint32()
    if library.CMIOObjectGetPropertyDataSize(c_uint32(device), byref(where), 0, None, byref(size)):
        return None
    data = ctypes.create_string_buffer(size.value)
    failed = library.CMIOObjectGetPropertyData(c_uint32(device), byref(where), 0, None, size, byref(used), data)
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
    for name in _ASSERTIONS:
        key, level = core.CFStringCreateWithCString(None, name.encode(), _UTF8), c_int()
        number = core.CFDictionaryGetValue(status, key)
        if number and core.CFNumberGetValue(number, _INT, byref(level)):
            levels[name] = level.value
        core.CFRelease(key)
    core.CFRelease(status)
    return levels

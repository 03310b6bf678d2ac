"""Microphone, camera, a display kept on, and Focus on macOS.

Not verified on a real machine: what the answers mean is tested by injection, the calls to macOS are not.
"""

import json
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from hipbreak.desktop.busy.base import Say
from hipbreak.desktop.busy.polling import Polled

if TYPE_CHECKING:
    from hipbreak.desktop.busy.base import BusySwitches, Part

SYSTEM = 1  # kAudioObjectSystemObject, kCMIOObjectSystemObject
DEFAULT_INPUT, CAMERAS, RUNS = "dIn ", "dev#", "gone"
# https://developer.apple.com/documentation/iokit/iopmlib_h
_KEEP_ON = ("PreventUserIdleDisplaySleep", "NoDisplaySleepAssertion")
_FOCUS = Path("Library/DoNotDisturb/DB/Assertions.json")
_SECRET = "macOS shows its Focus only to programs that you allow Full Disk Access."

Get = Callable[[int, str], bytes | None]
"""The property of a device, named by its four letters; None if there is no answer."""
Levels = Callable[[], Mapping[str, int] | None]
"""How strongly programs together ask for each kind of staying awake; None if there is no answer."""


def microphone_runs(get: Get) -> bool | None:
    """Whether any program hears the default microphone; a headset that only plays may count, too.

    https://developer.apple.com/documentation/coreaudio/kaudiodevicepropertydeviceisrunningsomewhere
    """
    macos_devices = _numbers(get(SYSTEM, DEFAULT_INPUT))
    if macos_devices is None:
        return None
    return _runs(get, macos_devices[0]) if macos_devices and macos_devices[0] else False


def camera_runs(get: Get) -> bool | None:
    """Whether any program sees through any camera.

    https://developer.apple.com/documentation/coremediaio/kcmiodevicepropertydeviceisrunningsomewhere
    """
    macos_devices = _numbers(get(SYSTEM, CAMERAS))
    return None if macos_devices is None else any(_runs(get, device) for device in macos_devices)


def display_is_kept_on(levels: Mapping[str, int] | None) -> bool | None:
    """Whether a program asks for a display that does not go dark."""
    return None if levels is None else any(levels.get(name, 0) > 0 for name in _KEEP_ON)


def focus_is_on(file: Path) -> bool | None:
    """Whether a Focus was turned on by hand; one that a schedule turned on is not in this file.

    Its form is documented nowhere: what cannot be read tells nothing.
    """
    try:
        stores = json.loads(file.read_bytes())["data"]
        return any(bool(store.get("storeAssertionRecords")) for store in stores)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _runs(get: Get, device: int) -> bool:
    told = _numbers(get(device, RUNS))
    return bool(told) and told[0] != 0 if told else False


def _numbers(raw: bytes | None) -> tuple[int, ...] | None:
    return None if raw is None else struct.unpack(f"={len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def macos_parts(
    says: Mapping[str, Say],
    switches: "BusySwitches",
    audio: Get | None = None,
    video: Get | None = None,
    levels: Levels | None = None,
    home: Path | None = None,
) -> Iterator[tuple[str, "Part"]]:
    """Who tells of `call`, `awake` and `dnd` on macOS, made one after the other."""
    from hipbreak.desktop.busy import macos_devices  # noqa: PLC0415 - the system's own calls

    hear, see, ask = (
        audio or macos_devices.audio,
        video or macos_devices.video,
        levels or macos_devices.assertion_levels,
    )
    if switches.microphone:
        why = "macOS does not tell whether the microphone is in use."
        yield "call", Polled("macos-microphone", lambda: microphone_runs(hear), says["call"], why)
    if switches.camera:
        why = "macOS does not tell whether a camera is in use."
        yield "call", Polled("macos-camera", lambda: camera_runs(see), says["call"], why)
    if switches.inhibitors:
        yield "awake", Polled("macos-assertions", lambda: display_is_kept_on(ask()), says["awake"])
    if switches.quiet:
        file = (home or Path.home()) / _FOCUS
        yield "dnd", Polled("macos-focus", lambda: focus_is_on(file), says["dnd"], _SECRET)

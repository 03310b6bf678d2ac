"""Xfce's window scaling, which Qt does not read: https://specifications.freedesktop.org/xsettings-spec/latest/"""

import re
import struct
from collections.abc import Mapping
from contextlib import closing, suppress

from hipbreak.desktop.display.xcb import Display, XUnavailable

_FACTOR = b"Gdk/WindowScalingFactor"
_QT_VARIABLES = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI")
_MAX_UNITS = 16 * 1024
_USUAL_DPI, _MAX_FACTOR = 96, 4
_INTEGER, _STRING, _COLOUR = range(3)


def scale_variables(display: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with which Qt scales its windows as Xfce its own; `display` is like `xcb :0`.

    Other desktops put the factor into `Xft.dpi`, which Qt follows. Nothing overrides what the person has set.
    """
    platform, _, name = display.partition(" ")
    if platform != "xcb" or any(environment.get(variable) for variable in _QT_VARIABLES):
        return {}
    with suppress(XUnavailable):
        with closing(Display(name)) as connection:
            factor = _read_factor(connection)
        if 1 < factor <= _MAX_FACTOR:
            return {"QT_SCALE_FACTOR": str(factor)}
    return {}


def _read_factor(display: Display) -> int:
    """Return 1 where `Xft.dpi` has it already."""
    resources = display.property_bytes(display.root, display.atom(b"RESOURCE_MANAGER"), _MAX_UNITS)
    dpi = re.search(rb"^Xft\.dpi:\s*(\d+)", resources, re.MULTILINE)
    manager = display.selection_owner(display.atom(b"_XSETTINGS_S0"))
    settings = display.property_bytes(manager, display.atom(b"_XSETTINGS_SETTINGS"), _MAX_UNITS)
    factor = read_integer(settings, _FACTOR)
    return 1 if dpi is not None and int(dpi[1]) >= factor * _USUAL_DPI else factor


def read_integer(settings: bytes, wanted: bytes) -> int:
    """Return an integer among the settings; 0 without it, and where they violate the specification."""
    try:
        order = "<>"[settings[0]]
        (count,) = struct.unpack_from(f"{order}I", settings, 8)
        at = 12
        for _ in range(count):
            kind, length = struct.unpack_from(f"{order}BxH", settings, at)
            name = settings[at + 4 : at + 4 + length]
            at += 4 + _padded(length) + 4
            (value,) = struct.unpack_from(f"{order}I", settings, at)
            if name == wanted and kind == _INTEGER:
                return int(value)
            at += {_INTEGER: 4, _STRING: 4 + _padded(value), _COLOUR: 8}[kind]
    except (IndexError, KeyError, struct.error):
        return 0
    return 0


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4

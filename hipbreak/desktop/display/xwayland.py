"""Whether an X server is XWayland, which sees only a part of the input.

The environment may not show it: what a service manager or `su` starts often has DISPLAY alone.
"""

import struct
from collections.abc import Iterator
from ctypes import c_char_p, c_uint16, c_uint32

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.xcb import Display, XUnavailable, declare_query, load

_EXTENSION = b"XWAYLAND"  # since XWayland 23.1
_OUTPUT = b"XWAYLAND"  # and before that the names of its screens: XWAYLAND0 and so on


def reject_xwayland(display: Display) -> None:
    """Raise XUnavailable on XWayland."""
    if is_xwayland(display):
        raise XUnavailable(_("This X display is XWayland, where X11 sees only a part of what happens."))


def is_xwayland(display: Display) -> bool:
    """Return whether the server is XWayland."""
    return _has_extension(display) or any(name.startswith(_OUTPUT) for name in _outputs(display))


def _has_extension(display: Display) -> bool:
    xcb = load("libxcb.so.1")
    declare_query(xcb, "xcb_query_extension", c_uint16, c_char_p)
    answer = display.query(xcb, "xcb_query_extension", len(_EXTENSION), _EXTENSION)
    return answer is not None and answer[8] != 0


def _outputs(display: Display) -> Iterator[bytes]:
    """Yield the names of the screens: https://www.x.org/releases/current/doc/randrproto/randrproto.txt"""
    try:
        randr = load("libxcb-randr.so.0")
        display.extension(randr, "xcb_randr_id")
    except XUnavailable:
        return
    declare_query(randr, "xcb_randr_get_screen_resources_current", c_uint32)
    declare_query(randr, "xcb_randr_get_output_info", c_uint32, c_uint32)
    answer = display.query(randr, "xcb_randr_get_screen_resources_current", display.root)
    if answer is None:
        return
    controllers, count = struct.unpack_from("=HH", answer, 16)
    for output in struct.unpack_from(f"={count}I", answer, 32 + 4 * controllers):
        info = display.query(randr, "xcb_randr_get_output_info", output, 0)
        if info is not None:
            *lists, _preferred, clones, length = struct.unpack_from("=HHHHH", info, 26)
            start = 36 + 4 * (sum(lists) + clones)
            yield info[start : start + length]

"""Whether an X server is Xwayland, and which window manager it has; needs no event loop, since it runs before Qt."""

import select
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from ctypes import c_char_p, c_uint16, c_uint32
from datetime import timedelta

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.xcb import PROPERTY_CHANGES, Display, XUnavailable, declare_query, load

_EXTENSION = b"XWAYLAND"  # since XWayland 23.1
_OUTPUT = b"XWAYLAND"  # and before that the names of its screens: XWAYLAND0 and so on

TIMEOUT = timedelta(seconds=1)
"""A compositor that starts Xwayland on demand begins to manage its windows a little later."""


class XServer(Struct, frozen=True):
    """An X server that can be reached."""

    is_xwayland: bool
    window_manager: str = ""
    """Its name; empty if there is none within TIMEOUT. Queried on Xwayland only."""


def find_server(name: str, timeout: timedelta = TIMEOUT) -> XServer | None:
    """Return the server of the display, like `:0`; None if it cannot be reached."""
    try:
        display = Display(name)
    except XUnavailable:
        return None
    with closing(display):
        if not _is_xwayland(display):
            return XServer(False)
        return XServer(True, _window_manager(display, time.monotonic() + timeout.total_seconds()))


@contextmanager
def real_display(name: str, on_event: Callable[[bytes], None]) -> Iterator[Display]:
    """Connect to an X display that is no XWayland; it is closed again on XUnavailable, also if the body raises that.

    The environment may not show it: what a service manager or `su` starts often has DISPLAY alone.
    """
    display = Display(name, on_event)
    try:
        if _is_xwayland(display):
            raise XUnavailable(_("This X display is XWayland, where X11 sees only a part of what happens."))
        yield display
    except XUnavailable:
        display.close()
        raise


def _window_manager(display: Display, deadline: float) -> str:
    """Its name, once it has one; https://specifications.freedesktop.org/wm-spec/latest/ar01s03.html#id-1.4.13"""
    display.select_events(display.root, PROPERTY_CHANGES)
    check, name_property = display.atom(b"_NET_SUPPORTING_WM_CHECK"), display.atom(b"_NET_WM_NAME")
    while True:
        (window, *_) = display.property_numbers(display.root, check) or (0,)
        name = display.property_bytes(window, name_property).decode(errors="replace")
        remaining = deadline - time.monotonic()
        if name or not display.alive or remaining <= 0:
            return name
        select.select([display], [], [], remaining)


def _is_xwayland(display: Display) -> bool:
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

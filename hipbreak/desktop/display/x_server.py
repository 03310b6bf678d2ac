"""Whether an X server is Xwayland, and which window manager it has; needs no event loop, since it runs before Qt."""

import select
import time
from contextlib import closing
from datetime import timedelta

from msgspec import Struct

from hipbreak.desktop.display.xcb import PROPERTY_CHANGES, Display, XUnavailable
from hipbreak.desktop.display.xwayland import is_xwayland

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
        if not is_xwayland(display):
            return XServer(False)
        return XServer(True, _window_manager(display, time.monotonic() + timeout.total_seconds()))


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

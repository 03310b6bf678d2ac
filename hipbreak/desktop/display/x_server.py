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
        return XServer(True, _RootWindow(display).window_manager(time.monotonic() + timeout.total_seconds()))


class _RootWindow:
    """The root window; https://specifications.freedesktop.org/wm-spec/latest/ar01s03.html#id-1.4.13"""

    def __init__(self, display: Display) -> None:
        self._display = display
        display.select_events(display.root, PROPERTY_CHANGES)
        self._check, self._name = display.atom(b"_NET_SUPPORTING_WM_CHECK"), display.atom(b"_NET_WM_NAME")

    def window_manager(self, deadline: float) -> str:
        while (
            not (name := self._read_name()) and self._display.alive and (remaining := deadline - time.monotonic()) > 0
        ):
            select.select([self._display], [], [], remaining)
        return name

    def _read_name(self) -> str:
        (window, *_) = self._display.property_numbers(self._display.root, self._check) or (0,)
        return self._display.property_bytes(window, self._name).decode(errors="replace")

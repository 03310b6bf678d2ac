"""Keeps a window out of taskbars, as Qt cannot: https://specifications.freedesktop.org/wm-spec/latest/"""

from contextlib import closing, suppress

from hipbreak.desktop.display.xcb import Display, XUnavailable

_STATES = (b"_NET_WM_STATE_SKIP_TASKBAR", b"_NET_WM_STATE_SKIP_PAGER")
_ATOM = 4  # the type of the property


def skip_taskbar(display: str, window: int) -> None:
    """Do so until the window is hidden; it must not be shown yet. Qt adds its own states to these."""
    with suppress(XUnavailable), closing(Display(display)) as connection:
        connection.set_property(window, b"_NET_WM_STATE", _ATOM, [connection.atom(state) for state in _STATES])

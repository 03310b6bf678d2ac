"""A compositor as far as programs can tell: the owner of the selection, which blends nothing."""

from ctypes import c_uint32

from hipbreak.desktop.display.xcb import Cookie, Display, declare, load


class FakeCompositor:
    """Owns the selection until it ends."""

    def __init__(self, display: str) -> None:
        self._display = Display(display)
        xcb = load("libxcb.so.1")
        declare(xcb, "xcb_set_selection_owner", Cookie, c_uint32, c_uint32, c_uint32)
        selection = self._display.atom(b"_NET_WM_CM_S0")
        self._display.send(xcb, "xcb_set_selection_owner", self._display.root, selection, 0)
        assert self._display.selection_owner(selection) == self._display.root

    def end(self) -> None:
        self._display.close()

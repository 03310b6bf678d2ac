"""A connection of our own to the X display, through libxcb, for what Qt does not tell.

libxcb and not Xlib, because Xlib ends the process when the display is lost.
https://xcb.freedesktop.org/manual/
"""

import ctypes
import struct
from collections import deque
from collections.abc import Callable, Mapping
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint, c_uint8, c_uint16, c_uint32, c_void_p

from PySide6.QtCore import QSocketNotifier, QTimer


class XUnavailable(Exception):
    """There is no X display to ask here; the message is one sentence for the person."""


class Cookie(Structure):
    """What libxcb hands out for a request, to be exchanged for its reply."""

    _fields_ = (("sequence", c_uint),)


class _Extension(Structure):
    _fields_ = (("name", c_char_p), ("global_id", c_int))


class _ExtensionData(Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("present", c_uint8),
        ("major_opcode", c_uint8),
        ("first_event", c_uint8),
        ("first_error", c_uint8),
    )


class _ScreenIterator(Structure):
    # Of a screen only the root window is used, and it comes first.
    _fields_ = (("screen", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


def load(library: str) -> ctypes.CDLL:
    """Loads a library by its file name; XUnavailable if the machine has not got it."""
    try:
        return ctypes.CDLL(library)
    except OSError:
        raise XUnavailable(f"The library {library} is not installed.") from None


def display_name(environment: Mapping[str, str]) -> str:
    """The X display of this session; XUnavailable where there is none or where X is only a guest.

    Under Wayland the X server (XWayland) sees only the input and the windows of X programs.
    """
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        raise XUnavailable("This is a Wayland session, where X11 sees only a part of what happens.")
    name = environment.get("DISPLAY")
    if not name:
        raise XUnavailable("There is no X display (DISPLAY is not set).")
    return name


def reachable(name: str) -> bool:
    """Whether a client may connect to the X display, like `:0`; False also without libxcb. Needs no event loop."""
    try:
        xcb = _declared(load("libxcb.so.1"))
    except XUnavailable:
        return False
    connection = c_void_p(xcb.xcb_connect(name.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


class Display:
    """One connection; a lost display makes every answer None, and nothing else."""

    def __init__(self, name: str, heard: Callable[[bytes], None] | None = None) -> None:
        """Connects to the display; `heard` gets the 32 bytes of every event, from the event loop.

        Without `heard` no event loop is needed. XUnavailable when the library, the display or the permission is
        missing.
        """
        self._xcb = _declared(load("libxcb.so.1"))
        self._free = ctypes.CDLL(None).free
        self._free.argtypes, self._free.restype = (c_void_p,), None
        self._heard = heard
        self._events: deque[bytes] = deque()
        self._posted = False
        self._notifier: QSocketNotifier | None = None
        screen = c_int()
        self.connection: c_void_p | None = c_void_p(self._xcb.xcb_connect(name.encode(), ctypes.byref(screen)))
        if self._xcb.xcb_connection_has_error(self.connection):
            self.close()
            raise XUnavailable(f"The X display {name} cannot be reached.")
        self.root = self._root(screen.value)
        if heard is not None:
            self._notifier = QSocketNotifier(self.fileno(), QSocketNotifier.Type.Read)
            self._notifier.activated.connect(self._readable)

    def extension(self, library: ctypes.CDLL, symbol: str) -> int:
        """The number of the extension's first event; XUnavailable if the display has not got it."""
        wanted = _Extension.in_dll(library, symbol)
        data = self._xcb.xcb_get_extension_data(self.connection, ctypes.byref(wanted))
        if not data or not data.contents.present:
            raise XUnavailable(f"The X display has no {(wanted.name or b'').decode()} extension.")
        return int(data.contents.first_event)

    def ask(self, library: ctypes.CDLL, request: str, *arguments: object) -> bytes | None:
        """The whole reply to a request, after one round trip; None if it failed or the display is lost."""
        if self.connection is None:
            return None
        cookie = getattr(library, request)(self.connection, *arguments)
        reply = getattr(library, f"{request}_reply")(self.connection, cookie, None)
        if not reply:
            self._notice_loss()
            return None
        try:
            (words,) = struct.unpack("=I", ctypes.string_at(reply + 4, 4))
            answer = ctypes.string_at(reply, 32 + 4 * words)
        finally:
            self._free(reply)
        # Waiting for the reply may have read events too, of which the socket will not tell any more.
        self._take_events()
        if self._events and self._notifier is not None and not self._posted:
            self._posted = True
            QTimer.singleShot(0, self._deliver)
        return answer

    def tell(self, library: ctypes.CDLL, request: str, *arguments: object) -> None:
        """Sends a request that has no reply; if it fails, nobody hears of it."""
        if self.connection is not None:
            getattr(library, request)(self.connection, *arguments)
            self._xcb.xcb_flush(self.connection)

    def new_id(self) -> int:
        """A number for something to be made on the display."""
        return int(self._xcb.xcb_generate_id(self.connection)) if self.connection is not None else 0

    def fileno(self) -> int:
        """Of the socket, to wait for what the display sends; -1 once it is closed."""
        return int(self._xcb.xcb_get_file_descriptor(self.connection)) if self.connection is not None else -1

    @property
    def alive(self) -> bool:
        return self.connection is not None

    def close(self) -> None:
        """Hears nothing any more; may be called twice."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self.connection is not None:
            self._xcb.xcb_disconnect(self.connection)
            self.connection = None
        self._events.clear()

    def _readable(self) -> None:
        self._take_events()
        self._notice_loss()
        self._deliver()

    def _take_events(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self.connection):
            self._events.append(ctypes.string_at(event, 32))
            self._free(event)

    def _deliver(self) -> None:
        self._posted = False
        while self._events and self._heard is not None:
            self._heard(self._events.popleft())

    def _notice_loss(self) -> None:
        if self._xcb.xcb_connection_has_error(self.connection):
            self.close()

    def _root(self, screen: int) -> int:
        roots = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self.connection))
        for _ in range(screen):
            self._xcb.xcb_screen_next(ctypes.byref(roots))
        return int(roots.screen.contents.value)


def declare(library: ctypes.CDLL, function: str, result: object, *arguments: object) -> None:
    """Declares a function of libxcb; the connection, its first argument, goes without saying."""
    declared = getattr(library, function)
    declared.argtypes, declared.restype = (c_void_p, *arguments), result


def declare_question(library: ctypes.CDLL, request: str, *arguments: object) -> None:
    """Declares a request together with its reply."""
    declare(library, request, Cookie, *arguments)
    declare(library, f"{request}_reply", c_void_p, Cookie, c_void_p)


def _declared(xcb: ctypes.CDLL) -> ctypes.CDLL:
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = (c_char_p, POINTER(c_int)), c_void_p
    declare(xcb, "xcb_connection_has_error", c_int)
    declare(xcb, "xcb_disconnect", None)
    declare(xcb, "xcb_flush", c_int)
    declare(xcb, "xcb_generate_id", c_uint32)
    declare(xcb, "xcb_get_file_descriptor", c_int)
    declare(xcb, "xcb_get_setup", c_void_p)
    declare(xcb, "xcb_poll_for_event", c_void_p)
    declare(xcb, "xcb_get_extension_data", POINTER(_ExtensionData), POINTER(_Extension))
    declare(xcb, "xcb_setup_roots_iterator", _ScreenIterator)
    xcb.xcb_screen_next.argtypes, xcb.xcb_screen_next.restype = (POINTER(_ScreenIterator),), None
    return xcb

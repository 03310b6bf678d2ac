"""A separate connection to the X display, with libxcb, for what Qt does not offer.

libxcb and not Xlib, because Xlib ends the process when the display is lost.
https://xcb.freedesktop.org/manual/
"""

import ctypes
import struct
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint, c_uint8, c_uint16, c_uint32, c_void_p
from functools import cache

from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.core.i18n import gettext as _

STRUCTURE_CHANGES, PROPERTY_CHANGES = 1 << 17, 1 << 22  # events of a window
_EVENT_MASK = 1 << 11  # the field of a window's attributes
_ANY_TYPE, _REPLACE = 0, 0


class XUnavailable(Exception):
    """There is no X display to query; the message is one sentence for the user."""


class Cookie(Structure):
    """What libxcb returns for a request, to be exchanged for its reply."""

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
    # Of a screen only the root window is used, its first field.
    _fields_ = (("screen", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


@cache
def load(library: str) -> ctypes.CDLL:
    """Load a library by its file name, once for all displays; XUnavailable if it is not installed."""
    try:
        return ctypes.CDLL(library)
    except OSError:
        raise XUnavailable(_("The library {library} is not installed.").format(library=library)) from None


def display_name(environment: Mapping[str, str]) -> str:
    """Return the X display of this session; XUnavailable without one, and under Wayland.

    There the X server (XWayland) sees only the input and the windows of X programs.
    """
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        raise XUnavailable(_("This is a Wayland session, where X11 sees only a part of what happens."))
    name = environment.get("DISPLAY")
    if not name:
        raise XUnavailable(_("There is no X display (DISPLAY is not set)."))
    return name


class Display:
    """One connection; once the display is lost, every reply is None."""

    def __init__(self, name: str, on_event: Callable[[bytes], None] | None = None) -> None:
        """Connect to the display; `on_event` gets the 32 bytes of every event, from the event loop.

        Without `on_event` no event loop is needed. XUnavailable when the library, the display or the permission is
        missing.
        """
        self._xcb = _load_xcb()
        self._on_event = on_event
        self._events: deque[bytes] = deque()
        self.notifier: QSocketNotifier | None = None
        screen = c_int()
        self.connection: c_void_p | None = c_void_p(self._xcb.xcb_connect(name.encode(), ctypes.byref(screen)))
        if self._xcb.xcb_connection_has_error(self.connection):
            self.close()
            raise XUnavailable(_("The X display {name} cannot be reached.").format(name=name))
        self.screen, self.root = screen.value, self._root(screen.value)
        if on_event is not None:
            self.notifier = QSocketNotifier(self.fileno(), QSocketNotifier.Type.Read)
            self.notifier.activated.connect(self._readable)

    def extension(self, library: ctypes.CDLL, symbol: str) -> int:
        """Return the number of the extension's first event; XUnavailable without the extension."""
        extension = _Extension.in_dll(library, symbol)
        data = self._xcb.xcb_get_extension_data(self.connection, ctypes.byref(extension))
        if not data or not data.contents.present:
            raise XUnavailable(
                _("The X display has no {extension} extension.").format(extension=(extension.name or b"").decode())
            )
        return int(data.contents.first_event)

    def query(self, library: ctypes.CDLL, request: str, *arguments: object) -> bytes | None:
        """Return the whole reply to a request after one round trip; None if it failed or the display is lost."""
        if self.connection is None:
            return None
        cookie = getattr(library, request)(self.connection, *arguments)
        reply = getattr(library, f"{request}_reply")(self.connection, cookie, None)
        if not reply:
            self._check_connection()
            return None
        try:
            (units,) = struct.unpack("=I", ctypes.string_at(reply + 4, 4))
            answer = ctypes.string_at(reply, 32 + 4 * units)
        finally:
            self._xcb.free(reply)
        # Waiting for the reply may have read events, too, for which the notifier will not fire any more.
        self._read_events()
        if self._events and self.notifier is not None:
            QTimer.singleShot(0, self._deliver)
        return answer

    def send(self, library: ctypes.CDLL, request: str, *arguments: object) -> None:
        """Send a request without a reply; failures go unnoticed."""
        if self.connection is not None:
            getattr(library, request)(self.connection, *arguments)
            self._xcb.xcb_flush(self.connection)

    def atom(self, name: bytes) -> int:
        """Return the number of an atom; 0 once the display is lost."""
        answer = self.query(self._xcb, "xcb_intern_atom", 0, len(name), name)
        return int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0

    def selection_owner(self, atom: int) -> int:
        """Return the window that owns a selection; 0 without one."""
        answer = self.query(self._xcb, "xcb_get_selection_owner", atom)
        return int(struct.unpack_from("=I", answer, 8)[0]) if answer else 0

    def property_bytes(self, window: int, atom: int, max_units: int = 64) -> bytes:
        """Return the value of a property; empty without the property, the window or the display."""
        return self._property(window, atom, max_units)[1]

    def property_numbers(self, window: int, atom: int) -> tuple[int, ...]:
        """Return the numbers of 32 bits in a property; none if it has others."""
        bits, value = self._property(window, atom, 64)
        return struct.unpack(f"={len(value) // 4}I", value) if bits == 32 else ()

    def _property(self, window: int, atom: int, max_units: int) -> tuple[int, bytes]:
        answer = self.query(self._xcb, "xcb_get_property", 0, window, atom, _ANY_TYPE, 0, max_units) if window else None
        if answer is None:
            return 0, b""
        (length,) = struct.unpack_from("=I", answer, 16)
        return answer[1], answer[32 : 32 + length * answer[1] // 8]

    def children(self, window: int) -> tuple[int, ...]:
        """Return the windows directly inside a window."""
        answer = self.query(self._xcb, "xcb_query_tree", window)
        if answer is None:
            return ()
        (count,) = struct.unpack_from("=H", answer, 16)
        return struct.unpack_from(f"={count}I", answer, 32)

    def set_property(self, window: int, name: bytes, kind: int, values: Sequence[int]) -> None:
        """Replace a property by numbers of 32 bits of the type `kind`, and wait until the server has them."""
        atom, data = self.atom(name), struct.pack(f"={len(values)}I", *values)
        self.send(self._xcb, "xcb_change_property", _REPLACE, window, atom, kind, 32, len(values), data)
        self.property_bytes(window, atom)

    def select_events(self, window: int, events: int) -> None:
        """Receive these events of a window, instead of those before."""
        if window:
            mask = struct.pack("=I", events)
            self.send(self._xcb, "xcb_change_window_attributes", window, _EVENT_MASK, mask)

    def new_id(self) -> int:
        """Return a new resource id."""
        return int(self._xcb.xcb_generate_id(self.connection)) if self.connection is not None else 0

    def fileno(self) -> int:
        """Return the file descriptor of the socket; -1 once closed."""
        return int(self._xcb.xcb_get_file_descriptor(self.connection)) if self.connection is not None else -1

    @property
    def alive(self) -> bool:
        return self.connection is not None

    def close(self) -> None:
        """Close the connection. Idempotent."""
        if self.notifier is not None:
            self.notifier.setEnabled(False)
            self.notifier = None
        if self.connection is not None:
            self._xcb.xcb_disconnect(self.connection)
            self.connection = None
        self._events.clear()

    def _readable(self) -> None:
        self._read_events()
        self._check_connection()
        self._deliver()

    def _read_events(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self.connection):
            self._events.append(ctypes.string_at(event, 32))
            self._xcb.free(event)

    def _deliver(self) -> None:
        while self._events and self._on_event is not None:
            self._on_event(self._events.popleft())

    def _check_connection(self) -> None:
        if self._xcb.xcb_connection_has_error(self.connection):
            self.close()

    def _root(self, screen: int) -> int:
        roots = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self.connection))
        for _screen in range(screen):
            self._xcb.xcb_screen_next(ctypes.byref(roots))
        return int(roots.screen.contents.value)


def declare(library: ctypes.CDLL, function: str, result: object, *arguments: object) -> None:
    """Declare a function of libxcb; its first argument, the connection, is implied."""
    declared = getattr(library, function)
    declared.argtypes, declared.restype = (c_void_p, *arguments), result


def declare_query(library: ctypes.CDLL, request: str, *arguments: object) -> None:
    """Declare a request together with its reply."""
    declare(library, request, Cookie, *arguments)
    declare(library, f"{request}_reply", c_void_p, Cookie, c_void_p)


@cache
def _load_xcb() -> ctypes.CDLL:
    xcb = load("libxcb.so.1")
    xcb.free.argtypes, xcb.free.restype = (c_void_p,), None  # of the C library, which every library brings
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
    declare(xcb, "xcb_change_window_attributes", Cookie, c_uint32, c_uint32, c_void_p)
    declare(xcb, "xcb_change_property", Cookie, c_uint8, c_uint32, c_uint32, c_uint32, c_uint8, c_uint32, c_void_p)
    declare_query(xcb, "xcb_query_tree", c_uint32)
    declare_query(xcb, "xcb_intern_atom", c_uint8, c_uint16, c_char_p)
    declare_query(xcb, "xcb_get_selection_owner", c_uint32)
    declare_query(xcb, "xcb_get_property", c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32)
    xcb.xcb_screen_next.argtypes, xcb.xcb_screen_next.restype = (POINTER(_ScreenIterator),), None
    return xcb

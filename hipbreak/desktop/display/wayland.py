"""A connection of our own to the Wayland compositor, for what Qt does not tell: only events, and no window of ours.

Spoken directly, since the wire is a few lines, and the Python packages for it have to be compiled on most machines:
https://wayland.freedesktop.org/docs/html/ch04.html#sect-Protocol-Wire-Format
"""

import socket
import struct
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer

_TIMEOUT_MS = 5000  # nothing waits for the compositor's list, and a desktop may just be starting
_PIECE = 64 * 1024
_HEAD = struct.Struct("=II")
_DISPLAY = 1
_SYNC, _GET_REGISTRY, _BIND = 0, 1, 0
_ERROR, _DELETED, _GLOBAL = 0, 1, 0

Heard = Callable[[int, bytes], None]
"""The number of an event, and its arguments as they came."""


class WaylandUnavailable(Exception):
    """There is no compositor to ask here; the message is one sentence for the person."""


def words(*numbers: int) -> bytes:
    """Numbers, or objects, as arguments."""
    return struct.pack(f"={len(numbers)}I", *numbers)


def text(word: str) -> bytes:
    """A string as an argument: its length, the bytes with a zero, and up to the next word."""
    raw = word.encode() + b"\0"
    return words(len(raw)) + raw + bytes(-len(raw) % 4)


def numbers(array: bytes) -> tuple[int, ...]:
    """The numbers in an array that is the only argument."""
    (length,) = struct.unpack_from("=I", array)
    return struct.unpack_from(f"={length // 4}I", array, 4)


class WaylandConnection:
    """Reads what the compositor sends, in the Qt event loop, and never waits for it.

    `listed` is called once, when it is known what the compositor offers; `lost` at most once, with one sentence.
    """

    def __init__(self, environment: Mapping[str, str], listed: Callable[[], None], lost: Callable[[str], None]) -> None:
        """WaylandUnavailable where nobody listens."""
        self.offered: dict[str, tuple[int, int]] = {}
        """The number and the version of each interface."""
        self._listed, self._lost = listed, lost
        self._heard = bytearray()
        self._ids = count(_DISPLAY + 1)
        self._listeners: dict[int, Heard] = {_DISPLAY: self._of_display}
        self._socket: socket.socket | None = _connect(_place(environment))
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._readable)
        self._timeout = QTimer()
        self._timeout.setSingleShot(True)
        self._timeout.timeout.connect(lambda: self._end("The Wayland compositor does not answer."))
        self._timeout.start(_TIMEOUT_MS)
        self._registry = self.make(_DISPLAY, _GET_REGISTRY, self._of_registry)
        self.make(_DISPLAY, _SYNC, lambda *_: self._complete())

    @property
    def alive(self) -> bool:
        """False once the compositor is lost or the line closed."""
        return self._socket is not None

    def bind(self, interface: str, most: int, heard: Heard = lambda _event, _arguments: None) -> int:
        """The compositor's object of an offered interface, in the newest version up to `most`."""
        number, version = self.offered[interface]
        made = self.new(heard)
        self.tell(self._registry, _BIND, words(number) + text(interface) + words(min(version, most), made))
        return made

    def make(self, maker: int, request: int, heard: Heard, *more: int) -> int:
        """An object made by a request whose first argument it is."""
        made = self.new(heard)
        self.tell(maker, request, words(made, *more))
        return made

    def new(self, heard: Heard) -> int:
        """A number for an object that a request is about to make."""
        number = next(self._ids)
        self._listeners[number] = heard
        return number

    def adopt(self, number: int, heard: Heard) -> None:
        """Hear an object that the compositor has made."""
        self._listeners[number] = heard

    def tell(self, receiver: int, request: int, arguments: bytes = b"") -> None:
        """Sends a request; a compositor that takes none is lost."""
        if self._socket is None:
            return
        whole = _HEAD.pack(receiver, (_HEAD.size + len(arguments)) << 16 | request) + arguments
        try:
            sent = self._socket.send(whole)
        except OSError:
            sent = 0
        if sent != len(whole):
            QTimer.singleShot(0, lambda: self._end("The Wayland compositor takes no requests."))

    def close(self) -> None:
        """Calls nobody any more; may be called twice."""
        self._timeout.stop()
        self._listeners.clear()
        if self._socket is not None:
            self._notifier.setEnabled(False)
            self._socket.close()
            self._socket = None

    def _readable(self) -> None:
        try:
            some = self._socket.recv(_PIECE) if self._socket is not None else b""
        except BlockingIOError:
            return
        except OSError:
            some = b""
        if not some:
            self._end("The Wayland compositor has ended.")
            return
        self._heard += some
        while self._socket is not None and len(self._heard) >= _HEAD.size:
            sender, size_and_event = _HEAD.unpack_from(self._heard)
            size = size_and_event >> 16
            if size < _HEAD.size:
                self._end("The Wayland compositor talks nonsense.")
            elif len(self._heard) < size:
                return
            else:
                arguments = bytes(self._heard[_HEAD.size : size])
                del self._heard[:size]
                self._dispatch(sender, size_and_event & 0xFFFF, arguments)

    def _dispatch(self, sender: int, event: int, arguments: bytes) -> None:
        listener = self._listeners.get(sender)
        if listener is not None:
            try:
                listener(event, arguments)
            except struct.error:
                self._end("The Wayland compositor talks nonsense.")

    def _of_display(self, event: int, arguments: bytes) -> None:
        if event == _DELETED:
            self._listeners.pop(struct.unpack("=I", arguments)[0], None)
        elif event == _ERROR:
            self._end("The Wayland compositor refuses what Hipbreak asks.")

    def _of_registry(self, event: int, arguments: bytes) -> None:
        if event == _GLOBAL:
            number, length = struct.unpack_from("=II", arguments)
            interface = arguments[8 : 8 + length].rstrip(b"\0").decode(errors="replace")
            self.offered.setdefault(interface, (number, struct.unpack("=I", arguments[-4:])[0]))

    def _complete(self) -> None:
        self._timeout.stop()
        self._listed()

    def _end(self, why: str) -> None:
        if self._socket is not None:
            self.close()
            self._lost(why)


def _place(environment: Mapping[str, str]) -> Path:
    """https://wayland.freedesktop.org/docs/html/apb.html#Client-classwl__display_1af048371dfef7577bd39a3c04b78d0374"""
    name = environment.get("WAYLAND_DISPLAY")
    if not name and environment.get("XDG_SESSION_TYPE") == "wayland":
        name = "wayland-0"  # what a service manager starts has no more than that
    if not name:
        raise WaylandUnavailable("There is no Wayland display (WAYLAND_DISPLAY is not set).")
    return Path(environment.get("XDG_RUNTIME_DIR", "/")) / name


def _connect(place: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.setblocking(False)  # one that hangs would let us wait
    try:
        line.connect(str(place))
    except OSError:
        line.close()
        raise WaylandUnavailable(f"The Wayland display {place} cannot be reached.") from None
    return line

"""A separate connection to the Wayland compositor, for events that Qt does not offer; it opens no window.

Implemented here, since the wire format takes a few lines, and the Python packages need a compiler on most machines:
https://wayland.freedesktop.org/docs/html/ch04.html#sect-Protocol-Wire-Format
"""

import socket
import struct
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.display.availability import wayland_socket

TIMEOUT_MS = 5000  # nothing waits for the compositor's list, and a desktop may just be starting
_CHUNK_BYTES = 64 * 1024
_HEADER = struct.Struct("=II")
_DISPLAY = 1
_SYNC, _GET_REGISTRY, _BIND = 0, 1, 0
_ERROR, _DELETED, _GLOBAL = 0, 1, 0

EventCallback = Callable[[int, bytes], None]
"""Called with the opcode of an event and its raw arguments."""


class WaylandUnavailable(Exception):
    """There is no compositor to query; the message is one sentence for the user."""


def pack_uints(*values: int) -> bytes:
    """Encode numbers or object ids."""
    return struct.pack(f"={len(values)}I", *values)


def pack_string(string: str) -> bytes:
    """Encode a string: its length, the bytes with a NUL, and padding to 32 bits."""
    raw = string.encode() + b"\0"
    return pack_uints(len(raw)) + raw + bytes(-len(raw) % 4)


def unpack_uints(array: bytes) -> tuple[int, ...]:
    """Decode an array of numbers that is the only argument."""
    (length,) = struct.unpack_from("=I", array)
    return struct.unpack_from(f"={length // 4}I", array, 4)


class WaylandConnection:
    """Reads events in the Qt event loop, without blocking.

    `ready` is called once, when the interfaces of the compositor are known; `lost` at most once, with one sentence.
    """

    def __init__(self, environment: Mapping[str, str], ready: Callable[[], None], lost: Callable[[str], None]) -> None:
        """Connect; WaylandUnavailable if nothing listens."""
        self.interfaces: dict[str, tuple[int, int]] = {}
        """The number and the version of each offered interface."""
        self._ready, self._lost = ready, lost
        self.buffer = bytearray()
        """The incomplete message read so far."""
        self._ids = count(_DISPLAY + 1)
        self._listeners: dict[int, EventCallback] = {_DISPLAY: self._on_display_event}
        self._socket: socket.socket | None = _connect(wayland_socket(environment))
        self.notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read)
        self.notifier.activated.connect(self._readable)
        self._timeout = QTimer(singleShot=True)
        self._timeout.timeout.connect(lambda: self._fail(_("The Wayland compositor does not answer.")))
        self._timeout.start(TIMEOUT_MS)
        self._registry = self.create(_DISPLAY, _GET_REGISTRY, self._on_registry_event)
        self.create(_DISPLAY, _SYNC, lambda *_: self._registry_complete())

    @property
    def alive(self) -> bool:
        """False once the compositor is lost, and after `close`."""
        return self._socket is not None

    def bind(self, interface: str, max_version: int, on_event: EventCallback = lambda _event, _arguments: None) -> int:
        """Bind an offered interface in the newest version up to `max_version`; return the id of the object."""
        number, version = self.interfaces[interface]
        new_id = self.allocate_id(on_event)
        version = min(version, max_version)
        self.send(self._registry, _BIND, pack_uints(number) + pack_string(interface) + pack_uints(version, new_id))
        return new_id

    def create(self, parent: int, request: int, on_event: EventCallback, *arguments: int) -> int:
        """Create an object by a request whose first argument is its id; return the id."""
        new_id = self.allocate_id(on_event)
        self.send(parent, request, pack_uints(new_id, *arguments))
        return new_id

    def allocate_id(self, on_event: EventCallback) -> int:
        """Return the id for an object that a request is about to create."""
        number = next(self._ids)
        self._listeners[number] = on_event
        return number

    def add_listener(self, number: int, on_event: EventCallback) -> None:
        """Listen to an object that the compositor has created."""
        self._listeners[number] = on_event

    def send(self, receiver: int, request: int, arguments: bytes = b"") -> None:
        """Send a request; a compositor that does not read it counts as lost."""
        if self._socket is None:
            return
        message = _HEADER.pack(receiver, (_HEADER.size + len(arguments)) << 16 | request) + arguments
        try:
            sent = self._socket.send(message)
        except OSError:
            sent = 0
        if sent != len(message):
            QTimer.singleShot(0, lambda: self._fail(_("The Wayland compositor takes no requests.")))

    def close(self) -> None:
        """Close the connection, without callbacks. Idempotent."""
        self._timeout.stop()
        self._listeners.clear()
        if self._socket is not None:
            self.notifier.setEnabled(False)
            self._socket.close()
            self._socket = None

    def _readable(self) -> None:
        try:
            chunk = self._socket.recv(_CHUNK_BYTES) if self._socket is not None else b""
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            self._fail(_("The Wayland compositor has ended."))
            return
        self.buffer += chunk
        while self._socket is not None and len(self.buffer) >= _HEADER.size:
            sender, size_and_event = _HEADER.unpack_from(self.buffer)
            size = size_and_event >> 16
            if size < _HEADER.size:
                self._fail(_("The Wayland compositor talks nonsense."))
            elif len(self.buffer) < size:
                return
            else:
                arguments = bytes(self.buffer[_HEADER.size : size])
                del self.buffer[:size]
                self._dispatch(sender, size_and_event & 0xFFFF, arguments)

    def _dispatch(self, sender: int, event: int, arguments: bytes) -> None:
        listener = self._listeners.get(sender)
        if listener is not None:
            try:
                listener(event, arguments)
            except struct.error:
                self._fail(_("The Wayland compositor talks nonsense."))

    def _on_display_event(self, event: int, arguments: bytes) -> None:
        if event == _DELETED:
            self._listeners.pop(struct.unpack("=I", arguments)[0], None)
        elif event == _ERROR:
            self._fail(_("The Wayland compositor refuses what Hipbreak asks."))

    def _on_registry_event(self, event: int, arguments: bytes) -> None:
        if event == _GLOBAL:
            number, length = struct.unpack_from("=II", arguments)
            interface = arguments[8 : 8 + length].rstrip(b"\0").decode(errors="replace")
            self.interfaces.setdefault(interface, (number, struct.unpack("=I", arguments[-4:])[0]))

    def _registry_complete(self) -> None:
        self._timeout.stop()
        self._ready()

    def _fail(self, reason: str) -> None:
        if self._socket is not None:
            self.close()
            self._lost(reason)


def _connect(path: Path | None) -> socket.socket:
    if path is None:
        raise WaylandUnavailable(_("There is no Wayland display (WAYLAND_DISPLAY is not set)."))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.setblocking(False)  # do not wait for one that hangs
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise WaylandUnavailable(_("The Wayland display {path} cannot be reached.").format(path=path)) from None
    return connection

"""A fake Wayland compositor with a seat and the interfaces of the test: https://wayland.app/protocols/"""

import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

DISPLAY, DISPLAY_SYNC, DISPLAY_GET_REGISTRY = 1, 0, 1
REGISTRY_BIND, GLOBAL, DONE, ERROR = 0, 0, 0, 0
IDLED, RESUMED = 0, 1
SEAT, NOTIFIER, KDE_IDLE, TOPLEVELS = (
    "wl_seat",
    "ext_idle_notifier_v1",
    "org_kde_kwin_idle",
    "zwlr_foreign_toplevel_manager_v1",
)
REQUESTS = {(NOTIFIER, 1): "any", (NOTIFIER, 2): "input", (KDE_IDLE, 0): "older"}
NEW, FINISHED = 0, 1
TITLE, STATE, STATED, CLOSED = 0, 4, 5, 6
MAXIMIZED, MINIMIZED, ACTIVE, FULL = range(4)
_FIRST_OF_SERVER = 0xFF000000


def text(words: str) -> bytes:
    raw = words.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)


class Compositor:
    """Serves one client, in a thread; it offers each interface in the version given, and a seat.

    `asked` gets the kind and the milliseconds of each notification that the client asks for, `bound` each interface
    with its version, `destroyed` the number of each window that the client lets go.
    """

    def __init__(self, folder: Path, **versions: int) -> None:
        self.environment = {"WAYLAND_DISPLAY": "wayland-hipbreak", "XDG_RUNTIME_DIR": str(folder)}
        self.asked: SimpleQueue[tuple[str, int]] = SimpleQueue()
        self.bound: list[tuple[str, int]] = []
        self.destroyed: list[int] = []
        self._globals = dict(enumerate({SEAT: 7, **versions}.items(), 1))
        self._objects: dict[int, str] = {}
        self._registry = self.notification = 0
        self._windows = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / "wayland-hipbreak"))
        self._listener.listen()
        self.connection: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def send_idle_event(self, event: int) -> None:
        """Send IDLED or RESUMED."""
        self._send(self.notification, event)

    def open(self, *states: int) -> int:
        """Open a window and return its number."""
        number = _FIRST_OF_SERVER + self._windows
        self._windows += 1
        (manager,) = [made for made, interface in self._objects.items() if interface == TOPLEVELS]
        self._send(manager, NEW, struct.pack("=I", number))
        self._send(number, TITLE, text("A secret " * 20))
        self.state(number, *states)
        return number

    def state(self, number: int, *states: int) -> None:
        """Send a window's new states."""
        self._send(number, STATE, struct.pack(f"={len(states) + 1}I", 4 * len(states), *states))
        self._send(number, STATED)

    def close_window(self, number: int) -> None:
        """Close a window."""
        self._send(number, CLOSED)

    def send_error(self) -> None:
        """Send a protocol error."""
        self._send(DISPLAY, ERROR, struct.pack("=II", DISPLAY, 0), text("no"))

    def raw(self, data: bytes) -> None:
        """Send any bytes."""
        assert self.connection is not None
        self.connection.sendall(data)

    def end(self) -> None:
        """Disconnect without notice; may be called twice."""
        for end in (self.connection, self._listener):
            if end is not None:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with suppress(OSError, struct.error):
            self.connection, _ = self._listener.accept()
            while head := self.connection.recv(8, socket.MSG_WAITALL):
                receiver, size_opcode = struct.unpack("=II", head)
                size = (size_opcode >> 16) - 8
                body = self.connection.recv(size, socket.MSG_WAITALL) if size else b""
                self._handle(receiver, size_opcode & 0xFFFF, body)

    def _handle(self, receiver: int, opcode: int, body: bytes) -> None:
        interface = self._objects.get(receiver, "")
        if receiver == DISPLAY and opcode == DISPLAY_GET_REGISTRY:
            (self._registry,) = struct.unpack("=I", body)
            for number, (name, version) in self._globals.items():
                self._send(self._registry, GLOBAL, struct.pack("=I", number), text(name), struct.pack("=I", version))
        elif receiver == DISPLAY and opcode == DISPLAY_SYNC:
            (callback,) = struct.unpack("=I", body)
            self._send(callback, DONE, bytes(4))
        elif receiver == self._registry and opcode == REGISTRY_BIND:
            self._bind(body)
        elif (interface, opcode) in REQUESTS:
            self.notification, first, second = struct.unpack("=III", body)
            seat, milliseconds = (first, second) if interface == KDE_IDLE else (second, first)
            assert self._objects[seat] == SEAT
            self.asked.put((REQUESTS[interface, opcode], milliseconds))
        elif receiver >= _FIRST_OF_SERVER and opcode == 7:
            self.destroyed.append(receiver)

    def _bind(self, body: bytes) -> None:
        (number,) = struct.unpack_from("=I", body)
        version, new_id = struct.unpack("=II", body[-8:])
        name, offered = self._globals[number]
        assert body[4:-8] == text(name)
        assert version <= offered
        self._objects[new_id] = name
        self.bound.append((name, version))

    def _send(self, sender: int, opcode: int, *body: bytes) -> None:
        whole = b"".join(body)
        self.raw(struct.pack("=II", sender, (8 + len(whole)) << 16 | opcode) + whole)

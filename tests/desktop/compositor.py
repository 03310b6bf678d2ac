"""A Wayland compositor of ours, with nothing but a seat and the idle protocol: https://wayland.app/protocols/"""

import socket
import struct
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

DISPLAY, DISPLAY_SYNC, DISPLAY_GET_REGISTRY = 1, 0, 1
REGISTRY_BIND, GLOBAL, DONE = 0, 0, 0
IDLED, RESUMED = 0, 1
REQUESTS = {1: "any", 2: "input"}
SEAT, NOTIFIER = "wl_seat", "ext_idle_notifier_v1"


def text(words: str) -> bytes:
    raw = words.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)


class Compositor:
    """Serves one client, in a thread; `version` of ext-idle-notify-v1, 0 for a compositor without it.

    `asked` gets the kind and the milliseconds of each notification that the client asks for.
    """

    def __init__(self, folder: Path, version: int) -> None:
        self.environment = {"WAYLAND_DISPLAY": "wayland-hipbreak", "XDG_RUNTIME_DIR": str(folder)}
        self.asked: SimpleQueue[tuple[str, int]] = SimpleQueue()
        self._globals = {1: (SEAT, 1)} | ({2: (NOTIFIER, version)} if version else {})
        self._registry = self._notifier = self._notification = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / "wayland-hipbreak"))
        self._listener.listen()
        self._line: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def tell(self, event: int) -> None:
        """IDLED or RESUMED."""
        self._send(self._notification, event)

    def end(self) -> None:
        """As a compositor that crashes; may be called twice."""
        for end in (self._line, self._listener):
            if end is not None:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with suppress(OSError, struct.error):
            self._line, _ = self._listener.accept()
            while head := self._line.recv(8, socket.MSG_WAITALL):
                receiver, size_opcode = struct.unpack("=II", head)
                size = (size_opcode >> 16) - 8
                body = self._line.recv(size, socket.MSG_WAITALL) if size else b""
                self._take(receiver, size_opcode & 0xFFFF, body)

    def _take(self, receiver: int, opcode: int, body: bytes) -> None:
        if receiver == DISPLAY and opcode == DISPLAY_GET_REGISTRY:
            (self._registry,) = struct.unpack("=I", body)
            for number, (interface, version) in self._globals.items():
                self._send(
                    self._registry, GLOBAL, struct.pack("=I", number), text(interface), struct.pack("=I", version)
                )
        elif receiver == DISPLAY and opcode == DISPLAY_SYNC:
            (callback,) = struct.unpack("=I", body)
            self._send(callback, DONE, bytes(4))
        elif receiver == self._registry and opcode == REGISTRY_BIND:
            (number,) = struct.unpack_from("=I", body)
            version, new = struct.unpack("=II", body[-8:])
            interface, offered = self._globals[number]
            assert version <= offered
            if interface == NOTIFIER:
                self._notifier = new
        elif receiver == self._notifier and opcode in REQUESTS:
            self._notification, milliseconds, _seat = struct.unpack("=III", body)
            self.asked.put((REQUESTS[opcode], milliseconds))

    def _send(self, sender: int, opcode: int, *body: bytes) -> None:
        whole = b"".join(body)
        assert self._line is not None
        self._line.sendall(struct.pack("=II", sender, (8 + len(whole)) << 16 | opcode) + whole)

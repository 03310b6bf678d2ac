"""Whether Qt can be let on the session bus: it waits for whoever hangs there, and no window or icon comes meanwhile.

Qt 6.11 joins the bus when the first tray icon is made, and waits without a limit for one that takes the connection
and says nothing; when the first window is shown it asks the accessibility service twice, for 25 s each. So both are
asked before Qt is, by hand: what `bus` needs for it would cost 15 ms of each start, this less than one.
https://dbus.freedesktop.org/doc/dbus-specification.html
"""

import os
import socket
import struct
import sys
import time
from collections.abc import Mapping
from datetime import timedelta

from hipbreak.desktop.dbus.address import BusUnavailable, session_address

PATIENCE = timedelta(milliseconds=500)
"""A desktop that is just starting may be slow, and whoever is taken to hang is missing until the next start."""

BUS, ACCESSIBILITY = "session bus", "accessibility"
KEEPS_OFF: Mapping[str, Mapping[str, str]] = {
    "": {},
    BUS: {"DBUS_SESSION_BUS_ADDRESS": "disabled:"},
    ACCESSIBILITY: {"AT_SPI_BUS_ADDRESS": "disabled:"},
}
"""The environment in which Qt does not wait for them."""

_ORDER = b"l" if sys.byteorder == "little" else b"B"
_HELLO, _ASK = 1, 2
_NO_AUTO_START = 2
_PATH, _INTERFACE, _MEMBER, _DESTINATION, _SIGNATURE = 1, 2, 3, 6, 8


def find_hanging(environment: Mapping[str, str] = os.environ, patience: timedelta = PATIENCE) -> str:
    """BUS, ACCESSIBILITY, or nothing if both answer, refuse, or are not there; waits for `patience` at most."""
    try:
        name = _socket_name(session_address(environment))
    except BusUnavailable:
        return ""
    if not name:
        return ""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.setblocking(False)
        try:
            line.connect(name)
            line.send(_words())
        except BlockingIOError:  # its queue is full
            return BUS
        except OSError:
            return ""
        return _listen(line, time.monotonic() + patience.total_seconds())


def _listen(line: socket.socket, until: float) -> str:
    heard = b""
    while _answer_to(_ASK) not in heard:
        left = until - time.monotonic()
        if left <= 0:
            return ACCESSIBILITY if _answer_to(_HELLO) in heard else BUS
        line.settimeout(left)
        try:
            some = line.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            return ""
        if not some:  # it does not want us, and will not let Qt wait either
            return ""
        heard += some
    return ""


def _socket_name(address: str) -> bytes:
    """The first Unix socket of the address, as the system names it."""
    for way in address.split(";"):
        kind, _, rest = way.partition(":")
        keys = dict(pair.partition("=")[::2] for pair in rest.split(","))
        if kind == "unix" and "path" in keys:
            return _unescaped(keys["path"])
        if kind == "unix" and "abstract" in keys:
            return b"\0" + _unescaped(keys["abstract"])
    return b""


def _unescaped(text: str) -> bytes:
    first, *others = text.split("%")
    try:
        return first.encode() + b"".join(bytes.fromhex(other[:2]) + other[2:].encode() for other in others)
    except ValueError:
        return b""


def _words() -> bytes:
    """All in one: who we are, a word of greeting, and the question that Qt would ask."""
    us = str(os.getuid()).encode().hex()
    hello = _call(_HELLO, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")
    what = ("org.a11y.Status", "IsEnabled")
    ask = _call(_ASK, "org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Get", *what)
    return f"\0AUTH EXTERNAL {us}\r\nBEGIN\r\n".encode() + hello + ask


def _call(serial: int, name: str, path: str, interface: str, member: str, *strings: str) -> bytes:
    fields, body = b"", b""
    for code, kind, value in (
        (_PATH, b"o", _string(path)),
        (_DESTINATION, b"s", _string(name)),
        (_INTERFACE, b"s", _string(interface)),
        (_MEMBER, b"s", _string(member)),
        (_SIGNATURE, b"g", bytes([len(strings)]) + b"s" * len(strings) + b"\0"),
    ):
        fields += bytes(-len(fields) % 8) + bytes([code, 1]) + kind + b"\0" + value
    for string in strings:
        body += bytes(-len(body) % 4) + _string(string)
    head = _ORDER + struct.pack("=BBBIII", 1, _NO_AUTO_START, 1, len(body), serial, len(fields)) + fields
    return head + bytes(-len(head) % 8) + body


def _string(text: str) -> bytes:
    return struct.pack("=I", len(text)) + text.encode() + b"\0"


def _answer_to(serial: int) -> bytes:
    """The field of the header that names the call which is answered."""
    return b"\5\1u\0" + struct.pack("=I", serial)

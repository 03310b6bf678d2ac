"""Whether Qt may use the session bus: a service that hangs would delay the first window and the tray icon.

Qt 6.11 connects to the bus when the first tray icon is created and waits without limit for one that accepts the
connection and never replies; when the first window is shown it calls the accessibility service twice, with 25 s each.
So both are called here before Qt does.
"""

import socket
import time
from collections.abc import Mapping
from datetime import timedelta

from hipbreak.desktop.dbus.address import BusUnavailable, session_address, socket_names

TIMEOUT = timedelta(milliseconds=500)
"""A starting desktop may be slow, and a service that counts as hanging stays unused until the next start."""

BUS, ACCESSIBILITY = "session bus", "accessibility"
KEEPS_OFF: Mapping[str, Mapping[str, str]] = {
    "": {},
    BUS: {"DBUS_SESSION_BUS_ADDRESS": "disabled:"},
    ACCESSIBILITY: {"AT_SPI_BUS_ADDRESS": "disabled:"},
}
"""The environment variables with which Qt does not wait, by what hangs."""

_A11Y = "org.a11y.Bus"
_HELLO_SERIAL, _GET_SERIAL = 1, 2


def find_hanging(environment: Mapping[str, str], timeout: timedelta = TIMEOUT) -> str:
    """Return BUS, ACCESSIBILITY, or "" if both reply, refuse or are missing; waits for `timeout` at most."""
    try:
        name = socket_names(session_address(environment))[0]
    except BusUnavailable:
        return ""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.setblocking(False)
        try:
            connection.connect(name)
            connection.send(_request_bytes())
        except BlockingIOError:  # its accept queue is full
            return BUS
        except OSError:
            return ""
        return _read_replies(connection, time.monotonic() + timeout.total_seconds())


def _request_bytes() -> bytes:
    """Return Hello and the call that Qt would make."""
    from hipbreak.desktop.dbus.messages import handshake_with_calls, method_call  # noqa: PLC0415 - jeepney, on Linux only

    bus, path, get = "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Properties.Get"
    hello = method_call(bus, path, f"{bus}.Hello")
    return handshake_with_calls(hello, method_call(_A11Y, "/org/a11y/bus", get, "ss", ("org.a11y.Status", "IsEnabled")))


def _read_replies(connection: socket.socket, deadline: float) -> str:
    from hipbreak.desktop.dbus.messages import InvalidMessage, replied_serials  # noqa: PLC0415 - jeepney, on Linux only

    data, replied = b"", set[int]()
    while _GET_SERIAL not in replied:
        left = deadline - time.monotonic()
        if left <= 0:
            return ACCESSIBILITY if _HELLO_SERIAL in replied else BUS
        connection.settimeout(left)
        try:
            chunk = connection.recv(65536)
            data += chunk
            replied = replied_serials(data)
        except TimeoutError:
            continue
        except (OSError, InvalidMessage):
            return ""
        if not chunk:  # it closed the connection, and would do so for Qt
            return ""
    return ""

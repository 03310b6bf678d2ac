"""Whether Qt can be let on the session bus: it waits for a hanging service, and no window or icon comes meanwhile.

Qt 6.11 joins the bus when the first tray icon is made, and waits without a limit for one that takes the connection
and says nothing; when the first window is shown it asks the accessibility service twice, for 25 s each. So both are
asked before Qt is.
"""

import os
import socket
import time
from collections.abc import Mapping
from datetime import timedelta

from hipbreak.desktop.dbus.address import BusUnavailable, session_address, socket_names

PATIENCE = timedelta(milliseconds=500)
"""A desktop that is just starting may be slow, and what is taken to hang is missing until the next start."""

BUS, ACCESSIBILITY = "session bus", "accessibility"
KEEPS_OFF: Mapping[str, Mapping[str, str]] = {
    "": {},
    BUS: {"DBUS_SESSION_BUS_ADDRESS": "disabled:"},
    ACCESSIBILITY: {"AT_SPI_BUS_ADDRESS": "disabled:"},
}
"""The environment in which Qt does not wait for them."""

_A11Y = "org.a11y.Bus"
_HELLO, _ASK = 1, 2


def find_hanging(environment: Mapping[str, str] = os.environ, patience: timedelta = PATIENCE) -> str:
    """BUS, ACCESSIBILITY, or nothing if both answer, refuse, or are not there; waits for `patience` at most."""
    try:
        name = socket_names(session_address(environment))[0]
    except BusUnavailable:
        return ""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.setblocking(False)
        try:
            connection.connect(name)
            connection.send(_questions())
        except BlockingIOError:  # its queue is full
            return BUS
        except OSError:
            return ""
        return _listen(connection, time.monotonic() + patience.total_seconds())


def _questions() -> bytes:
    """A word of greeting, and the question that Qt would ask."""
    from hipbreak.desktop.dbus.messages import conversation, method_call  # noqa: PLC0415 - jeepney, on Linux only

    bus, path, get = "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Properties.Get"
    hello = method_call(bus, path, f"{bus}.Hello")
    return conversation(hello, method_call(_A11Y, "/org/a11y/bus", get, "ss", ("org.a11y.Status", "IsEnabled")))


def _listen(connection: socket.socket, until: float) -> str:
    from hipbreak.desktop.dbus.messages import NotDBus, answered_serials  # noqa: PLC0415 - jeepney, on Linux only

    heard, answered = b"", set[int]()
    while _ASK not in answered:
        left = until - time.monotonic()
        if left <= 0:
            return ACCESSIBILITY if _HELLO in answered else BUS
        connection.settimeout(left)
        try:
            some = connection.recv(65536)
            heard += some
            answered = answered_serials(heard)
        except TimeoutError:
            continue
        except (OSError, NotDBus):
            return ""
        if not some:  # it does not want us, and will not let Qt wait either
            return ""
    return ""

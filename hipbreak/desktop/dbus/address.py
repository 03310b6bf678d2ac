"""Where the D-Bus buses of this machine are, and the way to their sockets."""

import socket
from collections.abc import Mapping
from pathlib import Path

_SYSTEM = "/var/run/dbus/system_bus_socket"


class BusUnavailable(Exception):
    """There is no such bus here; the message is one sentence for the person."""


def session_address(environment: Mapping[str, str]) -> str:
    """Where the session bus is; BusUnavailable if nothing tells."""
    if address := environment.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    runtime = environment.get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "bus").exists():
        return f"unix:path={runtime}/bus"
    raise BusUnavailable("There is no session bus (DBUS_SESSION_BUS_ADDRESS is not set).")


def system_address(environment: Mapping[str, str], usual: str = _SYSTEM) -> str:
    """Where the system bus is: the specification's well-known place unless the environment says otherwise."""
    if address := environment.get("DBUS_SYSTEM_BUS_ADDRESS"):
        return address
    if Path(usual).exists():
        return f"unix:path={usual}"
    raise BusUnavailable("There is no system bus.")


def socket_paths(address: str) -> list[str]:
    """The files of the sockets that the address names; BusUnavailable if it names no Unix socket at all."""
    return [name for name in _socket_names(address) if not name.startswith("\0")]


def connect(address: str) -> socket.socket:
    """A non-blocking socket to the first bus of the address that takes it, at once; else BusUnavailable."""
    for name in _socket_names(address):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(name)
        except OSError:  # also a bus whose queue is full, which a blocking socket would wait for
            connection.close()
        else:
            return connection
    raise BusUnavailable(f"Nobody listens at the bus address {address!r}.")


def _socket_names(address: str) -> list[str]:
    from hipbreak.desktop.dbus.messages import NotDBus, socket_names  # noqa: PLC0415 - jeepney only when used

    try:
        return socket_names(address)
    except NotDBus as reason:
        raise BusUnavailable(str(reason)) from None

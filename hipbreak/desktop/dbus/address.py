"""Where the D-Bus buses of this machine are."""

from collections.abc import Mapping
from pathlib import Path

_SYSTEM = "/var/run/dbus/system_bus_socket"


class BusUnavailable(Exception):
    """There is no such bus here; the message is one sentence for the person."""


def session_address(environment: Mapping[str, str]) -> str:
    """The session bus's address; BusUnavailable if nothing names one."""
    if address := environment.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    runtime = environment.get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "bus").exists():
        return f"unix:path={runtime}/bus"
    raise BusUnavailable("There is no session bus (DBUS_SESSION_BUS_ADDRESS is not set).")


def system_address(environment: Mapping[str, str], usual: str = _SYSTEM) -> str:
    """The system bus's address: the specification's well-known place unless the environment names another."""
    if address := environment.get("DBUS_SYSTEM_BUS_ADDRESS"):
        return address
    if Path(usual).exists():
        return f"unix:path={usual}"
    raise BusUnavailable("There is no system bus.")


def socket_names(address: str) -> list[str]:
    """The Unix sockets that the address lists, an abstract one with a leading NUL; BusUnavailable if there is none."""
    from jeepney.bus import get_connectable_addresses  # noqa: PLC0415 - installed on Linux only

    try:
        return list(get_connectable_addresses(address))
    except (RuntimeError, ValueError):
        raise BusUnavailable(f"The bus address {address!r} names no Unix socket.") from None

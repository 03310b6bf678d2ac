"""Addresses of the session and system D-Bus."""

from collections.abc import Mapping
from pathlib import Path

from hipbreak.core.i18n import gettext as _

_SYSTEM = "/var/run/dbus/system_bus_socket"


class BusUnavailable(Exception):
    """The bus does not exist; the message is one sentence for the user."""


def session_address(environment: Mapping[str, str]) -> str:
    """Return the session bus's address; BusUnavailable if there is none."""
    if address := environment.get("DBUS_SESSION_BUS_ADDRESS"):
        return address
    runtime = environment.get("XDG_RUNTIME_DIR")
    if runtime and (Path(runtime) / "bus").exists():
        return f"unix:path={runtime}/bus"
    raise BusUnavailable(_("There is no session bus (DBUS_SESSION_BUS_ADDRESS is not set)."))


def system_address(environment: Mapping[str, str], usual: str = _SYSTEM) -> str:
    """Return the system bus's address: the specification's default unless the environment overrides it."""
    if address := environment.get("DBUS_SYSTEM_BUS_ADDRESS"):
        return address
    if Path(usual).exists():
        return f"unix:path={usual}"
    raise BusUnavailable(_("There is no system bus."))


def socket_names(address: str) -> list[str]:
    """Return the Unix sockets in the address, an abstract one with a leading NUL; BusUnavailable without any."""
    from jeepney.bus import get_connectable_addresses  # noqa: PLC0415 - installed on Linux only

    try:
        return list(get_connectable_addresses(address))
    except (RuntimeError, ValueError):
        raise BusUnavailable(
            _("The bus address {address} names no Unix socket.").format(address=repr(address))
        ) from None

"""A real GNOME compositor without a screen, on a bus of its own, and the hands of somebody who works at it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.fakes import START_LIMIT_S, RealBus, terminated

MONITOR = "org.gnome.Mutter.IdleMonitor"
REMOTE = "org.gnome.Mutter.RemoteDesktop"
needs_mutter = pytest.mark.skipif(shutil.which("mutter") is None, reason="mutter is not installed")


@dataclass(frozen=True)
class RealMutter:
    """A running `mutter --headless`."""

    compositor: subprocess.Popen[bytes]
    connection: DBusConnection
    session: str
    wayland: str

    def move_pointer(self) -> None:
        """Real input, by way of the remote desktop."""
        address = DBusAddress(self.session, REMOTE, f"{REMOTE}.Session")
        self._call(new_method_call(address, "NotifyPointerMotionRelative", "dd", (3.0, 2.0)))

    def start(self) -> None:
        self._call(new_method_call(DBusAddress(self.session, REMOTE, f"{REMOTE}.Session"), "Start"))

    def kill(self) -> None:
        self.compositor.kill()
        self.compositor.wait()

    def _call(self, message: object) -> None:
        reply = self.connection.send_and_get_reply(message, timeout=START_LIMIT_S)
        assert reply.header.message_type.name == "method_return", reply.body


def wait_for_name(connection: DBusConnection, name: str) -> None:
    """Returns when somebody on the bus owns the name."""
    rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    rule.add_arg_condition(0, name)
    with connection.filter(rule) as appeared:
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=START_LIMIT_S)
        if not connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=START_LIMIT_S).body[0]:
            connection.recv_until_filtered(appeared, timeout=START_LIMIT_S)


@contextmanager
def real_mutter(bus: RealBus, folder: Path) -> Iterator[RealMutter]:
    """On this bus, with its Wayland socket in the folder."""
    folder.mkdir(mode=0o700, exist_ok=True)
    wayland = "hipbreak-test"
    command = ["mutter", "--headless", "--wayland", "--no-x11", "--virtual-monitor", "1280x800"]
    compositor = subprocess.Popen(
        [*command, "--wayland-display", wayland],
        env={**os.environ, "XDG_RUNTIME_DIR": str(folder), "DBUS_SESSION_BUS_ADDRESS": bus.address},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with terminated(compositor), open_dbus_connection(bus.address) as connection:
        wait_for_name(connection, MONITOR)
        wait_for_name(connection, REMOTE)
        call = new_method_call(DBusAddress("/org/gnome/Mutter/RemoteDesktop", REMOTE, REMOTE), "CreateSession")
        reply = connection.send_and_get_reply(call, timeout=START_LIMIT_S)
        assert HeaderFields.error_name not in reply.header.fields, reply.body
        mutter = RealMutter(compositor, connection, reply.body[0], str(folder / wayland))
        mutter.start()
        yield mutter

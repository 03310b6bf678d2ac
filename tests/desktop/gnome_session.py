"""A real GNOME compositor without a screen, on a private bus, and simulated input."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.fakes import START_LIMIT_S, RealBus, terminated

MONITOR = "org.gnome.Mutter.IdleMonitor"
IDLE_PATH = "/org/gnome/Mutter/IdleMonitor/Core"
REMOTE = "org.gnome.Mutter.RemoteDesktop"
_DCONF = Path("/usr/libexec/dconf-service")
needs_dconf = pytest.mark.skipif(not (_DCONF.exists() and shutil.which("gsettings")), reason="dconf is not installed")
needs_mutter = pytest.mark.skipif(shutil.which("mutter") is None, reason="mutter is not installed")


@dataclass(frozen=True)
class RealMutter:
    """A running `mutter --headless`."""

    compositor: subprocess.Popen[bytes]
    connection: DBusConnection
    session: str
    wayland: str

    def move_pointer(self) -> None:
        """Real input through the remote desktop, until Mutter has counted it and signalled it to its watches."""
        began = time.monotonic()
        self._call(self.session, f"{REMOTE}.Session", "NotifyPointerMotionRelative", "dd", (3.0, 2.0))
        while not self._has_input_since(began):
            assert time.monotonic() - began < START_LIMIT_S, "Mutter has not counted the input"
            time.sleep(0.005)

    def start(self) -> None:
        self._call(self.session, f"{REMOTE}.Session", "Start")

    def kill(self) -> None:
        self.compositor.kill()
        self.compositor.wait()

    def _has_input_since(self, moment: float) -> bool:
        passed_ms = (time.monotonic() - moment) * 1000
        (idle_ms,) = self._call(IDLE_PATH, MONITOR, "GetIdletime")
        return bool(idle_ms < passed_ms - 1)  # Mutter answers later, in whole milliseconds

    def _call(
        self, path: str, interface: str, method: str, signature: str | None = None, body: tuple[object, ...] = ()
    ) -> tuple[Any, ...]:
        address = DBusAddress(path, interface.removesuffix(".Session"), interface)
        call = new_method_call(address, method, signature, body)
        reply = self.connection.send_and_get_reply(call, timeout=START_LIMIT_S)
        assert reply.header.message_type.name == "method_return", reply.body
        answer: tuple[Any, ...] = reply.body
        return answer


def wait_for_name(connection: DBusConnection, name: str) -> None:
    """Wait until the name has an owner on the bus."""
    rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
    rule.add_arg_condition(0, name)
    with connection.filter(rule) as appeared:
        connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=START_LIMIT_S)
        if not connection.send_and_get_reply(message_bus.NameHasOwner(name), timeout=START_LIMIT_S).body[0]:
            connection.recv_until_filtered(appeared, timeout=START_LIMIT_S)


@contextmanager
def real_dconf(bus: RealBus, environment: Mapping[str, str]) -> Iterator[None]:
    """The service through which gsettings writes, ready on this bus."""
    service = subprocess.Popen([str(_DCONF)], env=environment)
    with terminated(service), open_dbus_connection(bus.address) as connection:
        wait_for_name(connection, "ca.desrt.dconf")
        yield


@contextmanager
def real_mutter(bus: RealBus, folder: Path) -> Iterator[RealMutter]:
    """Start Mutter on this bus, with its Wayland socket in the folder."""
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

"""What a screen reader sees on the accessibility bus, and what it can do there.

https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

from tests.desktop.fakes import require
from tests.e2e.desktop import LIMIT_S, Desktop, wait_until

_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_ROOT = "/org/a11y/atspi/accessible/root"
_ACCESSIBLE, _ACTION, _VALUE = (f"org.a11y.atspi.{name}" for name in ("Accessible", "Action", "Value"))
_STATES = {"enabled": 8, "showing": 25}
"""Bits of the state set (Atspi.StateType)."""


@dataclass(frozen=True)
class Part:
    """A window or a part of one, as the bus has it."""

    bus: "AccessibilityBus"
    owner: str
    path: str

    @property
    def name(self) -> str:
        return str(self.bus.read(self, _ACCESSIBLE, "Name"))

    @property
    def role(self) -> str:
        return str(self.bus.call(self, _ACCESSIBLE, "GetRoleName")[0])

    @property
    def is_usable(self) -> bool:
        """Whether it is on the screen and enabled."""
        low = self.bus.call(self, _ACCESSIBLE, "GetState")[0][0]
        return all(low >> bit & 1 for bit in _STATES.values())

    @property
    def children(self) -> "list[Part]":
        return [Part(self.bus, owner, path) for owner, path in self.bus.call(self, _ACCESSIBLE, "GetChildren")[0]]

    @property
    def range(self) -> tuple[float, float, float]:
        """Its least value, its value, and its greatest."""
        low, value, high = (self.bus.read(self, _VALUE, f"{name}Value") for name in ("Minimum", "Current", "Maximum"))
        return low, value, high

    def all(self) -> "Iterator[Part]":
        """Itself and all that is in it."""
        yield self
        for child in self.children:
            yield from child.all()

    def find(self, role: str, name: str) -> "Part | None":
        """The first usable part of that role whose name begins so; None also if the window goes meanwhile."""
        with suppress(DBusErrorResponse):
            for part in self.all():
                if part.role == role and part.name.startswith(name) and part.is_usable:
                    return part
        return None

    def press(self) -> None:
        """Do what a click does."""
        names = [action[0] for action in self.bus.call(self, _ACTION, "GetActions")[0]]
        assert self.bus.call(self, _ACTION, "DoAction", "i", names.index("Press"))[0]


class AccessibilityBus:
    """The bus of a desktop on which its programs show their windows to a screen reader."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)

    def close(self) -> None:
        self._connection.close()

    def call(self, part: Part, interface: str, method: str, signature: str | None = None, *values: object) -> Any:
        """The answer of a part."""
        address = DBusAddress(part.path, part.owner, interface)
        return self._ask(new_method_call(address, method, signature, values))

    def read(self, part: Part, interface: str, name: str) -> Any:
        """A property of a part."""
        return self._ask(Properties(DBusAddress(part.path, part.owner, interface)).get(name))[0][1]

    def _ask(self, message: Message) -> Any:
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=LIMIT_S))

    def windows(self) -> list[Part]:
        """The windows of all programs."""
        registry = Part(self, "org.a11y.atspi.Registry", _ROOT)
        return [window for program in registry.children for window in program.children]

    def window(self, name: str) -> Part:
        """The window whose name begins so, as soon as it is there."""

        def found() -> Part | None:
            with suppress(DBusErrorResponse):
                return next((w for w in self.windows() if w.name.startswith(name) and w.is_usable), None)
            return None

        return wait_until(found, f"a window {name!r} on the accessibility bus")

    def press(self, window: str, button: str, role: str = "push button") -> None:
        """Press a button of a window, as soon as both are there."""

        def pressed() -> bool:
            with suppress(DBusErrorResponse):
                part = self.window(window).find(role, button)
                if part is not None:
                    part.press()
                    return True
            return False

        wait_until(pressed, f"the button {button!r}")


@contextmanager
def accessibility_bus(desktop: Desktop) -> Iterator[AccessibilityBus]:
    """Start the bus and a session bus, from which the programs of this desktop get its address."""
    require(_LAUNCHER)
    session = desktop.start_session_bus()
    desktop.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    launcher = subprocess.Popen(
        [_LAUNCHER, "--launch-immediately"],
        env=desktop.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # it leaves its own child behind
    )
    try:
        with open_dbus_connection(session.address) as connection:
            bus = AccessibilityBus(wait_until(lambda: _address(connection), "the accessibility bus"))
        yield bus
        bus.close()
    finally:
        os.killpg(launcher.pid, signal.SIGTERM)
        launcher.wait()


def _address(connection: DBusConnection) -> str:
    bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    reply = connection.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=LIMIT_S)
    return str(reply.body[0]) if reply.header.message_type is MessageType.method_return else ""

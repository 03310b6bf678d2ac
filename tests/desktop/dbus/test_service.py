"""The app's own D-Bus name with a real dbus-daemon: commands, status, introspection and events."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from jeepney import DBusAddress, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from pytestqt.qtbot import QtBot

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.service import OwnService
from tests.desktop.fakes import RealBus

NAME, PATH = "org.hipbreak.Hipbreak", "/org/hipbreak/Hipbreak"


class Asked:
    """The service, and what it was asked."""

    def __init__(self, bus: BusConnection) -> None:
        self.commands: list[tuple[str, dict[str, Any]]] = []
        self.service = OwnService(bus, NAME, self._run)

    def _run(self, command: str, args: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
        self.commands.append((command, args))
        return 0, f"{command} done", {"phase": "sitting"}


@pytest.fixture
def asked(bus: BusConnection) -> Asked:
    return Asked(bus)


@pytest.fixture
def call(asked: Asked, daemon: RealBus, qtbot: QtBot) -> Callable[..., Message]:
    client = open_dbus_connection(daemon.address)

    def ask(member: str, signature: str = "", body: tuple[Any, ...] = (), path: str = PATH) -> Message:
        interface, name = member.rsplit(".", 1)
        message = new_method_call(DBusAddress(path, NAME, interface), name, signature or None, body)
        return answered(client, message, qtbot)

    qtbot.waitUntil(lambda: NAME in answered(client, message_bus.ListNames(), qtbot).body[0])
    yield ask
    client.close()


def answered(client: DBusConnection, message: Message, qtbot: QtBot) -> Message:
    """The reply, while the event loop of the service runs."""
    serial = next(client.outgoing_serial)
    client.send(message, serial=serial)
    replies: list[Message] = []

    def is_there() -> bool:
        try:
            received = client.receive(timeout=0.01)
        except TimeoutError:
            return False
        replies.append(received)
        return received.header.fields.get(5) == serial

    qtbot.waitUntil(is_there)
    return replies[-1]


def test_a_command_is_executed_and_answered(call: Callable[..., Message], asked: Asked) -> None:
    reply = call(f"{NAME}.Command", "sa{ss}", ("pause", {"until": "30m"}))
    assert reply.body == (0, "pause done")
    assert asked.commands == [("pause", {"until": "30m"})]


@pytest.mark.parametrize("command", ["delete", "import", "reload", "doctor", "follow", "x"])
def test_other_commands_are_not_for_the_bus(call: Callable[..., Message], asked: Asked, command: str) -> None:
    assert call(f"{NAME}.Command", "sa{ss}", (command, {})).body[0] == 2
    assert asked.commands == []


def test_the_status_is_json(call: Callable[..., Message]) -> None:
    assert json.loads(call(f"{NAME}.Status").body[0]) == {"phase": "sitting"}


def test_the_desktop_can_activate_it_and_its_actions(call: Callable[..., Message], asked: Asked) -> None:
    application = "org.freedesktop.Application"
    assert call(f"{application}.Activate", "a{sv}", ({},)).header.message_type is MessageType.method_return
    call(f"{application}.ActivateAction", "sava{sv}", ("stand", [], {}))
    call(f"{application}.ActivateAction", "sava{sv}", ("Pause", [], {}))
    assert asked.commands == [("show", {}), ("stand", {}), ("pause", {"until": "1h"})]


def test_the_token_of_the_desktop_is_for_the_window_that_is_raised(
    call: Callable[..., Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    call("org.freedesktop.Application.Activate", "a{sv}", ({"activation-token": ("s", "a-token")},))
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"
    call("org.freedesktop.Application.Activate", "a{sv}", ({"activation-token": ("u", 7)},))
    call("org.freedesktop.Application.Activate", "a{ss}", ({"activation-token": "abc"},))
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"


@pytest.mark.parametrize(
    ("member", "signature", "body", "path"),
    [
        (f"{NAME}.Command", "s", ("stand",), PATH),
        (f"{NAME}.Command", "ss", ("stand", "x"), PATH),
        (f"{NAME}.Command", "sai", ("stand", [1, 2]), PATH),
        (f"{NAME}.Command", "sas", ("stand", ["kind"]), PATH),
        (f"{NAME}.Command", "say", ("stand", b"ab"), PATH),
        (f"{NAME}.Other", "", (), PATH),
        (f"{NAME}.Status", "", (), "/elsewhere"),
    ],
)
def test_what_is_not_there_or_wrong_is_an_error(
    call: Callable[..., Message], asked: Asked, member: str, signature: str, body: tuple[Any, ...], path: str
) -> None:
    assert call(member, signature, body, path).header.message_type is MessageType.error
    assert asked.commands == []


def test_it_can_be_explored_from_the_root(call: Callable[..., Message]) -> None:
    path = ""
    while f'name="{NAME}"' not in (
        text := call("org.freedesktop.DBus.Introspectable.Introspect", path=path or "/").body[0]
    ):
        path += "/" + text.partition('<node name="')[2].partition('"')[0]
    assert path == PATH and 'signal name="Event"' in text


def test_events_are_signals(call: Callable[..., Message], asked: Asked, daemon: RealBus, qtbot: QtBot) -> None:
    with open_dbus_connection(daemon.address) as listener:
        rule = MatchRule(type="signal", interface=NAME, member="Event", path=PATH)
        answered(listener, message_bus.AddMatch(rule), qtbot)
        with listener.filter(rule) as signals:
            asked.service.emit("prompted", {"kind": "stand"})
            qtbot.waitUntil(lambda: bool(signals) or bool(received(listener)))
            assert signals[0].body == ("prompted", '{"kind": "stand"}')


def received(client: DBusConnection) -> list[Message]:
    with suppress(TimeoutError):
        client.recv_messages(timeout=0.01)
    return []

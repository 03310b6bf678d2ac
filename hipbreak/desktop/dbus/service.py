"""The D-Bus service of the app: its own name, the commands of the socket, and a signal for each event."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.dbus.connection import BUS_NAME, BUS_PATH, BusConnection, variant_value
from hipbreak.desktop.dbus.subscriptions import Answer, BusMessage

_COMMANDS = frozenset((
    "show", "open", "status", "stand", "pulse", "later", "skip", "log", "undo", "posture", "call", "pause", "resume",
    "routine", "quit",
))  # fmt: skip
"""What changes the log as a whole or tests a part is for the command line only."""
ACTIONS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "StandUp": ("stand", {}),
    "Pause": ("pause", {"until": "1h"}),
    "Today": ("open", {"page": "now"}),
}
"""The command of each action of the menu entry, which the desktop calls by its name."""
_DO_NOT_QUEUE = 4
_XML = """\
<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node>
 <interface name="{name}">
  <method name="Command"><arg name="command" type="s" direction="in"/>
   <arg name="arguments" type="a{{ss}}" direction="in"/><arg name="code" type="i" direction="out"/>
   <arg name="sentence" type="s" direction="out"/></method>
  <method name="Status"><arg name="json" type="s" direction="out"/></method>
  <signal name="Event"><arg name="name" type="s"/><arg name="json" type="s"/></signal>
 </interface>
 <interface name="org.freedesktop.Application">
  <method name="Activate"><arg type="a{{sv}}" direction="in"/></method>
  <method name="Open"><arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/></method>
  <method name="ActivateAction"><arg type="s" direction="in"/><arg type="av" direction="in"/>
   <arg type="a{{sv}}" direction="in"/></method>
 </interface>
</node>
"""


class OwnService:
    """Answers on the name from now on, also after the bus was lost; another program that has the name keeps it."""

    def __init__(
        self, bus: BusConnection, name: str, run: Callable[[str, dict[str, Any]], tuple[int, str, dict[str, Any]]]
    ) -> None:
        """`run` executes a command: an exit code, a sentence, and the keys of the status, if it gives them."""
        self._bus, self._name, self._run = bus, name, run
        self._path = "/" + name.replace(".", "/")
        bus.answer_calls(self._answer)
        bus.on_reconnect(self._request_name, self)
        self._request_name()

    def emit(self, event: str, record: Mapping[str, object]) -> None:
        """Send an event to all subscribers, as a signal."""
        self._bus.emit(self._path, self._name, "Event", "ss", (event, _json(record)))

    def _request_name(self) -> None:
        self._bus.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.RequestName", "su", (self._name, _DO_NOT_QUEUE))

    def _answer(self, call: BusMessage) -> Answer | None:
        """The answer; None if there is no such method, or its arguments are wrong."""
        match call.interface, call.member, call.body:
            case "org.freedesktop.DBus.Introspectable", "Introspect", ():
                is_own = call.path == self._path
                return Answer("s", (_XML.format(name=self._name) if is_own else _nodes(call.path, self._path),))
            case "org.freedesktop.DBus.Peer", "Ping", ():
                return Answer()
        if call.path != self._path:
            return None
        match call.interface, call.member, call.body:
            case self._name, "Command", (str() as command, dict() as pairs):
                arguments = {str(key): value for key, value in pairs.items()}
                code, sentence, _status = self._execute(command, arguments)
                return Answer("is", (code, sentence))
            case self._name, "Status", ():
                return Answer("s", (_json(self._execute("status", {})[2]),))
            case "org.freedesktop.Application", "Activate" | "Open", (*_, dict() as platform):
                _take_token(platform)
                self._execute("show", {})
                return Answer()
            case "org.freedesktop.Application", "ActivateAction", (str() as action, _, dict() as platform):
                _take_token(platform)
                self._execute(*ACTIONS.get(action, (action, {})))
                return Answer()
        return None

    def _execute(self, command: str, arguments: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
        if command not in _COMMANDS:
            return 2, _("'{command}' is not a command over D-Bus.").format(command=command), {}
        return self._run(command, arguments)


def _json(record: Mapping[str, object]) -> str:
    import json  # noqa: PLC0415 - 1 ms and 0.1 MB, not at the start

    return json.dumps(record)


def _take_token(platform: Mapping[str, object]) -> None:
    """Let Qt raise the next window with what the desktop gave for it, which Wayland asks for."""
    token = variant_value(platform.get("activation-token"))
    if isinstance(token, str) and token and "\0" not in token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token


def _nodes(path: str, own: str) -> str:
    """The introspection of a path above the object, with the next part of the way to it."""
    above = path if path.endswith("/") else f"{path}/"
    following = own[len(above) :].partition("/")[0] if own.startswith(above) else ""
    return f'<node><node name="{following}"/></node>' if following else "<node/>"

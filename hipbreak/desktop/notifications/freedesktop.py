"""Notifications with buttons, through the desktop's notification server."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.subscriptions import BusSignal
from hipbreak.desktop.notifications.base import PLAIN, Action, NotificationHints, NotifierListener

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
_TIMEOUT = timedelta(seconds=2)  # nothing waits for it, and the server may have to be started first
_LATEST = timedelta(minutes=1)  # an id that comes that late is still good for taking the notification down
_BY_PERSON = 2
_NEVER_EXPIRES, _AS_THE_SERVER_LIKES = 0, -1
_LOW, _NORMAL = 0, 1


@dataclass(frozen=True, slots=True)
class _Wanted:
    title: str
    body: str
    actions: tuple[Action, ...]
    manner: NotificationHints


class FreedesktopNotifier:
    """https://specifications.freedesktop.org/notification-spec/latest/

    One notification at a time, known by its id: a new one replaces it, and the signals of others are not ours.
    """

    name = "freedesktop-notifications"

    def __init__(self, listener: NotifierListener, bus: BusConnection) -> None:
        """Asks the server what it can do; it is started if the desktop has one to start."""
        self.trouble: str | None = None
        self.capabilities: frozenset[str] = frozenset()
        self._listener, self._bus = listener, bus
        self._wanted: _Wanted | None = None
        self._id = 0
        self._asking = self._sending = False
        self._timeout = QTimer()
        self._timeout.setSingleShot(True)
        self._timeout.timeout.connect(self._timed_out)
        for member, heard in (("ActionInvoked", self._invoked), ("NotificationClosed", self._closed)):
            bus.subscribe(heard, interface=NAME, member=member, path=PATH, sender=NAME)
        bus.subscribe_owner(NAME, self._owner_changed)
        bus.on_disconnect(lambda: self._gone("The session bus is gone, and with it the notification server."))
        bus.on_reconnect(self._ask_capabilities)
        self._ask_capabilities()

    @property
    def has_actions(self) -> bool:
        return self.trouble is None and "actions" in self.capabilities

    @property
    def has_answered(self) -> bool:
        return self.trouble is not None or bool(self.capabilities)

    def show(self, title: str, body: str, actions: Sequence[Action] = (), manner: NotificationHints = PLAIN) -> None:
        self._wanted = _Wanted(title, body, tuple(actions), manner)
        if self.trouble is not None:
            QTimer.singleShot(0, self._fail)  # at once: the prompt is not to wait for a server that did not answer
            self._ask_capabilities()  # it may be back the next time
        else:
            self._go_on()

    def close(self) -> None:
        self._wanted = None
        if not self._sending:  # else when its id is known
            self._take_down()

    def _ask_capabilities(self) -> None:
        self._asking = True
        self._bus.call(NAME, PATH, f"{NAME}.GetCapabilities", on_reply=self._able, timeout=_TIMEOUT, start_service=True)

    def _able(self, body: tuple[object, ...] | None) -> None:
        self._asking = False
        match body:
            case ([*words],):
                self.capabilities = frozenset(word for word in words if isinstance(word, str))
                self.trouble = None
            case _:
                self.trouble = "No notification server answers on the session bus."
                self._fail()
        self._go_on()

    def _go_on(self) -> None:
        """Send what is wanted, unless an answer has to come first."""
        if self._wanted is not None and not self._asking and not self._sending:
            self._send(self._wanted)

    def _send(self, wanted: _Wanted) -> None:
        self._sending = True
        self._timeout.start(_TIMEOUT // timedelta(milliseconds=1))
        content = ("Hipbreak", self._id, "hipbreak", *self._content(wanted))
        self._bus.call(
            NAME,
            PATH,
            f"{NAME}.Notify",
            "susssasa{sv}i",
            content,
            on_reply=lambda answer: self._sent(wanted, answer),
            timeout=_LATEST,
            start_service=True,
        )

    def _content(self, wanted: _Wanted) -> tuple[object, ...]:
        buttons = [word for action in wanted.actions for word in (action.key, action.label)]
        body, manner = wanted.body, wanted.manner
        if "actions" not in self.capabilities:
            buttons, body = [], f"{body}\n{manner.without_buttons}".strip()
        if "body-markup" in self.capabilities:
            body = html.escape(body, quote=False)
        hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", _LOW if manner.quiet else _NORMAL),
            "desktop-entry": ("s", "hipbreak"),
        }
        if manner.quiet:
            hints["suppress-sound"] = ("b", True)
        if manner.picture is not None:
            side = manner.picture.side
            hints["image-data"] = ("(iiibiiay)", (side, side, side * 4, True, 8, 4, manner.picture.pixels))
        return wanted.title, body, buttons, hints, _NEVER_EXPIRES if manner.stays else _AS_THE_SERVER_LIKES

    def _sent(self, wanted: _Wanted, answer: tuple[object, ...] | None) -> None:
        self._sending = False
        self._timeout.stop()
        if answer and isinstance(answer[0], int):
            self._id = answer[0]
        if self._wanted is None:
            self._take_down()
        elif self._wanted is not wanted:
            self._go_on()
        elif answer is None:
            self.trouble = self.trouble or "The notification server did not show the notification."
            self._fail()

    def _timed_out(self) -> None:
        self.trouble = "The notification server does not answer."
        self._fail()

    def _fail(self) -> None:
        if self._wanted is not None and self.trouble is not None:
            self._wanted = None
            self._listener.failed(self.trouble)

    def _take_down(self) -> None:
        number, self._id = self._id, 0
        if number:
            self._bus.call(NAME, PATH, f"{NAME}.CloseNotification", "u", (number,))

    def _invoked(self, signal: BusSignal) -> None:
        match signal.body:
            case (int() as number, str() as key) if number and number == self._id and self._wanted is not None:
                self._wanted = None
                self._take_down()  # not every server does so by itself
                self._listener.chosen(key)

    def _closed(self, signal: BusSignal) -> None:
        match signal.body:
            case (int() as number, int() as reason) if number and number == self._id:
                self._id = 0
                self._end(by_person=reason == _BY_PERSON)

    def _owner_changed(self, before: str, after: str) -> None:
        if before:
            self._gone("The notification server has ended.")
        if after:
            self._ask_capabilities()

    def _gone(self, why: str) -> None:
        self.trouble = why
        self.capabilities = frozenset()
        number, self._id = self._id, 0
        if number:
            self._end(by_person=False)

    def _end(self, by_person: bool) -> None:
        """What was shown is gone; unless another is on its way, nothing is wanted any more."""
        if self._wanted is not None and not self._sending:
            self._wanted = None
            self._listener.closed(by_person)

"""Notifications with buttons, through the desktop's notification server."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hipbreak.desktop.bus import Bus, Signal
from hipbreak.desktop.notifier import Action, NotifierListener

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
_PATIENCE = timedelta(seconds=2)  # nothing waits for it, and the server may have to be started first
_BY_PERSON = 2
_NEVER_EXPIRES = 0
_NORMAL = 1


@dataclass(frozen=True, slots=True)
class _Wanted:
    title: str
    body: str
    actions: tuple[Action, ...]


class FreedesktopNotifier:
    """https://specifications.freedesktop.org/notification-spec/latest/

    One notification at a time, known by its id: a new one replaces it, and the signals of others are not ours.
    """

    name = "freedesktop-notifications"

    def __init__(self, listener: NotifierListener, bus: Bus) -> None:
        """Asks the server what it can do; it is started if the desktop has one to start."""
        self.trouble: str | None = None
        self.capabilities: frozenset[str] = frozenset()
        self._listener, self._bus = listener, bus
        self._wanted: _Wanted | None = None
        self._id = 0
        self._sending = False
        for member, heard in (("ActionInvoked", self._invoked), ("NotificationClosed", self._closed)):
            bus.subscribe(heard, interface=NAME, member=member, path=PATH, sender=NAME)
        bus.subscribe(self._owner_changed, interface="org.freedesktop.DBus", member="NameOwnerChanged", first=NAME)
        bus.when_lost(lambda: self._gone("The session bus is gone, and with it the notification server."))
        self._ask_capabilities()

    @property
    def has_actions(self) -> bool:
        return self.trouble is None and "actions" in self.capabilities

    @property
    def has_answered(self) -> bool:
        return self.trouble is not None or bool(self.capabilities)

    def show(self, title: str, body: str, actions: Sequence[Action] = ()) -> None:
        self._wanted = _Wanted(title, body, tuple(actions))
        if not self._sending:
            self._send(self._wanted)

    def close(self) -> None:
        self._wanted = None
        if not self._sending:  # else when its id is known
            self._take_down()

    def _ask_capabilities(self) -> None:
        self._bus.call(
            NAME, PATH, f"{NAME}.GetCapabilities", answered=self._able, patience=_PATIENCE, start_service=True
        )

    def _able(self, body: tuple[object, ...] | None) -> None:
        match body:
            case ([*words],):
                self.capabilities = frozenset(word for word in words if isinstance(word, str))
                self.trouble = None
            case _:
                self.trouble = "No notification server answers on the session bus."

    def _send(self, wanted: _Wanted) -> None:
        self._sending = True
        body = html.escape(wanted.body, quote=False) if "body-markup" in self.capabilities else wanted.body
        buttons = [word for action in wanted.actions for word in (action.key, action.label)]
        hints = {"urgency": ("y", _NORMAL), "desktop-entry": ("s", "hipbreak")}
        content = ("Hipbreak", self._id, "hipbreak", wanted.title, body, buttons, hints, _NEVER_EXPIRES)
        self._bus.call(
            NAME,
            PATH,
            f"{NAME}.Notify",
            "susssasa{sv}i",
            content,
            answered=lambda answer: self._sent(wanted, answer),
            patience=_PATIENCE,
            start_service=True,
        )

    def _sent(self, wanted: _Wanted, answer: tuple[object, ...] | None) -> None:
        self._sending = False
        if answer and isinstance(answer[0], int):
            self._id = answer[0]
        if self._wanted is None:
            self._take_down()
        elif self._wanted is not wanted:
            self._send(self._wanted)
        elif answer is None:
            self._wanted = None
            self._listener.failed("The notification server did not show the notification.")

    def _take_down(self) -> None:
        number, self._id = self._id, 0
        if number:
            self._bus.call(NAME, PATH, f"{NAME}.CloseNotification", "u", (number,))

    def _invoked(self, signal: Signal) -> None:
        match signal.body:
            case (int() as number, str() as key) if number and number == self._id and self._wanted is not None:
                self._wanted = None
                self._take_down()  # not every server does so by itself
                self._listener.chosen(key)

    def _closed(self, signal: Signal) -> None:
        match signal.body:
            case (int() as number, int() as reason) if number and number == self._id:
                self._id = 0
                self._end(by_person=reason == _BY_PERSON)

    def _owner_changed(self, signal: Signal) -> None:
        if signal.body[1:2] != ("",):
            self._gone("The notification server has ended.")
        if signal.body[2:3] != ("",):
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

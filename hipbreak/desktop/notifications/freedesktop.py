"""Notifications with buttons, through the desktop's notification server."""

import html
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.core.identity import APP_ID
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.subscriptions import BusMessage
from hipbreak.desktop.notifications.base import PLAIN, Action, NotificationHints, NotifierListener

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
TIMEOUT = timedelta(seconds=2)  # nothing waits for it, and the server may have to be started first
_LATE_REPLY_TIMEOUT = timedelta(minutes=1)  # an id that late still serves to close the notification
_BY_PERSON = 2
_NEVER_EXPIRES, _AS_THE_SERVER_LIKES = 0, -1
_LOW, _NORMAL, _CRITICAL = 0, 1, 2
_HIDES_NORMAL = "gnome-shell"
"""The server that hides a notification after 4 s, whatever its timeout, and shows buttons on hovering only.

A critical one it shows with its buttons until it is answered or closed (measured: GNOME Shell 43.9).
"""


class _Request(Struct, frozen=True):
    title: str
    body: str
    actions: tuple[Action, ...]
    hints: NotificationHints


class FreedesktopNotifier:
    """https://specifications.freedesktop.org/notification-spec/latest/

    One notification at a time, identified by its id: a new one replaces it, and signals for other ids are ignored.
    """

    name = "freedesktop-notifications"

    def __init__(self, listener: NotifierListener, bus: BusConnection, timeout: timedelta = TIMEOUT) -> None:
        """Query the capabilities of the server, which is started if necessary."""
        self.problem: str | None = None
        self.capabilities: frozenset[str] = frozenset()
        self._server = ""
        self._listener, self._bus, self._server_timeout = listener, bus, timeout
        self._requested: _Request | None = None
        self.shown_id = 0
        self._is_querying = self._is_sending = False
        self._timeout = QTimer(singleShot=True)
        self._timeout.timeout.connect(self._timed_out)
        for member, callback in (("ActionInvoked", self._invoked), ("NotificationClosed", self._closed)):
            bus.subscribe(callback, interface=NAME, member=member, path=PATH, sender=NAME)
        bus.subscribe_owner(NAME, self._owner_changed)
        bus.on_disconnect(lambda: self._server_lost(_("The session bus is gone, and with it the notification server.")))
        bus.on_reconnect(self._ask_capabilities)
        self._ask_capabilities()

    @property
    def has_actions(self) -> bool:
        return self.problem is None and "actions" in self.capabilities

    @property
    def has_answered(self) -> bool:
        return self.problem is not None or bool(self.capabilities)

    def show(self, title: str, body: str, actions: Sequence[Action] = (), hints: NotificationHints = PLAIN) -> None:
        self._requested = _Request(title, body, tuple(actions), hints)
        if self.problem is not None:
            QTimer.singleShot(0, self._fail)  # at once: a prompt does not wait for a server that did not answer
            self._ask_capabilities()  # it may be back for the next one
        else:
            self._send_requested()

    def close(self) -> None:
        self._requested = None
        if not self._is_sending:  # else once its id is known
            self._close_shown()

    def _ask_capabilities(self) -> None:
        self._is_querying = True
        ask = partial(self._bus.call, NAME, PATH, timeout=self._server_timeout, start_service=True)
        ask(f"{NAME}.GetServerInformation", on_reply=self._server_received)
        ask(f"{NAME}.GetCapabilities", on_reply=self._capabilities_received)

    def _server_received(self, body: tuple[object, ...] | None) -> None:
        self._server = str(body[0]) if body else ""

    def _capabilities_received(self, body: tuple[object, ...] | None) -> None:
        self._is_querying = False
        match body:
            case ([*names],):
                self.capabilities = frozenset(name for name in names if isinstance(name, str))
                self.problem = None
            case _:
                self.problem = _("No notification server answers on the session bus.")
                self._fail()
        self._send_requested()

    def _send_requested(self) -> None:
        """Send the requested notification, unless a reply is pending."""
        if self._requested is not None and not self._is_querying and not self._is_sending:
            self._send(self._requested)

    def _send(self, request: _Request) -> None:
        self._is_sending = True
        self._timeout.start(self._server_timeout // timedelta(milliseconds=1))
        content = ("Hipbreak", self.shown_id, APP_ID, *self._content(request))
        self._bus.call(
            NAME,
            PATH,
            f"{NAME}.Notify",
            "susssasa{sv}i",
            content,
            on_reply=lambda answer: self._sent(request, answer),
            timeout=_LATE_REPLY_TIMEOUT,
            start_service=True,
        )

    def _content(self, request: _Request) -> tuple[object, ...]:
        actions = [text for action in request.actions for text in (action.key, action.label)]
        body, hints = request.body, request.hints
        if "actions" not in self.capabilities:
            actions, body = [], f"{body}\n{hints.without_buttons}".strip()
        if "body-markup" in self.capabilities:
            body = html.escape(body, quote=False)
        dbus_hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", self._urgency(hints)),
            "desktop-entry": ("s", APP_ID),
        }
        if hints.quiet:
            dbus_hints["suppress-sound"] = ("b", True)
        if hints.picture is not None:
            side = hints.picture.side
            dbus_hints["image-data"] = ("(iiibiiay)", (side, side, side * 4, True, 8, 4, hints.picture.pixels))
        return request.title, body, actions, dbus_hints, _NEVER_EXPIRES if hints.persistent else _AS_THE_SERVER_LIKES

    def _urgency(self, hints: NotificationHints) -> int:
        if hints.quiet:
            return _LOW
        return _CRITICAL if hints.persistent and self._server == _HIDES_NORMAL else _NORMAL

    def _sent(self, request: _Request, answer: tuple[object, ...] | None) -> None:
        self._is_sending = False
        self._timeout.stop()
        if answer and isinstance(answer[0], int):
            self.shown_id = answer[0]
        if self._requested is None:
            self._close_shown()
        elif self._requested is not request:
            self._send_requested()
        elif answer is None:
            self.problem = self.problem or _("The notification server did not show the notification.")
            self._fail()

    def _timed_out(self) -> None:
        self.problem = _("The notification server does not answer.")
        self._fail()

    def _fail(self) -> None:
        if self._requested is not None and self.problem is not None:
            self._requested = None
            self._listener.failed(self.problem)

    def _close_shown(self) -> None:
        notification_id, self.shown_id = self.shown_id, 0
        if notification_id:
            self._bus.call(NAME, PATH, f"{NAME}.CloseNotification", "u", (notification_id,))

    def _invoked(self, signal: BusMessage) -> None:
        match signal.body:
            case (int() as shown_id, str() as key) if shown_id and shown_id == self.shown_id and self._requested:
                self._requested = None
                self._close_shown()  # not every server closes it by itself
                self._listener.chosen(key)

    def _closed(self, signal: BusMessage) -> None:
        match signal.body:
            case (int() as notification_id, int() as reason) if notification_id and notification_id == self.shown_id:
                self.shown_id = 0
                self._report_closed(by_person=reason == _BY_PERSON)

    def _owner_changed(self, before: str, after: str) -> None:
        if before:
            self._server_lost(_("The notification server has ended."))
        if after:
            self._ask_capabilities()

    def _server_lost(self, reason: str) -> None:
        self.problem = reason
        self.capabilities = frozenset()
        notification_id, self.shown_id = self.shown_id, 0
        if notification_id:
            self._report_closed(by_person=False)

    def _report_closed(self, by_person: bool) -> None:
        """Report that the notification was closed, unless another is being sent."""
        if self._requested is not None and not self._is_sending:
            self._requested = None
            self._listener.closed(by_person)

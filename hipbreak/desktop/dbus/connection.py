"""Non-blocking calls and signals on a D-Bus bus, in the Qt event loop.

jeepney has no I/O for Qt's loop: its own blocks, or needs a thread or another loop. QtDBus would do, but for PySide6,
which cannot send an unsigned integer through it. See docs/decisions/0019 and 0032.
"""

import math
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from itertools import count

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.address import BusUnavailable, socket_names
from hipbreak.desktop.dbus.reconnect import ReconnectWatcher
from hipbreak.desktop.dbus.subscriptions import Answer, BusMessage, Subscription
from hipbreak.desktop.timing.backoff import RETRY_DELAYS

ReplyCallback = Callable[[tuple[object, ...] | None], object]

TIMEOUT = timedelta(seconds=5)
"""For replies that nothing waits for; the service may just be starting."""
HANDSHAKE_TIMEOUT = timedelta(seconds=1)
BUS_NAME = "org.freedesktop.DBus"
BUS_PATH = "/org/freedesktop/DBus"
PROPERTIES = "org.freedesktop.DBus.Properties"


def variant_value(value: object) -> object:
    """Return the value in a variant, which jeepney gives as (signature, value); None for anything else."""
    match value:
        case (str(), inner):
            return inner
    return None


class _Call(Struct, frozen=True):
    """A call without a reply yet; the times are in seconds, `until` on the monotonic clock."""

    on_reply: ReplyCallback
    timeout: float
    until: float


class BusConnection:
    """All callbacks come from the event loop, on the thread that created this object.

    Nothing here blocks: a bus that accepts the connection and then hangs counts as lost after the timeout. A lost bus
    is retried; after a reconnect all subscriptions are active again.
    """

    def __init__(
        self, address: str, timeout: timedelta = HANDSHAKE_TIMEOUT, retry_delays: Sequence[timedelta] = RETRY_DELAYS
    ) -> None:
        """Start to connect; calls made meanwhile are sent after the handshake.

        BusUnavailable if `address` is invalid; a bus on which nothing listens is lost already. So is one that does not
        complete the handshake within `timeout`, and Hello within the same again.
        """
        from hipbreak.desktop.dbus.transport import Transport  # noqa: PLC0415 - jeepney is installed on Linux only

        names = socket_names(address)
        self._serials = count(1)
        self._connect = partial(
            Transport,
            names,
            self._serials,
            on_authenticated=self._authenticated,
            on_signal=self._dispatch,
            on_reply=self._reply,
            on_call=lambda call: self._answer(call),  # noqa: PLW0108 - `answer_calls` replaces it
            on_disconnect=self._transport_lost,
        )
        self._reconnect = ReconnectWatcher(names, self._retry, retry_delays)
        self._subscriptions: list[Subscription] = []
        # Each with the owner under which it is unsubscribed.
        self._disconnect_callbacks: list[tuple[object, Callable[[], None]]] = []
        self._reconnect_callbacks: list[tuple[object, Callable[[], None]]] = []
        self.calls: dict[int, _Call] = {}
        """Those without a reply yet, by serial."""
        self._timeout = QTimer(singleShot=True)
        self._timeout.timeout.connect(self._timed_out)
        self._transport: Transport | None = None
        self._hello = 0
        self.alive = True
        """False while the bus is lost and after `close`; true also during the first handshake."""
        self._answer: Callable[[BusMessage], Answer | None] = lambda _call: None
        try:
            self._open(timeout.total_seconds())
        except BusUnavailable:
            self.alive = False
            self._reconnect.start()

    def on_disconnect(self, disconnected: Callable[[], None], owner: object = None) -> None:
        """Call `disconnected` each time the bus is lost; by then every open call has been answered with None."""
        self._disconnect_callbacks.append((owner, disconnected))
        if not self.alive:
            QTimer.singleShot(0, disconnected)

    def on_reconnect(self, reconnected: Callable[[], None], owner: object = None) -> None:
        """Call `reconnected` each time the bus is available again; earlier replies are out of date by then."""
        self._reconnect_callbacks.append((owner, reconnected))

    def call(
        self,
        name: str,
        path: str,
        method: str,
        signature: str = "",
        body: tuple[object, ...] = (),
        *,
        on_reply: ReplyCallback = lambda _body: None,
        timeout: timedelta | None = None,
        start_service: bool = False,
    ) -> None:
        """Call `method` (`interface.member`) of the object `path` of the service `name`.

        `on_reply` is called exactly once, never within this call: with the body of the reply, or with None for an
        error, after `timeout` (`TIMEOUT` unless given), and for a lost bus. A stopped service is started only with
        `start_service`.
        """
        now, allowed = time.monotonic(), (TIMEOUT if timeout is None else timeout).total_seconds()
        if self._transport is None or not self.alive:
            self.calls[next(self._serials)] = _Call(on_reply, 0, now)
        else:
            serial = self._transport.call(name, path, method, signature, body, start_service)
            self.calls[serial] = _Call(on_reply, allowed, now + allowed if self._transport.is_open else math.inf)
        self._restart_timeout()

    def answer_calls(self, answer: Callable[[BusMessage], Answer | None]) -> None:
        """Answer the calls of other programs; None for a method that is not there. There can be one answerer."""
        self._answer = answer

    def emit(self, path: str, interface: str, member: str, signature: str, body: tuple[object, ...]) -> None:
        """Send a signal, if the bus is there."""
        if self._transport is not None and self.alive:
            self._transport.emit(path, interface, member, signature, body)

    def get_property(
        self,
        name: str,
        path: str,
        interface: str,
        member: str,
        *,
        on_reply: Callable[[object], None],
        timeout: timedelta | None = None,
    ) -> None:
        """Get a property; `on_reply` is called once as in `call`, with its value or None."""

        def received(body: tuple[object, ...] | None) -> None:
            on_reply(variant_value(body[0]) if body else None)

        self.call(name, path, f"{PROPERTIES}.Get", "ss", (interface, member), on_reply=received, timeout=timeout)

    def subscribe(
        self,
        callback: Callable[[BusMessage], None],
        *,
        interface: str,
        member: str = "",
        path: str = "",
        sender: str = "",
        first: str = "",
        owner: object = None,
    ) -> None:
        """Call `callback` for every such signal from now on; an empty argument matches anything.

        `first` is the first argument of the signal, a string; `owner` is what `unsubscribe` takes.
        """
        subscription = Subscription(interface, member, path, sender, first, callback, owner)
        self._subscriptions.append(subscription)
        self._send_match("AddMatch", subscription)

    def subscribe_properties(
        self, interface: str, changed: Callable[[BusMessage], None], owner: object, path: str = "", sender: str = ""
    ) -> None:
        """Call `changed` for every PropertiesChanged of an interface from now on, as in `subscribe`."""
        where = {"path": path, "sender": sender, "first": interface}
        self.subscribe(changed, interface=PROPERTIES, member="PropertiesChanged", owner=owner, **where)

    def subscribe_owner(self, name: str, changed: Callable[[str, str], None], owner: object = None) -> None:
        """Call `changed` with the old and the new unique name when the service `name` starts, ends or is replaced.

        A name is empty while the service is not running.
        """

        def callback(signal: BusMessage) -> None:
            match signal.body:
                case (_, str() as before, str() as after):
                    changed(before, after)

        self.subscribe(callback, interface=BUS_NAME, member="NameOwnerChanged", first=name, owner=owner)

    def watch_service(
        self, name: str, unavailable: Callable[[], None], available: Callable[[], None], owner: object = None
    ) -> None:
        """Call `available` when the service `name` has started or the bus is back, `unavailable` before it.

        `unavailable` is also called when the bus is lost.
        """

        def changed(_before: str, after: str) -> None:
            unavailable()
            if after:
                available()

        self.subscribe_owner(name, changed, owner)
        self.on_disconnect(unavailable, owner)
        self.on_reconnect(available, owner)

    def unsubscribe(self, owner: object) -> None:
        """Remove all callbacks of this owner, except those for replies to its open calls."""
        for subscription in [one for one in self._subscriptions if one.owner is owner]:
            self._subscriptions.remove(subscription)
            self._send_match("RemoveMatch", subscription)
        for callbacks in (self._disconnect_callbacks, self._reconnect_callbacks):
            callbacks[:] = [one for one in callbacks if one[0] is not owner]

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self.alive = False
        self._close_transport()
        self._reconnect.stop()
        for registry in (
            self._subscriptions,
            self._disconnect_callbacks,
            self._reconnect_callbacks,
            self.calls,
        ):
            registry.clear()
        self._timeout.stop()

    # Connecting and reconnecting.

    def _open(self, timeout: float) -> None:
        """Connect and send Hello; BusUnavailable if nothing listens."""
        self._reconnect.record_sockets()
        self._transport = self._connect()
        self._hello = self._transport.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.Hello", "", (), False)
        self.calls[self._hello] = _Call(self._hello_answered, timeout, time.monotonic() + timeout)
        self._restart_timeout()

    def _retry(self) -> None:
        """Reconnect; a bus that accepts and then hangs is not retried: its reply to Hello decides."""
        self._close_transport()
        self.calls.pop(self._hello, None)
        try:
            self._open(math.inf)
        except BusUnavailable:
            self._reconnect.start()

    def _authenticated(self) -> None:
        """Start the timeouts of the calls, which are sent now."""
        now = time.monotonic()
        self.calls = {serial: replace(call, until=now + call.timeout) for serial, call in self.calls.items()}
        self._restart_timeout()

    def _hello_answered(self, body: tuple[object, ...] | None) -> None:
        if body is None:
            self._lost()
        elif not self.alive:
            self.alive = True
            self._reconnect.stop()
            for subscription in self._subscriptions:
                self._send_match("AddMatch", subscription)
            for _owner, reconnected in tuple(self._reconnect_callbacks):
                reconnected()

    def _transport_lost(self) -> None:
        if self._transport is not None and not self._transport.is_connected:  # else it is an earlier one
            self._lost()

    def _lost(self) -> None:
        if self._transport is None:
            return
        was_alive, self.alive = self.alive, False
        self._close_transport()
        self._reconnect.start()
        for serial in tuple(self.calls):
            self._reply(serial, None)
        if was_alive:
            for _owner, disconnected in tuple(self._disconnect_callbacks):
                disconnected()

    def _close_transport(self) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()

    def _send_match(self, method: str, subscription: Subscription) -> None:
        if self.alive:
            self.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.{method}", "s", (subscription.match_rule,))

    # Incoming messages.

    def _dispatch(self, signal: BusMessage) -> None:
        for subscription in tuple(self._subscriptions):
            if subscription.matches(signal):
                subscription.callback(signal)

    def _reply(self, serial: int, body: tuple[object, ...] | None) -> None:
        call = self.calls.pop(serial, None)
        self._restart_timeout()
        if call is not None:
            call.on_reply(body)

    def _restart_timeout(self) -> None:
        first = min((call.until for call in self.calls.values()), default=math.inf)
        if first == math.inf:
            self._timeout.stop()
        else:
            self._timeout.start(max(0, math.ceil((first - time.monotonic()) * 1000)))

    def _timed_out(self) -> None:
        # This thread may have been busy for longer than the timeout, with the reply here unread.
        if self._transport is not None:
            self._transport.read()
        now = time.monotonic()
        for serial in [serial for serial, call in self.calls.items() if call.until <= now]:
            self._reply(serial, None)
        self._restart_timeout()

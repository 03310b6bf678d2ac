"""Calls and signals on a D-Bus bus, in the Qt event loop, which they never block.

jeepney has no I/O for Qt's loop: its own blocks, or needs a thread or another loop. QtDBus would do, but for PySide6,
which cannot send an unsigned integer through it. See docs/decisions/0019 and 0032.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.address import BusUnavailable, socket_names
from hipbreak.desktop.dbus.reconnect import ReconnectWatcher
from hipbreak.desktop.dbus.subscriptions import BusSignal, Subscription
from hipbreak.desktop.timing.backoff import PAUSES

if TYPE_CHECKING:
    pass

Answered = Callable[[tuple[object, ...] | None], None]

PATIENCE = timedelta(milliseconds=200)
BACKGROUND_PATIENCE = timedelta(seconds=5)
"""For answers that nothing waits for; the service may just be starting."""
HANDSHAKE_PATIENCE = timedelta(seconds=1)
BUS_NAME = "org.freedesktop.DBus"
BUS_PATH = "/org/freedesktop/DBus"
PROPERTIES = "org.freedesktop.DBus.Properties"


def variant_value(value: object) -> object:
    """The value in a variant, which jeepney gives as its signature and the value; None for anything else."""
    match value:
        case (str(), inner):
            return inner
    return None


@dataclass(frozen=True, slots=True)
class _Call:
    """A call without an answer yet; the times are in seconds, and `until` is on the monotonic clock."""

    answered: Answered
    patience: float
    until: float


@dataclass(frozen=True, slots=True)
class _Follower:
    """Called when the bus is lost, or back."""

    call: Callable[[], None]
    owner: object


class BusConnection:
    """Calls back from the event loop only, on the thread that made this object.

    Nothing here blocks: a bus that takes the connection and then hangs is lost when the patience is over. A bus
    that is lost is tried again; when it is back, everything that was subscribed to is heard again.
    """

    def __init__(
        self, address: str, patience: timedelta = HANDSHAKE_PATIENCE, pauses: Sequence[timedelta] = PAUSES
    ) -> None:
        """Begins to connect; what is asked meanwhile is sent when the bus has let us in.

        BusUnavailable if that is no address of a bus; one at which nobody listens is lost already. So is, after a
        while, a bus that does not let us in within `patience`, and again as long for its welcome.
        """
        from hipbreak.desktop.dbus.transport import Transport  # noqa: PLC0415 - jeepney is installed on Linux only

        names = socket_names(address)
        self._serials = count(1)
        self._connect = partial(
            Transport,
            names,
            self._serials,
            opened=self._opened,
            heard=self._heard,
            replied=self._answer,
            lost=self._transport_lost,
        )
        self._reconnect = ReconnectWatcher(names, self._retry, pauses)
        self._subscriptions: list[Subscription] = []
        self._when_lost: list[_Follower] = []
        self._when_back: list[_Follower] = []
        self._calls: dict[int, _Call] = {}
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._out_of_patience)
        self._transport: Transport | None = None
        self._hello = 0
        self._alive = True
        try:
            self._join(patience.total_seconds())
        except BusUnavailable:
            self._alive = False
            self._reconnect.wait()

    @property
    def alive(self) -> bool:
        """False while the bus is lost, and once it is closed; true also while it has not yet let us in at first."""
        return self._alive

    def when_lost(self, lost: Callable[[], None], owner: object = None) -> None:
        """Calls `lost` each time the bus goes away; by then every open call has been answered with None."""
        self._when_lost.append(_Follower(lost, owner))
        if not self._alive:
            QTimer.singleShot(0, lost)

    def when_back(self, back: Callable[[], None], owner: object = None) -> None:
        """Calls `back` each time the bus is there again: nothing is known of it but what is asked now."""
        self._when_back.append(_Follower(back, owner))

    def call(
        self,
        name: str,
        path: str,
        method: str,
        signature: str = "",
        body: tuple[object, ...] = (),
        *,
        answered: Answered = lambda _body: None,
        patience: timedelta = PATIENCE,
        start_service: bool = False,
    ) -> None:
        """Calls `method`, written `interface.member`, of the object `path` of the service `name`.

        `answered` is called exactly once: with the body of the answer, or with None for an error, for
        no answer within `patience` of being sent, and for a lost bus; never within this call. A service
        that is not running is started only if `start_service` says so.
        """
        now, allowed = time.monotonic(), patience.total_seconds()
        if self._transport is None or not self._alive:
            self._calls[next(self._serials)] = _Call(answered, 0, now)
        else:
            serial = self._transport.call(name, path, method, signature, body, start_service)
            self._calls[serial] = _Call(answered, allowed, now + allowed if self._transport.is_open else math.inf)
        self._mind_patience()

    def get_property(
        self,
        name: str,
        path: str,
        interface: str,
        member: str,
        *,
        answered: Callable[[object], None],
        patience: timedelta = BACKGROUND_PATIENCE,
    ) -> None:
        """Asks for a property; `answered` is called once as in `call`, with its value or None."""
        self.call(
            name,
            path,
            f"{PROPERTIES}.Get",
            "ss",
            (interface, member),
            answered=lambda body: answered(variant_value(body[0]) if body else None),
            patience=patience,
        )

    def subscribe(
        self,
        heard: Callable[[BusSignal], None],
        *,
        interface: str,
        member: str = "",
        path: str = "",
        sender: str = "",
        first: str = "",
        owner: object = None,
    ) -> None:
        """Calls `heard` for every such signal from now on; what is left empty may be anything.

        `first` is the first argument of the signal, which has to be a string; `owner` is what `leave` takes.
        """
        subscription = Subscription(interface, member, path, sender, first, heard, owner)
        self._subscriptions.append(subscription)
        self._match("AddMatch", subscription)

    def subscribe_owner(self, name: str, changed: Callable[[str, str], None], owner: object = None) -> None:
        """Calls `changed` when the service `name` comes, goes or is replaced: with its unique names before and after.

        A name is empty while the service is not there.
        """

        def heard(signal: BusSignal) -> None:
            match signal.body:
                case (_, str() as before, str() as after):
                    changed(before, after)

        self.subscribe(heard, interface=BUS_NAME, member="NameOwnerChanged", first=name, owner=owner)

    def follow(self, name: str, gone: Callable[[], None], there: Callable[[], None], owner: object = None) -> None:
        """Calls `there` when the service `name` may answer anew: it has come, or the bus has; before it, `gone`.

        `gone` is also called when the bus is lost.
        """

        def changed(_before: str, after: str) -> None:
            gone()
            if after:
                there()

        self.subscribe_owner(name, changed, owner)
        self.when_lost(gone, owner)
        self.when_back(there, owner)

    def leave(self, owner: object) -> None:
        """Calls nothing of this owner's any more, except for the answers to its open calls."""
        for subscription in [one for one in self._subscriptions if one.owner is owner]:
            self._subscriptions.remove(subscription)
            self._match("RemoveMatch", subscription)
        for followers in (self._when_lost, self._when_back):
            followers[:] = [one for one in followers if one.owner is not owner]

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._alive = False
        self._hang_up()
        self._reconnect.stop()
        for kept in (self._subscriptions, self._when_lost, self._when_back, self._calls):
            kept.clear()
        self._patience.stop()

    # The way in, and back in.

    def _join(self, patience: float) -> None:
        """BusUnavailable if nobody listens."""
        self._reconnect.remember()
        self._transport = self._connect()
        self._hello = self._transport.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.Hello", "", (), False)
        self._calls[self._hello] = _Call(self._welcomed, patience, time.monotonic() + patience)
        self._mind_patience()

    def _retry(self) -> None:
        """A bus that takes the connection and hangs is not tried again: its first word will tell."""
        self._hang_up()
        self._calls.pop(self._hello, None)
        try:
            self._join(math.inf)
        except BusUnavailable:
            self._reconnect.wait()

    def _opened(self) -> None:
        """The calls go out at this moment, and their patience begins."""
        now = time.monotonic()
        self._calls = {serial: replace(call, until=now + call.patience) for serial, call in self._calls.items()}
        self._mind_patience()

    def _welcomed(self, body: tuple[object, ...] | None) -> None:
        if body is None:
            self._lose()
        elif not self._alive:
            self._alive = True
            self._reconnect.stop()
            for subscription in self._subscriptions:
                self._match("AddMatch", subscription)
            for follower in tuple(self._when_back):
                follower.call()

    def _transport_lost(self) -> None:
        if self._transport is not None and not self._transport.is_connected:  # else it is an older one
            self._lose()

    def _lose(self) -> None:
        if self._transport is None:
            return
        was_alive, self._alive = self._alive, False
        self._hang_up()
        self._reconnect.wait()
        for serial in tuple(self._calls):
            self._answer(serial, None)
        if was_alive:
            for follower in tuple(self._when_lost):
                follower.call()

    def _hang_up(self) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.hang_up()

    def _match(self, method: str, subscription: Subscription) -> None:
        if self._alive:
            self.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.{method}", "s", (subscription.rule,))

    # What comes.

    def _heard(self, signal: BusSignal) -> None:
        for subscription in tuple(self._subscriptions):
            if subscription.wants(signal):
                subscription.heard(signal)

    def _answer(self, serial: int, body: tuple[object, ...] | None) -> None:
        call = self._calls.pop(serial, None)
        self._mind_patience()
        if call is not None:
            call.answered(body)

    def _mind_patience(self) -> None:
        first = min((call.until for call in self._calls.values()), default=math.inf)
        if first == math.inf:
            self._patience.stop()
        else:
            self._patience.start(max(0, math.ceil((first - time.monotonic()) * 1000)))

    def _out_of_patience(self) -> None:
        # This thread may have been busy for longer than that, and the answer be here unread.
        if self._transport is not None:
            self._transport.read()
        now = time.monotonic()
        for serial in [serial for serial, call in self._calls.items() if call.until <= now]:
            self._answer(serial, None)
        self._mind_patience()

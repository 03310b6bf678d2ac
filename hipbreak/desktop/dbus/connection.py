"""Calls and signals on a D-Bus bus, in the Qt event loop, which they never make wait.

QtDBus would do, but for PySide6, which cannot send an unsigned integer through it.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.address import BusUnavailable
from hipbreak.desktop.dbus.subscriptions import BusSignal, Listeners, Subscription
from hipbreak.desktop.timing.backoff import PAUSES

if TYPE_CHECKING:
    from hipbreak.desktop.dbus.messages import Incoming
    from hipbreak.desktop.dbus.transport import Transport


Answered = Callable[[tuple[object, ...] | None], None]

PATIENCE = timedelta(milliseconds=200)
HANDSHAKE_PATIENCE = timedelta(seconds=1)
_BUS = "org.freedesktop.DBus"
_BUS_PATH = "/org/freedesktop/DBus"


@dataclass(frozen=True, slots=True)
class _Call:
    """A call without an answer yet; the times are in seconds, and `until` is on the monotonic clock."""

    answered: Answered
    patience: float
    until: float


class BusConnection:
    """Everything is told from the event loop, on the thread that made this object.

    Nothing here blocks: a bus that takes the connection and then hangs is lost when the patience is over. A bus
    that is lost is looked for; when it is back, everything that was subscribed to is heard again.
    """

    def __init__(
        self, address: str, patience: timedelta = HANDSHAKE_PATIENCE, pauses: Sequence[timedelta] = PAUSES
    ) -> None:
        """Begins to connect; what is asked meanwhile is sent when the bus has let us in.

        BusUnavailable if that is no address of a bus; one at which nobody listens is lost already. So is, after a
        while, a bus that does not let us in within `patience`, and again as long for its welcome.
        """
        from hipbreak.desktop.dbus import messages, transport  # noqa: PLC0415 - 15 ms, for nothing without a bus
        from hipbreak.desktop.dbus.reconnect import ReconnectWatcher  # noqa: PLC0415

        self._make_line, self._messages = transport.Transport, messages
        self._address = address
        self._lookout = ReconnectWatcher(address, self._look, pauses)
        self._listeners = Listeners()
        self._serials = count(1)
        self._calls: dict[int, _Call] = {}
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._out_of_patience)
        self._line: Transport | None = None
        self._hello = 0
        self._alive = True
        try:
            self._join(patience.total_seconds())
        except BusUnavailable:
            self._alive = False
            self._lookout.wait()

    @property
    def alive(self) -> bool:
        """False while the bus is lost, and once it is closed; true also while it has not yet let us in at first."""
        return self._alive

    def when_lost(self, lost: Callable[[], None], owner: object = None) -> None:
        """Calls `lost` each time the bus goes away; by then every open call has been answered with None."""
        self._listeners.when_lost(lost, owner)
        if not self._alive:
            QTimer.singleShot(0, lost)

    def when_back(self, back: Callable[[], None], owner: object = None) -> None:
        """Calls `back` each time the bus is there again: nothing is known of it but what is asked now."""
        self._listeners.when_back(back, owner)

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
        serial, now = next(self._serials), time.monotonic()
        line = self._line if self._alive else None
        allowed = patience.total_seconds() if line is not None else 0
        until = now + allowed if line is None or line.is_open else math.inf
        self._calls[serial] = _Call(answered, allowed, until)
        self._mind_patience()
        if line is not None:
            message = self._messages.write_call(
                serial,
                name=name,
                path=path,
                method=method,
                signature=signature,
                body=body,
                start_service=start_service,
            )
            line.say(message)

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

        `first` is the first argument of the signal, which has to be a string; `owner` is who may leave.
        """
        subscription = Subscription(interface, member, path, sender, first, heard, owner)
        self._listeners.subscriptions.append(subscription)
        self._match("AddMatch", subscription)

    def leave(self, owner: object) -> None:
        """Tells this owner nothing more, except the answers to its open calls."""
        for subscription in self._listeners.leave(owner):
            self._match("RemoveMatch", subscription)

    def close(self) -> None:
        """Whatever is under way is told to nobody any more; may be called twice."""
        self._alive = False
        self._hang_up()
        self._lookout.stop()
        self._listeners.clear()
        self._calls.clear()
        self._patience.stop()

    # The way in, and back in.

    def _join(self, patience: float) -> None:
        """BusUnavailable if nobody listens."""
        self._lookout.remember()
        self._line = self._make_line(self._address, self._opened, self._dispatch, self._line_lost)
        self._hello = next(self._serials)
        self._calls[self._hello] = _Call(self._welcomed, patience, time.monotonic() + patience)
        self._mind_patience()
        self._line.say(
            self._messages.write_call(
                self._hello,
                name=_BUS,
                path=_BUS_PATH,
                method=f"{_BUS}.Hello",
                signature="",
                body=(),
                start_service=False,
            )
        )

    def _look(self) -> None:
        """A bus that takes the connection and hangs is not looked for any more: its first word will tell."""
        self._hang_up()
        self._calls.pop(self._hello, None)
        try:
            self._join(math.inf)
        except BusUnavailable:
            self._lookout.wait()

    def _opened(self) -> None:
        """From now on the others are patient too: their calls go out at this moment."""
        now = time.monotonic()
        self._calls = {serial: replace(call, until=now + call.patience) for serial, call in self._calls.items()}
        self._mind_patience()

    def _welcomed(self, body: tuple[object, ...] | None) -> None:
        if body is None:
            self._lose()
        elif not self._alive:
            self._alive = True
            self._lookout.stop()
            for subscription in self._listeners.subscriptions:
                self._match("AddMatch", subscription)
            self._listeners.tell_back()

    def _line_lost(self) -> None:
        if self._line is not None and not self._line.alive:  # else it is an older one
            self._lose()

    def _lose(self) -> None:
        if self._line is None:
            return
        was_alive, self._alive = self._alive, False
        self._hang_up()
        self._lookout.wait()
        for serial in tuple(self._calls):
            self._answer(serial, None)
        if was_alive:
            self._listeners.tell_lost()

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.hang_up()

    def _match(self, method: str, subscription: Subscription) -> None:
        if self._alive:
            self.call(_BUS, _BUS_PATH, f"{_BUS}.{method}", "s", (subscription.rule,))

    # What comes.

    def _dispatch(self, message: "Incoming") -> None:
        if message.is_signal:
            self._listeners.dispatch(message)
        elif message.reply_to is not None:
            self._answer(message.reply_to, None if message.is_error else message.body)
        elif message.wants_reply and self._line is not None:
            self._line.say(self._messages.write_refusal(next(self._serials), message))

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
        if self._line is not None:
            self._line.read()
        now = time.monotonic()
        for serial in [serial for serial, call in self._calls.items() if call.until <= now]:
            self._answer(serial, None)
        self._mind_patience()

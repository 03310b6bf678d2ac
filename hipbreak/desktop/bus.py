"""Calls and signals on a D-Bus bus, in the Qt event loop, which they never make wait.

QtDBus would do, but for PySide6, which cannot send an unsigned integer through it.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from hipbreak.desktop.bus_messages import Incoming

Answered = Callable[[tuple[object, ...] | None], None]

PATIENCE = timedelta(milliseconds=200)
HANDSHAKE_PATIENCE = timedelta(seconds=1)
_BUS = "org.freedesktop.DBus"
_BUS_PATH = "/org/freedesktop/DBus"
_HELLO = 1


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that somebody on the bus sent; the body is as it came, and nothing about it is promised."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Subscription:
    interface: str
    member: str
    path: str
    first: str
    heard: Callable[[Signal], None]

    def wants(self, message: "Incoming") -> bool:
        return (
            message.interface == self.interface
            and self.member in ("", message.member)
            and self.path in ("", message.path)
            and (not self.first or message.body[:1] == (self.first,))
        )


@dataclass(frozen=True, slots=True)
class _Call:
    """A call without an answer yet; the times are in seconds, and `until` is on the monotonic clock."""

    answered: Answered
    patience: float
    until: float


class Bus:
    """Everything is told from the event loop, on the thread that made this object.

    Nothing here blocks: a bus that takes the connection and then hangs is lost when the patience is over.
    """

    def __init__(self, address: str, patience: timedelta = HANDSHAKE_PATIENCE) -> None:
        """Begins to connect; what is asked meanwhile is sent when the bus has let us in.

        BusUnavailable if nobody listens at the address. A bus that does not let us in within `patience`,
        and again as long for its welcome, is lost.
        """
        from hipbreak.desktop import bus_line, bus_messages  # noqa: PLC0415 - 15 ms, for nothing without a bus

        self._messages = bus_messages
        self._lost: list[Callable[[], None]] = []
        self._serials = count(_HELLO)
        self._calls: dict[int, _Call] = {}
        self._subscriptions: list[_Subscription] = []
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._out_of_patience)
        self._line = bus_line.Line(address, self._opened, self._dispatch, self._lose)
        self.call(_BUS, _BUS_PATH, f"{_BUS}.Hello", answered=self._welcomed, patience=patience)

    @property
    def alive(self) -> bool:
        """False once the bus is lost or closed; true also while it has not yet let us in."""
        return self._line.alive

    def when_lost(self, lost: Callable[[], None]) -> None:
        """Calls `lost` once, when the bus goes away; by then every open call has been answered with None."""
        self._lost.append(lost)
        if not self.alive:
            QTimer.singleShot(0, self._lose)

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
        serial = next(self._serials)
        waits_for_handshake = self.alive and not self._line.is_open and serial != _HELLO
        allowed = patience.total_seconds() if self.alive else 0
        until = math.inf if waits_for_handshake else time.monotonic() + allowed
        self._calls[serial] = _Call(answered, allowed, until)
        self._mind_patience()
        if self.alive:
            message = self._messages.write_call(
                serial,
                name=name,
                path=path,
                method=method,
                signature=signature,
                body=body,
                start_service=start_service,
            )
            self._line.say(message)

    def subscribe(
        self,
        heard: Callable[[Signal], None],
        *,
        interface: str,
        member: str = "",
        path: str = "",
        sender: str = "",
        first: str = "",
    ) -> None:
        """Calls `heard` for every such signal from now on; what is left empty may be anything.

        `first` is the first argument of the signal, which has to be a string.
        """
        self._subscriptions.append(_Subscription(interface, member, path, first, heard))
        wanted = {
            "type": "signal",
            "interface": interface,
            "member": member,
            "path": path,
            "sender": sender,
            "arg0": first,
        }
        rule = ",".join(f"{key}='{value}'" for key, value in wanted.items() if value)
        self.call(_BUS, _BUS_PATH, f"{_BUS}.AddMatch", "s", (rule,))

    def close(self) -> None:
        """Whatever is under way is told to nobody any more; may be called twice."""
        self._line.hang_up()
        self._lost.clear()
        self._calls.clear()
        self._subscriptions.clear()
        self._patience.stop()

    def _opened(self) -> None:
        """From now on the others are patient too: their calls go out at this moment."""
        now = time.monotonic()
        self._calls = {serial: replace(call, until=now + call.patience) for serial, call in self._calls.items()}
        self._mind_patience()

    def _welcomed(self, body: tuple[object, ...] | None) -> None:
        if body is None:
            self._lose()

    def _dispatch(self, message: "Incoming") -> None:
        if message.is_signal:
            signal = Signal(message.sender, message.path, message.interface, message.member, message.body)
            for subscription in tuple(self._subscriptions):
                if subscription.wants(message):
                    subscription.heard(signal)
        elif message.reply_to is not None:
            self._answer(message.reply_to, None if message.is_error else message.body)
        elif message.wants_reply:
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
        self._line.read()
        now = time.monotonic()
        for serial in [serial for serial, call in self._calls.items() if call.until <= now]:
            self._answer(serial, None)
        self._mind_patience()

    def _lose(self) -> None:
        self._line.hang_up()
        for serial in tuple(self._calls):
            self._answer(serial, None)
        while self._lost:
            self._lost.pop(0)()

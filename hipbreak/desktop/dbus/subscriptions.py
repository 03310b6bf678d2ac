"""Who listens to a bus, and to what: kept here for as long as they wish, whatever becomes of the line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hipbreak.desktop.dbus.messages import Incoming


@dataclass(frozen=True, slots=True)
class BusSignal:
    """A signal that somebody on the bus sent; the body is as it came, and nothing about it is promised."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """The signals that `heard` is called for; what is empty may be anything."""

    interface: str
    member: str
    path: str
    sender: str
    first: str
    heard: Callable[[BusSignal], None]
    owner: object

    @property
    def rule(self) -> str:
        """How the bus is told of it."""
        wanted = {
            "type": "signal",
            "interface": self.interface,
            "member": self.member,
            "path": self.path,
            "sender": self.sender,
            "arg0": self.first,
        }
        return ",".join(f"{key}='{value}'" for key, value in wanted.items() if value)

    def wants(self, signal: BusSignal) -> bool:
        """The bus has seen to the sender, whom a signal names otherwise."""
        return (
            signal.interface == self.interface
            and self.member in ("", signal.member)
            and self.path in ("", signal.path)
            and (not self.first or signal.body[:1] == (self.first,))
        )


@dataclass(frozen=True, slots=True)
class _Follower:
    tell: Callable[[], None]
    owner: object


@dataclass
class Listeners:
    """An owner is who may leave; None is nobody."""

    subscriptions: list[Subscription] = field(default_factory=list)
    _lost: list[_Follower] = field(default_factory=list)
    _back: list[_Follower] = field(default_factory=list)

    def when_lost(self, lost: Callable[[], None], owner: object) -> None:
        self._lost.append(_Follower(lost, owner))

    def when_back(self, back: Callable[[], None], owner: object) -> None:
        self._back.append(_Follower(back, owner))

    def tell_lost(self) -> None:
        for follower in tuple(self._lost):
            follower.tell()

    def tell_back(self) -> None:
        for follower in tuple(self._back):
            follower.tell()

    def dispatch(self, message: "Incoming") -> None:
        """Call all who want this signal."""
        signal = BusSignal(message.sender, message.path, message.interface, message.member, message.body)
        for subscription in tuple(self.subscriptions):
            if subscription.wants(signal):
                subscription.heard(signal)

    def leave(self, owner: object) -> list[Subscription]:
        """Take out all that is this owner's; the subscriptions that were."""
        were = [one for one in self.subscriptions if one.owner is owner]
        self.subscriptions = [one for one in self.subscriptions if one.owner is not owner]
        self._lost, self._back = (
            [one for one in followers if one.owner is not owner] for followers in (self._lost, self._back)
        )
        return were

    def clear(self) -> None:
        for kept in (self.subscriptions, self._lost, self._back):
            kept.clear()

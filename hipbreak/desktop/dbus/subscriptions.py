"""Signals on a bus, and who wants to hear them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BusSignal:
    """A signal from the bus; the body is as it came, and nothing about it is promised."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
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
        """The match rule for the bus."""
        from jeepney import MatchRule  # noqa: PLC0415 - installed on Linux only

        wanted = {"member": self.member, "path": self.path, "sender": self.sender}
        rule = MatchRule(type="signal", interface=self.interface, **{key: word for key, word in wanted.items() if word})
        if self.first:
            rule.add_arg_condition(0, self.first)
        return str(rule.serialise())

    def wants(self, signal: BusSignal) -> bool:
        """Whether the rule matches; the bus has compared the sender, whose unique name a signal bears."""
        return (
            signal.interface == self.interface
            and self.member in ("", signal.member)
            and self.path in ("", signal.path)
            and (not self.first or signal.body[:1] == (self.first,))
        )

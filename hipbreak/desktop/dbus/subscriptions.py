"""D-Bus messages that come in, and subscriptions to signals."""

from collections.abc import Callable

from msgspec import Struct


class BusMessage(Struct, frozen=True):
    """A signal, or a call of another program; its body is not validated."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]


class Answer(Struct, frozen=True):
    """The body of the reply to a call, and its signature."""

    signature: str = ""
    body: tuple[object, ...] = ()


class Subscription(Struct, frozen=True, eq=False):
    """Which signals `callback` is called for; an empty field matches anything."""

    interface: str
    member: str
    path: str
    sender: str
    first: str
    callback: Callable[[BusMessage], None]
    owner: object

    @property
    def match_rule(self) -> str:
        """The match rule to send to the bus."""
        from jeepney import MatchRule  # noqa: PLC0415 - installed on Linux only

        wanted = {"member": self.member, "path": self.path, "sender": self.sender}
        match_rule = MatchRule(
            type="signal", interface=self.interface, **{key: value for key, value in wanted.items() if value}
        )
        if self.first:
            match_rule.add_arg_condition(0, self.first)
        return str(match_rule.serialise())

    def matches(self, signal: BusMessage) -> bool:
        """Return whether the rule matches; the bus has checked the sender, of which a signal has the unique name."""
        return (
            signal.interface == self.interface
            and self.member in ("", signal.member)
            and self.path in ("", signal.path)
            and (not self.first or signal.body[:1] == (self.first,))
        )

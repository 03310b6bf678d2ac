"""Method calls of other programs, and the answers to them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MethodCall:
    """A call of another program; its body is not validated."""

    path: str
    interface: str
    member: str
    body: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a reply, and its signature."""

    signature: str = ""
    body: tuple[object, ...] = ()

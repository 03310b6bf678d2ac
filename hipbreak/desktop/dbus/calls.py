"""Method calls of other programs, and the answers to them."""

from msgspec import Struct


class MethodCall(Struct, frozen=True):
    """A call of another program; its body is not validated."""

    path: str
    interface: str
    member: str
    body: tuple[object, ...]


class Answer(Struct, frozen=True):
    """The body of a reply, and its signature."""

    signature: str = ""
    body: tuple[object, ...] = ()

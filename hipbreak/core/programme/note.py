"""A note of the programme: a title, a short text, the pictures beside it, and the protocol ids it carries."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A tip, a mistake to avoid, a question with its answer, or a reason why."""

    name: str
    title: str
    text: str
    ids: tuple[str, ...]
    pictures: tuple[str, ...] = ()

"""What this machine has written to the shared folder and read from it, in a file of its own."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.store.atomic_file import write_file
from hipbreak.store.small_file import UnusableText, read_text

_LARGEST = 4_000_000
_MOMENT = timedelta(microseconds=1)


class DeletionMark(Struct, frozen=True):
    """Deleted days, each included: what is of them and was known at `at` is left out everywhere."""

    id: str = field(name="mark")
    first: date = field(name="deleted_from")
    last: date = field(name="deleted_to")
    at: Annotated[datetime, Meta(tz=True)]

    def holds(self, fact: Fact) -> bool:
        """Whether the fact is of these days and was known by then."""
        if fact.at > self.at:
            return False
        start, end = (fact.start, max(fact.end - _MOMENT, fact.start)) if isinstance(fact, Interval) else (fact.at,) * 2
        return start.date() <= self.last and end.date() >= self.first

    def record(self) -> dict[str, str]:
        """As plain values."""
        return {
            "mark": self.id,
            "deleted_from": self.first.isoformat(),
            "deleted_to": self.last.isoformat(),
            "at": self.at.isoformat(),
        }


class ReadFile(Struct):
    """How far a file was read: its first line, the bytes, and by which version of the reader."""

    first: str
    offset: int
    reader: int
    machine: str


class SharedState(Struct):
    """The id of this machine, its file, what was read of the others, and the marks of deleted days.

    `seq`, `count` and `sum` describe the entries that the own file has, `size` is its length. `obeyed` names the marks
    of others that were applied to the own log; `names` are those of the machines by id.
    """

    id: str
    edition: str = ""
    seq: int = 0
    count: int = 0
    sum: int = 0
    size: int = 0
    alive: str = ""
    read: dict[str, ReadFile] = field(default_factory=dict)
    own_marks: list[DeletionMark] = field(default_factory=list)
    marks: list[DeletionMark] = field(default_factory=list)
    obeyed: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def is_deleted(self, fact: Fact) -> bool:
        """Whether some mark holds the fact."""
        return any(mark.holds(fact) for mark in (*self.own_marks, *self.marks))


def shared_place(log: Path) -> Path:
    """Where the logs of other machines and the state are: beside the own log."""
    return log.parent / "shared"


def state_file(log: Path) -> Path:
    """Where the state is, once there was a shared folder."""
    return shared_place(log) / "state.json"


def new_id() -> str:
    """A random name, as good as unique."""
    return os.urandom(8).hex()


def load_state(file: Path) -> SharedState:
    """The state in a file; a new one if it cannot be used. OSError if it cannot be read."""
    try:
        return msgspec.json.decode(read_text(file, _LARGEST), type=SharedState)
    except (FileNotFoundError, UnusableText, msgspec.DecodeError):
        return SharedState(new_id())


def save_state(file: Path, state: SharedState) -> None:
    """Write the state; OSError."""
    write_file(file, msgspec.json.encode(state))

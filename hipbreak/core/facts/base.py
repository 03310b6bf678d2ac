"""Base classes of the facts in the log."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened; `at` is the moment it became known (aware, with the local offset)."""

    name: ClassVar[str] = ""
    in_replay_output: ClassVar[bool] = True  # the others only restore the state after a restart
    at: datetime


@dataclass(frozen=True, slots=True)
class Interval(Fact):
    """An interval of the day from `start` to `end`; bouts, breaks, away and unobserved intervals tile the time."""

    start: datetime
    end: datetime

"""Base classes of the facts in the log."""

from datetime import datetime
from typing import ClassVar

from msgspec import Struct


class Fact(Struct, frozen=True):
    """Something that happened; `at` is the moment it became known (aware, with the local offset)."""

    name: ClassVar[str] = ""
    in_replay_output: ClassVar[bool] = True  # the others only restore the state after a restart
    at: datetime


class Interval(Fact, frozen=True):
    """An interval of the day from `start` to `end`; bouts, breaks, away and unobserved intervals tile the time."""

    start: datetime
    end: datetime

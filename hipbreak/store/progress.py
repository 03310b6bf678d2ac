"""Long work in slices: a generator that says after each how far it is, so that a window can draw in between."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Progress:
    """So much is done of the whole; the unit is the work's own (entries, bytes), only the ratio means anything.

    `lasting` once it cannot be cancelled any more.
    """

    done: int
    total: int
    irreversible: bool = False


ProgressGenerator = Generator[Progress, None, _Result]
"""`next` does a slice of some ten ms; StopIteration carries the result; `close` cancels and leaves nothing behind."""


def run_to_end(work: ProgressGenerator[_Result]) -> _Result:
    """Do all of it at once."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result

"""Long work as a generator that yields its progress after each slice."""

from collections.abc import Generator
from typing import TypeVar

from msgspec import Struct

_Result = TypeVar("_Result")


class Progress(Struct, frozen=True):
    """How much is done of the total; the unit is arbitrary.

    `irreversible` once it cannot be cancelled any more.
    """

    done: int
    total: int
    irreversible: bool = False


ProgressGenerator = Generator[Progress, None, _Result]
"""`next` does a slice of some ten ms; StopIteration carries the result; `close` cancels and leaves nothing behind."""


def run_to_end(work: ProgressGenerator[_Result]) -> _Result:
    """Run the work to its end and return the result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result

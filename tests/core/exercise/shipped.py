"""The shipped routines, read once for all tests."""

from functools import lru_cache

from msgspec import Struct

from hipbreak.core.exercise.routine import Routine
from hipbreak.store.routine_library import RoutineLibrary, read_library


@lru_cache(maxsize=1)
def library() -> RoutineLibrary:
    """Only what comes with Hipbreak."""
    return read_library()


def routine(name: str) -> Routine:
    """One of them."""
    found = library().get(name)
    assert found, name
    return found


NAMES = tuple(routine.name for routine in library().routines)
SIDED_PICTURES = frozenset(
    picture for shown in library().routines for block in shown.blocks if block.sides for picture in block.pictures()
)
"""The pictures of movements that are done on one side, then on the other."""


def protocol_ids(part: object) -> set[str]:
    """The protocol ids of a routine or of a part of one, and of all that is in it."""
    if isinstance(part, tuple):
        return {id_ for inner in part for id_ in protocol_ids(inner)}
    if not isinstance(part, Struct):
        return set()
    return {*getattr(part, "ids", ()), *protocol_ids(tuple(getattr(part, name) for name in part.__struct_fields__))}

"""Health screening: which answers need a clinician first, and which lead to gentle mode."""

from enum import Enum

from hipbreak.core.programme.progress import Programme


class Clearance(Enum):
    """What the answers lead to."""

    OPEN = "open"
    GENTLE = "gentle"  # the low end of every range (C4)
    ASK_FIRST = "ask a clinician first"


GENTLE_ONLY = "sore"
PAIN_PLACES = ("low back", "front of the hip", "elsewhere")
"""Places of pain as the log stores them; empty if not given."""


def clearance_for(yes: frozenset[str], cleared: bool = False) -> Clearance:
    """The clearance for the answers; `cleared` once a clinician has agreed to gentle exercise."""
    if yes - {GENTLE_ONLY} and not cleared:
        return Clearance.ASK_FIRST
    return Clearance.GENTLE if yes else Clearance.OPEN


_WITHOUT_SCREENING = frozenset({"pulse-10", "pulse-30"})  # the stand-up breaks continue whatever the answers


def clearance_of(programme: Programme) -> Clearance | None:
    """The clearance of the last answers; None if the questions were never answered."""
    gate = programme.health_answers
    return None if gate is None else clearance_for(gate.yes, gate.cleared)


def may_start(programme: Programme, routine: str) -> bool:
    """Whether a routine may be opened without the questions."""
    return routine in _WITHOUT_SCREENING or clearance_of(programme) in (Clearance.OPEN, Clearance.GENTLE)

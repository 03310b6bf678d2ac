"""Before and around the exercises: who asks a clinician first, who goes gently, and what a pain leads to."""

from dataclasses import dataclass
from enum import Enum

from hipbreak.core.programme import health_screening_text


class Clearance(Enum):
    """What the answers lead to."""

    OPEN = "open"
    GENTLE = "gentle"  # the low end of every range (C4)
    ASK_FIRST = "ask a clinician first"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the gate, answered yes or no; `ids` of the source's cautions, none for ours."""

    name: str
    text: str
    ids: tuple[str, ...]
    leads_to: Clearance


@dataclass(frozen=True, slots=True)
class Advice:
    """What is shown after "Something hurts": lines, then the red flags, and the mistake card that fits, if one does."""

    title: str
    lines: tuple[str, ...]
    urgent: tuple[str, ...]
    emergency: tuple[str, ...]
    mistake: str | None
    ids: tuple[str, ...]


_IDS = {"labral-repair": ("C1",), "strain": ("C2",), "pinching": ("C3",), "back-pain": ("C5",)}
_GENTLE_ONLY = "sore"
PAIN_PLACES = ("low back", "front of the hip", "elsewhere")
"""Where it hurt, as the log keeps it; an empty text when the person did not say."""


def questions() -> tuple[Question, ...]:
    """The questions before the first routine, the source's cautions first (C1-C3, C5; the app is stricter, I21)."""
    return tuple(
        Question(name, text, _IDS.get(name, ()), Clearance.GENTLE if name == _GENTLE_ONLY else Clearance.ASK_FIRST)
        for name, text in health_screening_text.gate_questions().items()
    )


def clearance_for(yes: frozenset[str], cleared: bool = False) -> Clearance:
    """What the answers lead to; `cleared` once a clinician has agreed to gentle exercise."""
    if yes - {_GENTLE_ONLY} and not cleared:
        return Clearance.ASK_FIRST
    return Clearance.GENTLE if yes else Clearance.OPEN


def clearance_text(result: Clearance) -> tuple[str, ...]:
    """What the person reads after the questions."""
    return {
        Clearance.OPEN: health_screening_text.open_lines,
        Clearance.GENTLE: health_screening_text.gentle_lines,
        Clearance.ASK_FIRST: health_screening_text.ask_first_lines,
    }[result]()


def advice(where: str = "") -> Advice:
    """What to do after a pain stop; for the low back with the card of the mistake that most often goes with it (K1)."""
    back = where == PAIN_PLACES[0]
    return Advice(
        health_screening_text.hurt_title(),
        (*health_screening_text.hurt_lines(), *(health_screening_text.low_back_lines() if back else ())),
        health_screening_text.urgent_flags(),
        health_screening_text.emergency_flags(),
        "arching" if back else None,
        ("C4", "C5"),
    )

"""Facts of the exercise programme."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from hipbreak.core.facts.base import Fact


@dataclass(frozen=True, slots=True)
class ProgrammeBegan(Fact):
    """The person began the programme: the local day of `at` is day 1."""

    name: ClassVar[str] = "programme_began"


@dataclass(frozen=True, slots=True)
class ProgrammeEnded(Fact):
    """The person ended the programme; earlier facts stay in the log."""

    name: ClassVar[str] = "programme_ended"


@dataclass(frozen=True, slots=True)
class SessionDone(Fact):
    """A routine was played, as far as it got: `extent` is whole, core or part; `held` is the time exercised."""

    name: ClassVar[str] = "session_done"
    routine: str
    extent: str
    held: timedelta
    percent: int  # of the exercise, 0 to 100
    gentle: bool = False
    weight: bool = False


@dataclass(frozen=True, slots=True)
class SessionRated(Fact):
    """How the last session of this routine felt: easy, right or hard."""

    name: ClassVar[str] = "session_rated"
    routine: str
    effort: str


@dataclass(frozen=True, slots=True)
class WalkDone(Fact):
    """A walk with intent was done (G3); `held` is zero when it was only ticked off."""

    name: ClassVar[str] = "walk_done"
    held: timedelta


@dataclass(frozen=True, slots=True)
class WalkWithdrawn(Fact):
    """The walk of this local day was ticked off by mistake."""

    name: ClassVar[str] = "walk_taken_back"


@dataclass(frozen=True, slots=True)
class SelfTested(Fact):
    """What the person saw on each side: rests, floats or not sure (Z2)."""

    name: ClassVar[str] = "self_tested"
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PainReported(Fact):
    """The person reported pain: in which routine, at which move, and where if given.

    `move` is the move's name in the routine, the block's while setting up; logs before version 4 have its title.
    """

    name: ClassVar[str] = "hurt"
    routine: str
    move: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class HealthScreened(Fact):
    """The questions before the first routine: `yes` names those answered yes, `cleared` that a clinician agreed."""

    name: ClassVar[str] = "gate_answered"
    yes: str
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class ProgressionSet(Fact):
    """A progression was switched on or off: weight, long-step, walk or single-bridge."""

    name: ClassVar[str] = "progression_set"
    which: str
    on: bool


@dataclass(frozen=True, slots=True)
class TipDismissed(Fact):
    """The person dismissed a tip."""

    name: ClassVar[str] = "tip_dismissed"
    tip: str


PROGRAMME_FACTS: tuple[type[Fact], ...] = (
    ProgrammeBegan, ProgrammeEnded, SessionDone, WalkDone, WalkWithdrawn, SelfTested, PainReported, HealthScreened,
    ProgressionSet, TipDismissed, SessionRated,
)  # fmt: skip
PROGRAMME_FACT_NAMES = frozenset(leaf.name for leaf in PROGRAMME_FACTS)
"""The names to query the log for."""

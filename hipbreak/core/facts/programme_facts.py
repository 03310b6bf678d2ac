"""Facts of the exercise programme."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from hipbreak.core.facts.base import Fact


class ProgrammeFact(Fact):
    """Base class of these facts."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class ProgrammeBegan(ProgrammeFact):
    """The person began the programme: the local day of `at` is day 1."""

    name: ClassVar[str] = "programme_began"


@dataclass(frozen=True, slots=True)
class ProgrammeEnded(ProgrammeFact):
    """The person ended the programme; earlier facts stay in the log."""

    name: ClassVar[str] = "programme_ended"


@dataclass(frozen=True, slots=True)
class SessionDone(ProgrammeFact):
    """A routine was played, as far as it got: `extent` is whole, core or part; `held` is the time exercised."""

    name: ClassVar[str] = "session_done"
    routine: str
    extent: str
    held: timedelta
    percent: int  # of the exercise, 0 to 100
    gentle: bool = False
    weight: bool = False


@dataclass(frozen=True, slots=True)
class SessionRated(ProgrammeFact):
    """How the last session of this routine felt: easy, right or hard."""

    name: ClassVar[str] = "session_rated"
    routine: str
    effort: str


@dataclass(frozen=True, slots=True)
class WalkDone(ProgrammeFact):
    """A walk with intent was done (G3); `held` is zero when it was only ticked off."""

    name: ClassVar[str] = "walk_done"
    held: timedelta


@dataclass(frozen=True, slots=True)
class WalkWithdrawn(ProgrammeFact):
    """The walk of this local day was ticked off by mistake."""

    name: ClassVar[str] = "walk_taken_back"


@dataclass(frozen=True, slots=True)
class SelfTested(ProgrammeFact):
    """What the person saw on each side: rests, floats or not sure (Z2)."""

    name: ClassVar[str] = "self_tested"
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PainReported(ProgrammeFact):
    """The person reported pain: in which routine, at which move, and where if given.

    `move` is the move's name in the routine, the block's while setting up; logs before version 4 have its title.
    """

    name: ClassVar[str] = "hurt"
    routine: str
    move: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class HealthScreened(ProgrammeFact):
    """The questions before the first routine: `yes` names those answered yes, `cleared` that a clinician agreed."""

    name: ClassVar[str] = "gate_answered"
    yes: str
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class ProgressionSet(ProgrammeFact):
    """A progression was switched on or off: weight, long-step, walk or single-bridge."""

    name: ClassVar[str] = "progression_set"
    which: str
    on: bool


@dataclass(frozen=True, slots=True)
class TipDismissed(ProgrammeFact):
    """The person dismissed a tip."""

    name: ClassVar[str] = "tip_dismissed"
    tip: str

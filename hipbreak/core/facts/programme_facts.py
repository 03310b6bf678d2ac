"""Facts of the exercise programme."""

from datetime import date, timedelta
from typing import ClassVar

from hipbreak.core.facts.base import Fact


class ProgrammeFact(Fact, frozen=True):
    """Base class of these facts."""

    @property
    def day(self) -> date:
        """The local day on which it happened."""
        return self.at.date()


class ProgrammeBegan(ProgrammeFact, frozen=True):
    """The person began the programme: the local day of `at` is day 1."""

    name: ClassVar[str] = "programme_began"


class ProgrammeEnded(ProgrammeFact, frozen=True):
    """The person ended the programme; earlier facts stay in the log."""

    name: ClassVar[str] = "programme_ended"


class SessionDone(ProgrammeFact, frozen=True):
    """A routine was played, as far as it got: `extent` is whole, core or part; `held` is the time exercised."""

    name: ClassVar[str] = "session_done"
    routine: str
    extent: str
    held: timedelta
    percent: int  # of the exercise, 0 to 100
    gentle: bool = False
    weight: bool = False


class SessionRated(ProgrammeFact, frozen=True):
    """How the last session of this routine felt: easy, right or hard."""

    name: ClassVar[str] = "session_rated"
    routine: str
    effort: str


class WalkDone(ProgrammeFact, frozen=True):
    """A walk with intent was done (G3); `held` is zero when it was only ticked off."""

    name: ClassVar[str] = "walk_done"
    held: timedelta


class WalkWithdrawn(ProgrammeFact, frozen=True):
    """The walk of this local day was ticked off by mistake."""

    name: ClassVar[str] = "walk_taken_back"


class SelfTested(ProgrammeFact, frozen=True):
    """What the person saw on each side: rests, floats or not sure (Z2)."""

    name: ClassVar[str] = "self_tested"
    left: str
    right: str


class PainReported(ProgrammeFact, frozen=True):
    """The person reported pain: in which routine, at which move, and where if given.

    `move` is the move's name in the routine, the block's while setting up; logs before version 4 have its title.
    """

    name: ClassVar[str] = "hurt"
    routine: str
    move: str
    where: str = ""


class HealthScreened(ProgrammeFact, frozen=True):
    """The questions before the first routine: `yes` names those answered yes, `cleared` that a clinician agreed."""

    name: ClassVar[str] = "gate_answered"
    yes: str
    cleared: bool = False


class ProgressionSet(ProgrammeFact, frozen=True):
    """A progression was switched on or off: weight, long-step, walk or single-bridge."""

    name: ClassVar[str] = "progression_set"
    which: str
    on: bool


class TipDismissed(ProgrammeFact, frozen=True):
    """The person dismissed a tip."""

    name: ClassVar[str] = "tip_dismissed"
    tip: str

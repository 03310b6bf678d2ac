"""Inputs to the reducer: observations of the desktop and commands of the person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hipbreak.core.facts.base import Fact

CALL_LENGTHS = (timedelta(minutes=30), timedelta(minutes=60))
"""The calls that menu and card offer."""


class Refused(Exception):
    """A command that does not fit the state; the text gives the reason in one sentence."""


@dataclass(frozen=True, slots=True)
class Input:
    """Base of everything that `step` accepts."""


class Observation(Input):
    """Reported by the desktop or the app."""


class Command(Input):
    """Given by the person; also proves presence."""


@dataclass(frozen=True, slots=True)
class Launch(Observation):
    """The app starts; `last_alive` is the last moment at which an earlier run was alive, `idle` as in a beat."""

    last_alive: datetime | None = None
    idle: timedelta | None = None


class Halt(Observation):
    """The app stops."""


@dataclass(frozen=True, slots=True)
class Beat(Observation):
    """Time has passed; `idle` is the time since the last input, None if it cannot be measured."""

    idle: timedelta | None


class Settle(Observation):
    """Time has passed; nothing else is known."""


class InputActive(Observation):
    """Input continues from here."""


class InputIdle(Observation):
    """The last input was here."""


class Lock(Observation):
    """The screen is locked."""


class Unlock(Observation):
    """The screen is unlocked by the person."""


class Suspend(Observation):
    """The machine is about to be suspended."""


class Wake(Observation):
    """The machine is awake again."""


class WindowSwitch(Observation):
    """Another window has become the active one."""


@dataclass(frozen=True, slots=True)
class DeskReport(Observation):
    """The desk is at the height for this posture: sitting or standing; it proves no presence."""

    posture: str


@dataclass(frozen=True, slots=True)
class BusyChanged(Observation):
    """`what` (call, fullscreen, dnd or awake) has begun or ended."""

    what: str
    on: bool


@dataclass(frozen=True, slots=True)
class RoutineAt(Observation):
    """The reminder of the programme's next session is due at `moment`, in the local offset; None for no reminder (R18).

    Holds until the next one: the end of the day or a completed session comes as another RoutineAt.
    """

    moment: datetime | None


@dataclass(frozen=True, slots=True)
class BreakElsewhere(Observation):
    """A break from `start` to `end`, confirmed on another machine of the same person (decision 0043)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ClockSet(Observation):
    """The wall clock was moved by `by`; no time has passed."""

    by: timedelta


class Present(Command):
    """Presence alone: what remains of a refused command."""


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Open the guide; `kind` is stand or pulse where no card gives it, routine for an exercise session."""

    kind: str = "stand"


class Preview(Command):
    """Start on the routine's card: the session's overview opens first; the card stays, hidden, meanwhile."""


@dataclass(frozen=True, slots=True)
class Finish(Command):
    """The guided pulse is done; `held` if the guide was paused meanwhile, else the time since Start."""

    held: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Abandon(Command):
    """The guide was stopped early; `held` as for Finish."""

    held: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Snooze(Command):
    """Later: bring the card back after `delay`, None for the shorter choice, or `after_meeting`."""

    delay: timedelta | None = None
    after_meeting: bool = False


class Skip(Command):
    """Skip the card."""


class Stand(Command):
    """I'm standing."""


class StayUp(Command):
    """I'm staying up: standing goes on from the start of the guided break that ended just now."""


class Sit(Command):
    """I'm sitting."""


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Show no prompts until this moment, or until resumed."""

    until: datetime | None = None


class Resume(Command):
    """End the pause."""


@dataclass(frozen=True, slots=True)
class StartCall(Command):
    """I'm in a call, for `length` from now."""

    length: timedelta


class EndCall(Command):
    """The call is over."""


class Leave(Command):
    """I'm away; any other command ends it."""


class ConfirmAbsence(Command):
    """I was up: the answer to the question about an unexplained idle time."""


@dataclass(frozen=True, slots=True)
class LogBreak(Command):
    """A break taken without the app: it began `ago` before now and lasted `length`; no `ago`: it ended just now."""

    ago: timedelta | None = None
    length: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class LogBreakBetween(Command):
    """A break taken without the app, from `start` to `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class RecordFact(Command):
    """Record a fact of the programme (a session done, a self-test) now or, if earlier, at the moment `when`."""

    fact: Fact
    when: datetime | None = None


class Undo(Command):
    """Undo the last break."""


@dataclass(frozen=True, slots=True)
class RevertToSitting(Command):
    """Correct the break or absence at `start` to sitting."""

    start: datetime

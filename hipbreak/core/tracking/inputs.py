"""Inputs to the reducer: observations of the desktop and commands of the person."""

from datetime import datetime, timedelta

from msgspec import Struct

from hipbreak.core.facts.base import Fact

CALL_LENGTHS = (timedelta(minutes=30), timedelta(minutes=60))
"""The calls that menu and card offer."""


class Refused(Exception):
    """A command that does not fit the state; the text gives the reason in one sentence."""


class Input(Struct, frozen=True):
    """Base of everything that `step` accepts."""


class Observation(Input, frozen=True):
    """Reported by the desktop or the app."""


class Command(Input, frozen=True):
    """Given by the person; also proves presence."""


class Launch(Observation, frozen=True):
    """The app starts; `last_alive` is the last moment at which an earlier run was alive, `idle` as in a beat."""

    last_alive: datetime | None = None
    idle: timedelta | None = None


class Halt(Observation, frozen=True):
    """The app stops."""


class Beat(Observation, frozen=True):
    """Time has passed; `idle` is the time since the last input, None if it cannot be measured."""

    idle: timedelta | None


class Settle(Observation, frozen=True):
    """Time has passed; nothing else is known."""


class InputActive(Observation, frozen=True):
    """Input continues from here."""


class InputIdle(Observation, frozen=True):
    """The last input was here."""


class Lock(Observation, frozen=True):
    """The screen is locked."""


class Unlock(Observation, frozen=True):
    """The screen is unlocked by the person."""


class Suspend(Observation, frozen=True):
    """The machine is about to be suspended."""


class Wake(Observation, frozen=True):
    """The machine is awake again."""


class WindowSwitch(Observation, frozen=True):
    """Another window has become the active one."""


class DeskReport(Observation, frozen=True):
    """The desk is at the height for this posture: sitting or standing; it proves no presence."""

    posture: str


class BusyChanged(Observation, frozen=True):
    """`what` (call, fullscreen, dnd or awake) has begun or ended."""

    what: str
    on: bool


class RoutineAt(Observation, frozen=True):
    """The reminder of the programme's next session is due at `moment`, in the local offset; None for no reminder (R18).

    Holds until the next one: the end of the day or a completed session comes as another RoutineAt.
    """

    moment: datetime | None


class BreakElsewhere(Observation, frozen=True):
    """A break from `start` to `end`, confirmed on another machine of the same person (decision 0043)."""

    start: datetime
    end: datetime


class ClockSet(Observation, frozen=True):
    """The wall clock was moved by `by`; no time has passed."""

    by: timedelta


class Present(Command, frozen=True):
    """Presence alone: what remains of a refused command."""


class Start(Command, frozen=True):
    """Open the guide; `kind` is stand or pulse where no card gives it, routine for an exercise session."""

    kind: str = "stand"


class Preview(Command, frozen=True):
    """Start on the routine's card: the session's overview opens first; the card stays, hidden, meanwhile."""


class Finish(Command, frozen=True):
    """The guided pulse is done; `held` if the guide was paused meanwhile, else the time since Start."""

    held: timedelta | None = None


class Abandon(Command, frozen=True):
    """The guide was stopped early; `held` as for Finish."""

    held: timedelta | None = None


class Snooze(Command, frozen=True):
    """Later: bring the card back after `delay`, None for the shorter choice, or `after_meeting`."""

    delay: timedelta | None = None
    after_meeting: bool = False


class Skip(Command, frozen=True):
    """Skip the card."""


class Stand(Command, frozen=True):
    """I'm standing."""


class StayUp(Command, frozen=True):
    """I'm staying up: standing goes on from the start of the guided break that ended just now."""


class Sit(Command, frozen=True):
    """I'm sitting."""


class Pause(Command, frozen=True):
    """Show no prompts until this moment, or until resumed."""

    until: datetime | None = None


class Resume(Command, frozen=True):
    """End the pause."""


class StartCall(Command, frozen=True):
    """I'm in a call, for `length` from now."""

    length: timedelta


class EndCall(Command, frozen=True):
    """The call is over."""


class Leave(Command, frozen=True):
    """I'm away; any other command ends it."""


class ConfirmAbsence(Command, frozen=True):
    """I was up: the answer to the question about an unexplained idle time."""


class LogBreak(Command, frozen=True):
    """A break taken without the app: it began `ago` before now and lasted `length`; no `ago`: it ended just now."""

    ago: timedelta | None = None
    length: timedelta = timedelta(seconds=30)


class LogBreakBetween(Command, frozen=True):
    """A break taken without the app, from `start` to `end`."""

    start: datetime
    end: datetime


class RecordFact(Command, frozen=True):
    """Record a fact of the programme (a session done, a self-test) now or, if earlier, at the moment `when`."""

    fact: Fact
    when: datetime | None = None


class Undo(Command, frozen=True):
    """Undo the last break."""


class RevertToSitting(Command, frozen=True):
    """Correct the break or absence at `start` to sitting."""

    start: datetime

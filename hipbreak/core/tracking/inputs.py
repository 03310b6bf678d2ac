"""What may come in through the one door: the desk's signals and the person's words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hipbreak.core.facts.base import Fact

CALL_LENGTHS = (timedelta(minutes=30), timedelta(minutes=60))
"""The calls that menu and card offer."""


class Refused(Exception):
    """The person's word does not fit the moment; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Input:
    """Anything that `step` takes."""


class Observation(Input):
    """From the desk: it is what it is."""


class Command(Input):
    """From the person: it is also a sign of presence."""


@dataclass(frozen=True, slots=True)
class Launch(Observation):
    """The app starts; `heard` is the last moment at which an earlier run was alive."""

    heard: datetime | None = None


class Halt(Observation):
    """The app stops."""


@dataclass(frozen=True, slots=True)
class Beat(Observation):
    """Time has passed; `idle` is the time since the last input, None if nothing here can tell."""

    idle: timedelta | None


class Settle(Observation):
    """Time has passed, and nothing else is known."""


class InputFlows(Observation):
    """Input goes on from here."""


class InputEnds(Observation):
    """The last input was here."""


class Lock(Observation):
    """The screen is locked."""


class Unlock(Observation):
    """The screen is unlocked by the person."""


class Suspend(Observation):
    """The machine goes to sleep."""


class Wake(Observation):
    """The machine is awake again."""


class WindowSwitch(Observation):
    """Another window has become the active one."""


@dataclass(frozen=True, slots=True)
class Busy(Observation):
    """`what` (call, fullscreen, dnd or awake) has begun or ended."""

    what: str
    on: bool


@dataclass(frozen=True, slots=True)
class RoutineAt(Observation):
    """The programme's next session is to be reminded of at `moment`, in the local offset; None: of none (R18).

    It stays so until the next such signal: that the day came and went, or the session was done, is told by one.
    """

    moment: datetime | None


@dataclass(frozen=True, slots=True)
class ClockSet(Observation):
    """The wall clock was set by `by`; no time has passed with it."""

    by: timedelta


class Present(Command):
    """I'm here: what is left of a word that was refused."""


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Open the guide; `kind` stand or pulse when no card says it, routine for an exercise session."""

    kind: str = "stand"


class Consider(Command):
    """Start on the routine's card: the session's overview is read first, and the card waits unseen meanwhile."""


@dataclass(frozen=True, slots=True)
class Finish(Command):
    """The guided pulse is through; `held` if the guide was paused on the way, else the time since Start."""

    held: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Abandon(Command):
    """The person stopped the guide; `held` as for Finish."""

    held: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Snooze(Command):
    """Later: bring the card back after `delay`; None for the shorter choice."""

    delay: timedelta | None = None


class Skip(Command):
    """Not this time."""


class Stand(Command):
    """I'm standing."""


class Sit(Command):
    """I'm sitting."""


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """No prompts until this moment, or until resumed."""

    until: datetime | None = None


class Resume(Command):
    """Prompts again."""


@dataclass(frozen=True, slots=True)
class Call(Command):
    """I'm in a call, for so long from now."""

    length: timedelta


class EndCall(Command):
    """The call is over."""


class Leave(Command):
    """I'm away; any other word says that I'm back."""


class Yes(Command):
    """I was up, in answer to the question."""


@dataclass(frozen=True, slots=True)
class LogBreak(Command):
    """A break taken without the app: it began `ago` before now and lasted `length`; no `ago`: it ended just now."""

    ago: timedelta | None = None
    length: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class WasUp(Command):
    """A break taken without the app, from `start` to `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Note(Command):
    """Something of the programme (a session done, a self-test): `fact` is entered, at the present moment or, if it was
    before, at the moment `when`."""

    fact: Fact
    when: datetime | None = None


class Undo(Command):
    """Take the last break back."""


@dataclass(frozen=True, slots=True)
class TakeBack(Command):
    """What was going on at `start` was no break and no absence, but sitting."""

    start: datetime

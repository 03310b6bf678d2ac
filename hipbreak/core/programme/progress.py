"""Progress in the programme, as a fold over its facts; a missed day resets nothing (I15)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.facts import programme_facts
from hipbreak.core.facts.base import Fact

_DAY = timedelta(days=1)
_WEEK = 7
_SHORT_ROUTINES = frozenset({"mini", "mini-core", "mini-no-couch", "couch-stretch", "split-squat"})
"""Those shipped that are sessions, but no full ones."""
_NOT_COUNTED_AS_SESSIONS = frozenset({"pulse-10", "pulse-30", "walk", "long-step", "self-test"})
"""Counted elsewhere, or optional."""
PROGRESSIONS = {"weight": ("G1",), "long-step": ("G2",), "walk": ("G3",), "single-bridge": ("X2",)}
"""What is offered from day 15 on, and the protocol ids behind it; taking it up is the person's choice."""


class Phase(Struct, frozen=True):
    """A phase: its first and last day, the routine of its sessions, and how many a week are due and at most meant."""

    number: int
    first: int
    last: int | None
    routine: str
    weekly: int
    most: int
    ids: tuple[str, ...]


PHASES = (
    Phase(1, 1, 14, "mini", 7, 7, ("M4", "F3")),
    Phase(2, 15, 42, "full", 3, 4, ("Q1", "G1", "G2", "G3")),
    Phase(3, 43, None, "full", 3, 4, ("M4", "F3")),
)
WEEKS = 6
"""The weeks of the phases that end."""


class LoggedSession(Struct, frozen=True):
    """A session as far as it got, on its local day; `held` is the time exercised."""

    day: date
    routine: str
    extent: str
    held: timedelta
    percent: int
    effort: str = ""  # easy, right or hard, if the person said so

    @property
    def counts(self) -> bool:
        """Whether it is one of the programme's sessions: whole, or its core (I1)."""
        return self.extent in ("whole", "core") and self.routine not in _NOT_COUNTED_AS_SESSIONS

    @property
    def full(self) -> bool:
        """Whether it is a full routine or one of the person's own, done whole."""
        return self.extent == "whole" and self.counts and self.routine not in _SHORT_ROUTINES


class HealthAnswers(Struct, frozen=True):
    """The last answers to the questions before the first routine."""

    day: date
    yes: frozenset[str]
    cleared: bool


class Programme(Struct, frozen=True):
    """The programme as it follows from the log; `began` is day 1, None while it does not run."""

    began: date | None = None
    begun_at: datetime | None = None  # the moment on that day
    sessions: tuple[LoggedSession, ...] = ()
    walks: frozenset[date] = frozenset()
    tests: tuple[programme_facts.SelfTested, ...] = ()
    pains: tuple[programme_facts.PainReported, ...] = ()
    health_answers: HealthAnswers | None = None
    progressions: frozenset[str] = frozenset()
    dismissed: tuple[tuple[str, date], ...] = ()  # tips and reminders, each with the day of dismissal


def dismissed_on(programme: Programme, tip: str) -> date | None:
    """The last day on which the tip was dismissed; None if never."""
    return max((day for name, day in programme.dismissed if name == tip), default=None)


def fold(facts: Iterable[Fact], programme: Programme | None = None) -> Programme:
    """The programme after these facts; other facts are ignored."""
    programme = programme or Programme()
    for fact in facts:
        programme = apply(programme, fact)
    return programme


def apply(programme: Programme, fact: Fact) -> Programme:
    """The programme after one more fact."""
    handler = _HANDLERS.get(fact.name)
    return handler(programme, fact) if handler else programme


def _session(programme: Programme, fact: programme_facts.SessionDone) -> Programme:
    done = LoggedSession(fact.day, fact.routine, fact.extent, fact.held, fact.percent)
    walked = {done.day} if fact.routine == "walk" and fact.extent == "whole" else set()
    return replace(programme, sessions=(*programme.sessions, done), walks=programme.walks | walked)


def _rated(programme: Programme, fact: programme_facts.SessionRated) -> Programme:
    """The answer belongs to the last session of its routine; without one it is ignored."""
    sessions = list(programme.sessions)
    for n in reversed(range(len(sessions))):
        if sessions[n].routine == fact.routine:
            sessions[n] = replace(sessions[n], effort=fact.effort)
            break
    return replace(programme, sessions=tuple(sessions))


def _progression(programme: Programme, fact: programme_facts.ProgressionSet) -> Programme:
    changed = programme.progressions | {fact.which} if fact.on else programme.progressions - {fact.which}
    return replace(programme, progressions=changed)


def _health_answers(programme: Programme, fact: programme_facts.HealthScreened) -> Programme:
    return replace(programme, health_answers=HealthAnswers(fact.day, frozenset(fact.yes.split()), fact.cleared))


_HANDLERS: dict[str, Callable[[Programme, Any], Programme]] = {
    programme_facts.ProgrammeBegan.name: lambda programme, fact: replace(programme, began=fact.day, begun_at=fact.at),
    programme_facts.ProgrammeEnded.name: lambda programme, _: replace(programme, began=None, begun_at=None),
    programme_facts.SessionDone.name: _session,
    programme_facts.SessionRated.name: _rated,
    programme_facts.WalkDone.name: lambda programme, fact: replace(programme, walks=programme.walks | {fact.day}),
    programme_facts.WalkWithdrawn.name: lambda programme, fact: replace(programme, walks=programme.walks - {fact.day}),
    programme_facts.SelfTested.name: lambda programme, fact: replace(programme, tests=(*programme.tests, fact)),
    programme_facts.PainReported.name: lambda programme, fact: replace(programme, pains=(*programme.pains, fact)),
    programme_facts.HealthScreened.name: _health_answers,
    programme_facts.ProgressionSet.name: _progression,
    programme_facts.TipDismissed.name: lambda programme, fact: replace(
        programme, dismissed=(*programme.dismissed, (fact.tip, fact.day))
    ),
}


def day_number(programme: Programme, day: date) -> int | None:
    """Which day of the programme it is, from 1; None before it began or while it does not run."""
    if programme.began is None or day < programme.began:
        return None
    return (day - programme.began).days + 1


def phase_of(day: int) -> Phase:
    """The phase of a day of the programme."""
    return next(phase for phase in PHASES if phase.last is None or day <= phase.last)


def week_start(programme: Programme, day: date) -> date:
    """The first day of that day's week of the programme; weeks count from day 1."""
    number = day_number(programme, day) or 1
    return day - _DAY * ((number - 1) % _WEEK)


def session_days(programme: Programme, first: date, last: date, full: bool = False) -> frozenset[date]:
    """The days on which a session (or a full one) was done; two on a day are one."""
    found = (s for s in programme.sessions if first <= s.day <= last and (s.full if full else s.counts))
    return frozenset(session.day for session in found)


def is_due(programme: Programme, day: date) -> bool:
    """Whether a session is due on that day, as far as is known: daily in phase 1, else spread over the week.

    Not when one was done that day, nor on a day on which something hurt.
    """
    number = day_number(programme, day)
    if number is None or session_days(programme, day, day) or any(pain.day == day for pain in programme.pains):
        return False
    phase = phase_of(number)
    if phase.weekly == _WEEK:
        return True
    start = week_start(programme, day)
    done = len(session_days(programme, start, day, full=phase.number == 2))
    left = _WEEK - (day - start).days
    rested = not session_days(programme, day - _DAY, day - _DAY)
    return done < phase.weekly and (rested or left <= phase.weekly - done)


def next_day(programme: Programme, today: date) -> date | None:
    """The next day on which a session is due, today included; None while the programme does not run."""
    ahead = (max(today, programme.began or today) + _DAY * n for n in range(2 * _WEEK))
    return next((day for day in ahead if is_due(programme, day)), None)

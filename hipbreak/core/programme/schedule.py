"""The schedule: what is due on a day, and the calendar of what was done."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.facts.programme_facts import PainReported, SelfTested
from hipbreak.core.programme.health_screening import Clearance, clearance_of
from hipbreak.core.programme.progress import (
    PROGRESSIONS,
    LoggedSession,
    Phase,
    Programme,
    day_number,
    dismissed_on,
    is_due,
    next_day,
    phase_of,
    session_days,
    week_start,
)
from hipbreak.core.settings.settings import Settings

_DAY = timedelta(days=1)
_PROGRESSIONS_FROM = 15  # G1-G3: weeks 3-6 and after
_EVENING = 19  # o'clock (project default)
_TEST_EVERY = timedelta(days=14)
_AWAY_DAILY, _AWAY = 4, 8  # days from the last session on


class DayPlan(Struct, frozen=True):
    """Where the person is on a day.

    `done` of `due` sessions: in phase 1 of all its days so far, later of the programme's week; `most` with the
    optional one; `extra` the week's sessions beyond the full ones in phase 2. `today` is the routine that is meant for
    today, None when there is none (any more); `optional` one that may be done besides.
    """

    day: int
    week: int
    phase: Phase
    done: int
    due: int
    most: int
    extra: int
    all_done: int
    done_today: bool
    today: str | None
    optional: str | None
    offers: tuple[str, ...]
    next_day: date | None


class CalendarDay(Struct, frozen=True):
    """What was done on a day; `number` is the programme's day, None before it began."""

    date: date
    number: int | None
    sessions: tuple[LoggedSession, ...]
    walked: bool
    pains: tuple[PainReported, ...]
    tested: SelfTested | None
    due: bool  # today or ahead: a session is meant for it, as far as is known


def day_plan(programme: Programme, today: date, own: str | None = None) -> DayPlan | None:
    """The plan for a day; None while the programme does not run. `own` is a routine in the place of the session."""
    number = day_number(programme, today)
    if number is None or programme.began is None:
        return None
    phase = phase_of(number)
    start = week_start(programme, today)
    daily = phase.number == 1
    sessions = session_days(programme, programme.began if daily else start, today)
    counted = session_days(programme, start, today, full=True) if phase.number == 2 else sessions
    done, due = len(counted), number if daily else phase.weekly
    extra = len(sessions - counted)
    done_today = today in sessions
    meant = (own or phase.routine) if is_due(programme, today) else None
    spare = not done_today and not meant and not daily and done + extra < phase.most and not _has_pain(programme, today)
    return DayPlan(
        day=number,
        week=(number - 1) // 7 + 1,
        phase=phase,
        done=done,
        due=due,
        most=number if daily else phase.most,
        extra=extra,
        all_done=len(session_days(programme, programme.began, today)),
        done_today=done_today,
        today=meant,
        optional="mini" if spare else None,
        offers=tuple(PROGRESSIONS) if number >= _PROGRESSIONS_FROM else (),
        next_day=next_day(programme, today),
    )


def _has_pain(programme: Programme, day: date) -> bool:
    return any(pain.day == day for pain in programme.pains)


def calendar(programme: Programme, first: date, last: date, today: date) -> tuple[CalendarDay, ...]:
    """Every day from `first` to `last` with what was done; a day gone by without a session is simply empty."""
    return tuple(
        CalendarDay(
            day,
            day_number(programme, day),
            tuple(s for s in programme.sessions if s.day == day),
            day in programme.walks,
            tuple(pain for pain in programme.pains if pain.day == day),
            next((test for test in reversed(programme.tests) if test.day == day), None),
            day >= today and is_due(programme, day),
        )
        for day in _days(first, last)
    )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _DAY * n for n in range((last - first).days + 1))


def sessions_planned(programme: Programme, first: date, last: date) -> int:
    """How many sessions the programme means for these days: as many a week as the phase has due."""
    numbers = (day_number(programme, day) for day in _days(first, last))
    return round(sum(phase_of(number).weekly for number in numbers if number is not None) / 7)


def self_test_due(programme: Programme, today: date) -> bool:
    """Whether two weeks have passed since the last self-test, since day 1 without one, or since "not now"."""
    if day_number(programme, today) is None:
        return False
    known = (max((test.day for test in programme.tests), default=programme.began), dismissed_on(programme, "self-test"))
    return today - max(day for day in known if day is not None) >= _TEST_EVERY


def return_note_due(programme: Programme, today: date) -> bool:
    """Whether the person returns after more days without a session than the phase has rest days (project default)."""
    number = day_number(programme, today)
    last = max((s.day for s in programme.sessions if s.counts and s.day <= today), default=None)
    if number is None or last is None or programme.began is None:
        return False
    return (today - max(last, programme.began)).days >= (_AWAY_DAILY if phase_of(number).number == 1 else _AWAY)


def evening_tip_due(programme: Programme, now: datetime) -> bool:
    """D4: whether to show the tip for the night: on evenings of the programme until dismissed (project default)."""
    running = day_number(programme, now.date()) is not None
    return running and now.hour >= _EVENING and dismissed_on(programme, "sleep") is None


def strength_skipped(programme: Programme, today: date) -> bool:
    """K3: whether the last three sessions all ended before the strength part; each three get one neutral note."""
    dismissed = dismissed_on(programme, "strength") or date.min
    last = [s for s in programme.sessions if s.counts and dismissed < s.day <= today][-3:]
    return len(last) == 3 and all(s.extent == "core" or s.routine in ("mini-core", "couch-stretch") for s in last)


def chosen_blocks(programme: Programme, routine: Routine) -> tuple[str, ...]:
    """The optional blocks of a routine to do: those that belong to it, and those the person took up (X2, G2)."""
    return tuple(
        block.name
        for block in routine.blocks
        if block.optional and (block.included or block.name in programme.progressions)
    )


def options_for(programme: Programme, routine: Routine, settings: Settings) -> RoutineOptions:
    """The options for a routine by the screening answers, the chosen progressions and the person's settings."""
    return RoutineOptions(
        gentle=clearance_of(programme) is Clearance.GENTLE,
        weight="weight" in programme.progressions and routine.weighted,
        blocks=chosen_blocks(programme, routine),
        breath=settings.breath_length,
    )

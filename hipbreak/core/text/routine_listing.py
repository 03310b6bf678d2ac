"""What `hipbreak routine --list` and `hipbreak programme` print, as text and as JSON values."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import needs_text, translate
from hipbreak.core.exercise.session_plan import RoutineOptions, lengths
from hipbreak.core.i18n import gettext as _
from hipbreak.core.programme.health_screening import Clearance, clearance_of
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.schedule import DayPlan, day_plan
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text.health_screening import clearance_text


def routine_records(routines: Iterable[Routine]) -> list[dict[str, Any]]:
    """Every routine with its computed lengths in seconds: of exercise with rests, and with set-up and changes."""
    return [
        {
            "name": routine.name,
            "title": translate(routine.title),
            "length_s": round(took.without_set_up.total_seconds()),
            "with_set_up_s": round(took.total.total_seconds()),
            "needs": list(routine.needs),
            "own": routine.own,
        }
        for routine in routines
        for took in [lengths(routine)]
    ]


def routine_lines(routines: Sequence[Routine]) -> list[str]:
    """The list for people, a line each, the columns under each other."""
    head = (_("name"), _("length"), _("with set-up"), _("you need"), _("title"))
    rows = [
        (
            routine.name,
            programme_text.clock_length(took.without_set_up),
            programme_text.clock_length(took.total),
            needs_text(routine.needs),
            translate(routine.title),
        )
        for routine in routines
        for took in [lengths(routine)]
    ]
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(4)]
    return [
        "  ".join(
            cell.rjust(width) if n in (1, 2) else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, (*widths, 0), strict=True))
        )
        for row in (head, *rows)
    ]


def programme_record(
    programme: Programme, today: date, reminder: datetime | None = None, own: str | None = None
) -> dict[str, Any]:
    """Where the person is, in plain JSON values; `phase` is null while the programme does not run.

    `own` is a routine in the place of the day's session.
    """
    at = day_plan(programme, today, own)
    gate = clearance_of(programme)
    tests = [{"date": test.day.isoformat(), "left": test.left, "right": test.right} for test in programme.tests]
    if at is None:
        return {"phase": None, "sentence": programme_text.not_begun(), "self_tests": tests}
    return {
        "phase": at.phase.number,
        "began": programme.began.isoformat() if programme.began else None,
        "week": at.week,
        "day": at.day,
        "sessions_done": at.done,
        "sessions_due": at.due,
        "sessions_most": at.most,
        "sessions_besides": at.extra,
        "sessions_all": at.all_done,
        "done_today": at.done_today,
        "today": at.today,
        "optional": at.optional,
        "offered": list(at.offers),
        "taken_up": sorted(programme.progressions),
        "next_day": at.next_day.isoformat() if at.next_day else None,
        "next_reminder": reminder.isoformat() if reminder else None,
        "gate": gate.value if gate else None,
        "self_tests": tests,
        "sentence": programme_text.progress_sentence(at),
    }


def programme_lines(
    programme: Programme,
    today: date,
    routines: Iterable[Routine],
    options: RoutineOptions | None = None,
    reminder: str = "",
    own: str | None = None,
) -> list[str]:
    """The same as text, a sentence a line; `reminder` is when it comes."""
    at = day_plan(programme, today, own)
    if at is None:
        return [programme_text.not_begun()]
    if clearance_of(programme) is Clearance.ASK_FIRST:
        return [programme_text.progress_sentence(at), *clearance_text(Clearance.ASK_FIRST)]
    by_name = {routine.name: routine for routine in routines}
    lines = [programme_text.progress_sentence(at), programme_text.phase_sentence(at), _today_line(at, by_name, options)]
    if at.optional in by_name:
        lines.append(programme_text.optional_sentence(by_name[at.optional].title))
    if at.next_day and at.next_day != today:
        lines.append(programme_text.next_sentence(at, today=False))
    if reminder:
        lines.append(reminder)
    return [*lines, *(programme_text.self_test_sentence(test) for test in programme.tests[-1:])]


def _today_line(at: DayPlan, by_name: dict[str, Routine], options: RoutineOptions | None) -> str:
    routine = by_name.get(at.today or "")
    length = lengths(routine, options).without_set_up if routine else None
    return programme_text.today_sentence(at, routine.title if routine else None, length)

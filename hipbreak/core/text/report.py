"""The report on some weeks, as headings, sentences and tables for a file to print or give to a physiotherapist."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from msgspec import Struct

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.facts.programme_facts import PainReported
from hipbreak.core.formats import format_date, format_number
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics import metrics
from hipbreak.core.statistics.quantiles import median_of
from hipbreak.core.statistics.report import Report, ReportWeek
from hipbreak.core.text.exercise_totals import extents
from hipbreak.core.text.formatting import format_duration, percent
from hipbreak.core.text.health_screening import pain_place_label
from hipbreak.core.text.programme import self_test_note
from hipbreak.core.text.programme_view import leg_result
from hipbreak.core.text.statistics import long_time

_MOST_ROWS = 8  # of self-tests and of stops: the latest; more would not fit on two pages

dialog_title = lazy("Report - Hipbreak")
writing = lazy("Writing the report...")


class Cell(Struct, frozen=True):
    """A cell of a table; `share` (0 to 1) is also shown as a bar."""

    text: str
    share: float | None = None


class ReportTable(Struct, frozen=True):
    """A heading, a table of equally long rows, and notes below it; `widths` of the columns are in per cent."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


class ReportText(Struct, frozen=True):
    """All texts of a report, in their order."""

    title: str
    period: str
    name_line: str
    tables: tuple[ReportTable, ...]
    method_heading: str
    method: tuple[str, ...]


def report_text(report: Report, shortest_break: timedelta, routines: Iterable[Routine], version: str) -> ReportText:
    """The texts of `report`; breaks count from `shortest_break` on."""
    return ReportText(
        _("Sitting, breaks and exercises"),
        _("{weeks}, from {first} to {last}").format(
            weeks=_n("{n} week", "{n} weeks", len(report.weeks)).format(n=len(report.weeks)),
            first=format_date(report.first),
            last=format_date(report.last),
        ),
        _("Name:"),
        tuple(
            table
            for table in (
                _figures(report, shortest_break),
                _weeks(report),
                _tests(report),
                _stops(report, tuple(routines)),
            )
            if table.rows or table.notes
        ),
        _("How this was measured"),
        _method(report, shortest_break, version),
    )


# The tables


def _figures(report: Report, shortest_break: timedelta) -> ReportTable:
    rows = (
        (
            _("Days with data"),
            _n("{n} of {all} day", "{n} of {all} days", report.days).format(n=report.kept, all=report.days),
            _("Days on which Hipbreak recorded time at the desk."),
        ),
        *_sitting(report, shortest_break),
        *_exercise(report),
        *_corrections(report),
    )
    return ReportTable(
        _("Figures"),
        (_("What"), _("Figure"), _("Out of what, and what it means")),
        (28, 22, 50),
        tuple(tuple(Cell(text) for text in row) for row in rows),
    )


def _sitting(report: Report, shortest_break: timedelta) -> Iterable[tuple[str, str, str]]:
    totals, bouts = report.totals, len(report.totals.bouts)
    if not bouts:
        return
    yield (
        _("Sitting at the desk, estimated"),
        long_time(totals.sitting),
        _n("On {n} day: {time} a day with data.", "On {n} days: {time} a day with data.", report.kept).format(
            n=report.kept, time=format_duration(totals.sitting / max(report.kept, 1))
        ),
    )
    if totals.breaks_per_hour is not None:
        yield (
            _("Breaks an hour of sitting"),
            format_number(totals.breaks_per_hour),
            _n(
                "{n} stretch of sitting ended with a break of {least} or more, in {sitting} of sitting. "
                "Breaks confirmed: {confirmed}; assumed from an absence: {assumed}.",
                "{n} stretches of sitting ended with a break of {least} or more, in {sitting} of sitting. "
                "Breaks confirmed: {confirmed}; assumed from an absence: {assumed}.",
                totals.ended_by_break,
            ).format(
                n=totals.ended_by_break,
                least=format_duration(shortest_break),
                sitting=long_time(totals.sitting),
                confirmed=totals.confirmed,
                assumed=totals.assumed,
            ),
        )
    yield (
        _("Stretches beyond 45 min"),
        _("{n} of {all}").format(n=totals.long_bouts, all=bouts),
        _("{share} of the sitting time ({part} of {whole}) was beyond 45 min in a stretch.").format(
            share=percent(totals.beyond / totals.sitting),
            part=long_time(totals.beyond),
            whole=long_time(totals.sitting),
        ),
    )
    middle = median_of(report.longest)
    if middle is not None:
        yield (
            _("Longest stretch of a day"),
            format_duration(middle),
            _n(
                "Median of {n} day; from {low} to {high}.",
                "Median of {n} days; from {low} to {high}.",
                len(report.longest),
            ).format(
                n=len(report.longest),
                low=format_duration(min(report.longest)),
                high=format_duration(max(report.longest)),
            ),
        )
    yield _usual_bout(report, bouts)
    if totals.decided:
        yield (
            _("Prompts followed by standing up within 5 min"),
            _("{n} of {all}").format(n=totals.followed, all=totals.decided),
            _("Out of the prompts that were started, skipped or ignored."),
        )


def _usual_bout(report: Report, bouts: int) -> tuple[str, str, str]:
    meaning = _n(
        "Half of the sitting time is in stretches up to this length, by a curve fitted to {n} stretch.",
        "Half of the sitting time is in stretches up to this length, by a curve fitted to {n} stretches.",
        bouts,
    )
    if report.w50 is not None:
        return _("W50, the usual stretch"), format_duration(timedelta(minutes=report.w50)), meaning.format(n=bouts)
    none = _("not given") if bouts < metrics.ENOUGH else _("not defined")
    # Translators: {least} is 10.
    too_few = _("It needs {least} stretches; there are {n}.")
    why = too_few if bouts < metrics.ENOUGH else _n("No curve fits {n} stretch.", "No curve fits {n} stretches.", bouts)
    return _("W50, the usual stretch"), none, why.format(least=metrics.ENOUGH, n=bouts)


def _exercise(report: Report) -> Iterable[tuple[str, str, str]]:
    exercise = report.exercise
    if not (report.planned or exercise.anything or report.tests or report.pains):
        return
    all_sessions = extents(exercise.whole, exercise.core, exercise.part) or _("none")
    plan = _("Days with a session, out of those planned: daily for two weeks, then three a week.")
    yield (
        _("Sessions done"),
        _("{n} of {all} planned").format(n=report.sessions, all=report.planned)
        if report.planned
        else _("{n}, none planned").format(n=report.sessions),
        (_("{plan} All sessions: {extents}.") if report.planned else _("All sessions: {extents}.")).format(
            plan=plan, extents=all_sessions
        ),
    )
    yield (
        _("Self-tests"),
        str(len(report.tests)),
        _n("In {n} week; offered every two weeks.", "In {n} weeks; offered every two weeks.", len(report.weeks)).format(
            n=len(report.weeks)
        ),
    )
    hurt = len({pain.day for pain in report.pains})
    yield (
        _("Stops because something hurt"),
        str(len(report.pains)),
        # Translators: the plural is that of {all}.
        _n(
            "On {n} of {all} day. Sessions in that time: {sessions}.",
            "On {n} of {all} days. Sessions in that time: {sessions}.",
            report.days,
        ).format(n=hurt, all=report.days, sessions=exercise.sessions),
    )


def _corrections(report: Report) -> Iterable[tuple[str, str, str]]:
    if not report.totals.breaks and not report.taken_back:
        return
    yield (
        _("Corrected by hand"),
        # Translators: numbers of breaks.
        _("{entered} entered, {taken} taken back").format(entered=report.entered, taken=report.taken_back),
        _("Breaks entered or confirmed afterwards: {entered} of {all}; taken back: {taken} of {before}.").format(
            entered=report.entered,
            all=report.totals.breaks,
            taken=report.taken_back,
            before=report.totals.breaks + report.taken_back,
        ),
    )


def _weeks(report: Report) -> ReportTable:
    return ReportTable(
        _("Week by week"),
        (
            _("Week"),
            _("Days with data"),
            _("Sitting"),
            _("Breaks an hour"),
            _("Stretches beyond 45 min"),
            _("Sitting beyond 45 min in a stretch"),
            _("Sessions"),
        ),
        (20, 12, 14, 12, 14, 17, 11),
        tuple(_week(week) for week in report.weeks),
    )


def _week(week: ReportWeek) -> tuple[Cell, ...]:
    name = _("{first} to {last}").format(first=format_date(week.first), last=format_date(week.last))
    sessions = _("{n} of {all}").format(n=week.sessions, all=week.planned) if week.planned else str(week.sessions)
    kept = _("{n} of {all}").format(n=week.kept, all=7)
    totals, none = week.totals, Cell("-")
    if not totals.bouts:
        return Cell(name), Cell(kept), none, none, none, none, Cell(sessions)
    share = totals.beyond / totals.sitting
    return (
        Cell(name),
        Cell(kept),
        Cell(long_time(totals.sitting)),
        Cell(format_number(totals.breaks_per_hour)) if totals.breaks_per_hour is not None else none,
        Cell(_("{n} of {all}").format(n=totals.long_bouts, all=len(totals.bouts))),
        Cell(percent(share), share),
        Cell(sessions),
    )


def _tests(report: Report) -> ReportTable:
    return ReportTable(
        _("Self-tests: where the thigh came to rest"),
        (_("Day"), _("Left leg"), _("Right leg")),
        (28, 36, 36),
        tuple(
            (Cell(format_date(test.day)), Cell(leg_result(test.left)), Cell(leg_result(test.right)))
            for test in report.tests[-_MOST_ROWS:]
        ),
        (*_left_out(len(report.tests)), self_test_note()) if report.tests else (),
    )


def _stops(report: Report, routines: Sequence[Routine]) -> ReportTable:
    return ReportTable(
        _("Stops because something hurt"),
        (_("Day"), _("Routine"), _("Exercise"), _("Where")),
        (20, 25, 30, 25),
        tuple(
            (Cell(format_date(pain.day)), *(Cell(text) for text in _exercise_of(pain, routines)), Cell(_place(pain)))
            for pain in report.pains[-_MOST_ROWS:]
        ),
        _left_out(len(report.pains)),
    )


def _place(pain: PainReported) -> str:
    return pain_place_label(pain.where) if pain.where else _("not said")


def _exercise_of(pain: PainReported, routines: Sequence[Routine]) -> tuple[str, str]:
    """The titles of the routine and of the exercise in it, or their names where no routine has them any more."""
    routine = next((routine for routine in routines if routine.name == pain.routine), None)
    if routine is None:
        return pain.routine, pain.move
    titles = {block.name: block.title for block in routine.blocks}
    titles |= {move.name: move.title for block in routine.blocks for move in block.moves}
    return translate(routine.title), translate(titles.get(pain.move, pain.move))


def _left_out(count: int) -> tuple[str, ...]:
    hidden = count - _MOST_ROWS
    # Translators: below a table of self-tests, or of stops because something hurt.
    return (_n("{n} earlier entry is not listed.", "{n} earlier entries are not listed.", hidden).format(n=hidden),) * (
        hidden > 0
    )


def _method(report: Report, shortest_break: timedelta, version: str) -> tuple[str, ...]:
    lines = [
        _(
            "By Hipbreak {version}, on this computer, from the times of keyboard and pointer input and of the locked "
            "screen. It sees no posture: sitting is time at the desk that is not recorded as standing. An absence "
            "counts as an assumed break; what was done away from the computer is not known."
        ).format(version=version),
        _(
            "A stretch that began in these weeks counts whole. Breaks shorter than {least} do not count. "
            "Sessions and self-tests are what the person carried out or entered; no movement was measured."
        ).format(least=format_duration(shortest_break)),
        _("W50: Bellettiere et al. 2017. Terms: Tremblay et al. 2017 (SBRN). Not a medical device."),
    ]
    if report.lost_days:
        lost = _n(
            "Entries of {n} of these days were lost with a damaged log.",
            "Entries of {n} of these days were lost with a damaged log.",
            report.lost_days,
        )
        lines.append(lost.format(n=report.lost_days))
    return tuple(lines)


# Writing it

# Translators: Above the choice of weeks.
dialog_line = lazy("One or two pages to print or to give to a physiotherapist. They are about the last:")
pdf_filter = lazy("For printing (*.pdf)")
html_filter = lazy("For a browser (*.html)")


def weeks_choice(weeks: int) -> str:
    """One of the lengths to choose from."""
    return _n("{n} week", "{n} weeks", weeks).format(n=weeks)


def written(weeks: int, file: str) -> str:
    """The result."""
    return _n("Report on {n} week written to {file}.", "Report on {n} weeks written to {file}.", weeks).format(
        n=weeks, file=file
    )


def wrong_ending(file: str) -> str:
    """Which endings a report can have."""
    return _("{file} should end in .pdf or .html.").format(file=file)

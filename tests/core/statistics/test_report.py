"""The figures and texts of the report, from written days."""

from datetime import date, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from hipbreak.core.exercise.routine import Block, Routine
from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.programme.progress import fold
from hipbreak.core.programme.schedule import sessions_planned
from hipbreak.core.statistics.daily import days_of
from hipbreak.core.statistics.report import Report, first_day, make_report
from hipbreak.core.text.report import ReportTable, ReportText, report_text

ZONE = timezone(timedelta(hours=1))
TODAY = date(2026, 3, 15)
FIRST = date(2026, 3, 2)
SHORTEST = timedelta(seconds=20)
MINI = Routine("mini", "Mini routine", (Block("presses", "Press & relax", ()),))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def morning(day: date, minutes: int) -> list[Fact]:
    """A bout from nine on, and the break of ten minutes that ended it."""
    begin = at(day, 9)
    end = begin + timedelta(minutes=minutes)
    after = end + timedelta(minutes=10)
    return [tracking_facts.Bout(end, begin, end), tracking_facts.Break(after, end, after, "assumed", "away")]


def report_of(facts: list[Fact], programme: list[Fact] = (), corrections: list[Fact] = ()) -> Report:  # type: ignore[assignment]
    first = first_day(2, TODAY)
    return make_report(days_of(facts, first, TODAY), fold(programme), facts, corrections, [FIRST, date(2025, 1, 1)])


def texts(report: Report) -> ReportText:
    return report_text(report, SHORTEST, [MINI], "1.2")


def rows(table: ReportTable) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def figures(report: Report) -> dict[str, tuple[str, str]]:
    return {name: (figure, meaning) for name, figure, meaning in rows(texts(report).tables[0])}


def test_the_weeks_end_today() -> None:
    report = report_of([])
    assert (report.first, report.last, report.days) == (FIRST, TODAY, 14)
    assert [(week.first, week.last) for week in report.weeks] == [
        (FIRST, date(2026, 3, 8)),
        (date(2026, 3, 9), TODAY),
    ]


def test_each_figure_has_what_it_is_counted_out_of() -> None:
    lengths = [20, 46, 60, 30, 20, 20, 20, 20, 20, 20]
    days = [FIRST + timedelta(days=n) for n in range(len(lengths))]
    facts = [fact for day, length in zip(days, lengths, strict=True) for fact in morning(day, length)]
    facts[1] = replace(facts[1], credit="confirmed", how="said")  # type: ignore[call-arg]
    taken = [
        tracking_facts.Corrected(at(TODAY, 9), "break", at(FIRST, 12)),
        tracking_facts.Corrected(at(TODAY, 9), "bout", at(FIRST, 12)),
        tracking_facts.Corrected(at(TODAY, 9), "break", at(FIRST - timedelta(days=1), 12)),
    ]
    report = report_of(facts, corrections=taken)
    assert (report.kept, report.totals.long_bouts, report.totals.breaks, report.entered, report.taken_back) == (
        10,
        2,
        10,
        1,
        1,
    )
    shown = figures(report)
    assert shown["Days with data"][0] == "10 of 14 days"
    assert shown["Breaks an hour of sitting"] == (
        "2.2",
        "10 stretches of sitting ended with a break of 20 s or more, in 4 h 36 min of sitting. "
        "Breaks confirmed: 1; assumed from an absence: 9.",
    )
    assert shown["Stretches beyond 45 min"] == (
        "2 of 10",
        "6 % of the sitting time (16 min of 4 h 36 min) was beyond 45 min in a stretch.",
    )
    assert shown["Longest stretch of a day"] == ("20 min", "Median of 10 days; from 20 min to 1 h.")
    assert "by a curve fitted to 10 stretches" in shown["W50, the usual stretch"][1]
    assert shown["Corrected by hand"] == (
        "1 entered, 1 taken back",
        "Breaks entered or confirmed afterwards: 1 of 10; taken back: 1 of 11.",
    )
    assert "Sessions done" not in shown, "nothing is known of a programme"
    assert "Entries of 1 of these days were lost with a damaged log." in texts(report).method


def test_w50_needs_ten_stretches() -> None:
    assert figures(report_of(morning(FIRST, 40)))["W50, the usual stretch"] == (
        "not given",
        "It needs 10 stretches; there are 1.",
    )


def test_without_data_the_report_says_so() -> None:
    assert figures(report_of([])) == {
        "Days with data": ("0 of 14 days", "Days on which Hipbreak recorded time at the desk.")
    }


def test_sessions_tests_and_stops() -> None:
    def done(day: date, extent: str) -> Fact:
        return programme_facts.SessionDone(at(day, 18), "mini", extent, timedelta(minutes=4), 100)

    programme = [
        programme_facts.ProgrammeBegan(at(FIRST, 8)),
        done(FIRST, "whole"),
        done(FIRST, "core"),
        done(date(2026, 3, 10), "whole"),
        done(date(2026, 3, 11), "part"),
        programme_facts.SelfTested(at(TODAY, 8), "rests", "floats"),
        programme_facts.PainReported(at(date(2026, 3, 11), 18), "mini", "presses", "low back"),
        programme_facts.PainReported(at(date(2026, 3, 12), 18), "gone", "moved"),
    ]
    report = report_of(morning(FIRST, 20), programme)
    shown = figures(report)
    assert shown["Sessions done"][0] == "2 of 14 planned"
    assert shown["Sessions done"][1].endswith("All sessions: 2 whole, 1 short, 1 in part.")
    assert shown["Self-tests"] == ("1", "In 2 weeks; offered every two weeks.")
    assert shown["Stops because something hurt"] == ("2", "On 2 of 14 days. Sessions in that time: 4.")
    by_week, tests, stops = texts(report).tables[1:]
    assert [row[-1] for row in rows(by_week)] == ["1 of 7", "1 of 7"]
    assert rows(tests) == [("2026-03-15", "level or lower", "higher than level")]
    assert rows(stops) == [
        ("2026-03-11", "Mini routine", "Press & relax", "Low back"),
        ("2026-03-12", "gone", "moved", "not said"),
    ]


def test_only_the_latest_stops_are_listed() -> None:
    hurt: list[Fact] = [
        programme_facts.PainReported(at(FIRST + timedelta(days=n), 18), "mini", "presses") for n in range(10)
    ]
    stops = texts(report_of([], hurt)).tables[-1]
    assert len(stops.rows) == 8 and stops.notes == ("2 earlier entries are not listed.",)
    assert rows(stops)[-1][0] == "2026-03-11"


@pytest.mark.parametrize(("days", "planned"), [(7, 7), (14, 14), (21, 17), (42, 26), (49, 29)])
def test_planned_sessions_follow_the_phases(days: int, planned: int) -> None:
    programme = fold([programme_facts.ProgrammeBegan(at(FIRST, 8))])
    assert sessions_planned(programme, FIRST, FIRST + timedelta(days=days - 1)) == planned
    assert sessions_planned(programme, FIRST - timedelta(days=30), FIRST - timedelta(days=1)) == 0

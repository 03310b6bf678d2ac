"""The programme's page of the statistics: sessions of a month and self-tests, also as tables."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import programme_facts
from hipbreak.core.programme.progress import Programme, fold
from hipbreak.core.statistics.exercise_totals import SessionTotals, session_totals
from hipbreak.core.text import exercise_totals as exercise_totals_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.charts.month_calendar import DayMark, MonthCalendar
from hipbreak.ui.statistics.view import PROGRAMME, TrendsView
from tests.ui.programmes import DAY, NOW, begun, done
from tests.ui.statistics.logged_days import LoggedDays, button, rows_of, show_page, texts, window_of
from tests.ui.window_actions import clipped, press

TITLES = {"mini": "Mini routine", "full": "Full routine"}


def two_months() -> Programme:
    tests = [
        programme_facts.SelfTested(NOW - 14 * DAY, "floats", "rests"),
        programme_facts.SelfTested(NOW - DAY, "rests", "not sure"),
    ]
    sessions = [done(n) for n in (20, 18, 17, 9, 7, 6, 6, 2)]
    part = [
        done(5, "full", "part", 40),
        done(4, "mini", "core", 60),
        programme_facts.WalkDone(NOW - 3 * DAY, timedelta(0)),
    ]
    return fold([*begun(24), *sessions, *part, *tests])


def window_on(qtbot: QtBot, programme: Programme, scale: float = 1) -> TrendsView:
    window = window_of(qtbot, LoggedDays([], NOW), scale, lambda: (programme, TITLES))
    show_page(window, PROGRAMME)
    return window


def table(window: TrendsView, name: str) -> ChartTable:
    return next(t for t in window.findChildren(ChartTable) if t.accessibleName() == name)


def test_a_month_with_its_sessions_and_the_month_before(qtbot: QtBot) -> None:
    window = window_on(qtbot, two_months())
    shown_texts = texts(window)
    assert window.windowTitle() == "Programme, March 2026 - Hipbreak"
    assert "Sessions on 5 of 12 days, 23 min of exercise, a walk on 1 day." in shown_texts
    assert any("The month before: sessions on 3 of 28 days, 11 min of exercise." in line for line in shown_texts)
    button(window, "Table")  # is there


def test_table_and_arrow_keys_show_the_same_days(qtbot: QtBot) -> None:
    window = window_on(qtbot, two_months())
    button(window, "Table").click()
    rows = rows_of(table(window, exercise_totals_text.done()))
    assert [row[0] for row in rows] == [
        "Tue 03/03/2026", "Thu 05/03/2026", "Fri 06/03/2026", "Sat 07/03/2026", "Sun 08/03/2026", "Mon 09/03/2026",
        "Tue 10/03/2026", "Wed 11/03/2026",
    ]  # fmt: skip
    assert rows[3][1] == "Full routine: 40 %, 1:32 min of exercise."
    button(window, "Table").click()
    grid = window.findChild(MonthCalendar)
    press(grid, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert grid.selected_text.endswith("Mini routine: whole, 3:50 min of exercise.")


def test_the_legend_has_only_the_marks_of_the_month(qtbot: QtBot) -> None:
    window, other = window_on(qtbot, two_months()), window_on(qtbot, Programme())
    grid, empty = window.findChild(MonthCalendar), other.findChild(MonthCalendar)
    (entries,) = grid.legend(900).groups
    names = dict(zip(DayMark, programme_view_text.calendar_key(), strict=True))
    shown = (DayMark.SESSION, DayMark.PART, DayMark.WALK, DayMark.TEST)
    assert [entry.text for entry in entries] == [names[mark] for mark in shown]
    assert empty.legend(900).groups == () and empty.legend(900).height(900) == 0


def test_self_tests_are_listed_newest_first(qtbot: QtBot) -> None:
    window = window_on(qtbot, two_months())
    assert rows_of(table(window, exercise_totals_text.tests())) == [
        ("11/03/2026", "level or lower", "not sure"),
        ("26/02/2026", "higher than level", "level or lower"),
    ]
    assert any("not a diagnosis" in line for line in texts(window))


def test_without_a_programme_a_note_is_shown(qtbot: QtBot) -> None:
    window = window_on(qtbot, Programme())
    assert "Nothing of the programme was done in this time." in texts(window)
    assert exercise_totals_text.none_yet() in texts(window)


def test_alt_left_shows_the_month_before(qtbot: QtBot) -> None:
    window = window_on(qtbot, two_months())
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.windowTitle() == "Programme, February 2026 - Hipbreak"
    assert "Sessions on 3 of 28 days, 11 min of exercise." in texts(window)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped(qtbot: QtBot, scale: float) -> None:
    assert clipped(window_on(qtbot, two_months(), scale)) == []


def test_totals_count_days_once_and_only_sessions() -> None:
    programme = two_months()
    first, last = (NOW - 30 * DAY).date(), NOW.date()
    total = session_totals(programme, first, last)
    assert total == SessionTotals(8, 8, 1, 1, timedelta(seconds=8 * 230 + 138 + 92), 1)
    assert session_totals(programme, last, last) == SessionTotals(0, 0, 0, 0, timedelta(0), 0)

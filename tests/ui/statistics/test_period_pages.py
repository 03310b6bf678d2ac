"""Week, month and year: bars, heat map, their tables, and the comparison with the period before."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QTabBar
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.periods import PeriodKind
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.bar_chart import DayBarChart
from hipbreak.ui.charts.heat_map import HeatMap
from hipbreak.ui.statistics.view import DAY, MONTH, WEEK, YEAR, TrendsView
from hipbreak.ui.theme.locale_format import day_with_weekday
from tests.ui.days import DATE, EVENING, facts_of, trace_lines
from tests.ui.statistics.logged_days import (
    SHORTEST,
    LoggedDays,
    button,
    recorded_weeks,
    rows_of,
    show_page,
    show_table,
    texts,
    window_of,
)
from tests.ui.window_actions import press


def shown(qtbot: QtBot, page: int, log: LoggedDays | None = None) -> TrendsView:
    window = window_of(qtbot, log or recorded_weeks())
    show_page(window, page)
    return window


def test_the_summary_of_a_week_and_its_comparison(qtbot: QtBot) -> None:
    shown_texts = texts(shown(qtbot, WEEK))
    assert shown_texts[0] == "Monday, 9 March 2026 to Sunday, 15 March 2026"
    assert shown_texts[1] == "14 h 44 min at the desk on 4 days, 14 breaks, longest stretch 1 h 35 min."
    named = "Monday to Thursday of the week before"
    assert shown_texts[2].startswith(f"Longest stretch 1 h 35 min, 25 min longer than {named}. ")
    assert named in shown_texts[2].split("Prompts followed by standing up: ")[1]


def test_every_figure_of_a_week_has_its_base(qtbot: QtBot) -> None:
    window = shown(qtbot, WEEK)
    assert "Standing" not in texts(window)
    button(window, "&More").click()
    shown_texts = texts(window)
    pairs = dict(pairwise(shown_texts))
    assert pairs["Desk time (estimated)"] == "on 4 of 4 days"
    assert pairs["Breaks of 20 s or more"] == "3 confirmed, 11 assumed"
    assert " of " in pairs["Sitting beyond 45 min"]
    assert pairs["Longest stretch"].endswith("stretches")
    assert " in " in pairs["Breaks per hour of sitting"]


def test_without_a_week_before_there_is_no_comparison(qtbot: QtBot) -> None:
    log = recorded_weeks()
    log.facts = [fact for fact in log.facts if fact.at.date() > DATE - timedelta(days=4)]
    sentence = "Nothing was recorded Monday to Thursday of the week before, so there is nothing to compare with."
    assert sentence in texts(shown(qtbot, WEEK, log))


@pytest.mark.parametrize("page", [WEEK, MONTH])
def test_the_table_has_the_days_of_the_bars(qtbot: QtBot, page: int) -> None:
    log = recorded_weeks()
    window = shown(qtbot, page, log)
    bars = next(b for b in window.findChildren(DayBarChart) if b.isVisible())
    table = show_table(window)
    days = log.read(bars.days[0].date, bars.days[-1].date)
    assert rows_of(table) == [statistics_text.sum_row(day_with_weekday(d.date), d.sum) for d in days]
    thursday = next(row for row in rows_of(table) if row[0] == "Thu 12/03/2026")
    assert thursday == (
        "Thu 12/03/2026", "7 h 44 min", "6 h 43 min", "1 h 9 min", "17 %", "8", "1.2", "1 h 35 min", "1 of 4",
    )  # fmt: skip
    assert (len(days), len(thursday)) == (len(bars.days), table.model().columnCount())


def test_days_ahead_are_not_days_without_a_record(qtbot: QtBot) -> None:
    window = shown(qtbot, WEEK)
    bars = window.findChild(DayBarChart)
    press(bars, Qt.Key.Key_End)
    assert bars.selected_text == "Sunday, 15 March 2026: not yet"


@pytest.mark.parametrize("action", ["click", "key"])
def test_a_bar_opens_its_day(qtbot: QtBot, action: str) -> None:
    window = shown(qtbot, WEEK)
    bars = window.findChild(DayBarChart)
    if action == "key":
        press(bars, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    else:
        position = bars.item_rects()[1].center().toPoint()
        QTest.mouseMove(bars, position)
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=position)
    assert window.windowTitle() == "Tuesday, 10 March 2026 - Hipbreak"
    assert window.findChild(QTabBar).currentIndex() == DAY
    assert window.findChild(QDateEdit).date() == QDate(2026, 3, 10)


def test_every_day_of_a_year_can_be_read(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    heat_map = window.findChild(HeatMap)
    assert len(heat_map.item_rects()) == 365
    press(heat_map, Qt.Key.Key_Home)
    for _ in range((DATE - date(2026, 1, 1)).days // 7):
        press(heat_map, Qt.Key.Key_Right)
    assert heat_map.selected_text == (
        "Thursday, 12 March 2026: sitting 6 h 43 min, 8 breaks of 20 s or more, longest stretch 1 h 35 min"
    )
    press(heat_map, Qt.Key.Key_Down)
    assert heat_map.selected_text == "Friday, 13 March 2026: not yet"


def test_the_comparison_with_the_year_before_follows(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    qtbot.waitUntil(lambda: any("the year before" in shown_texts for shown_texts in texts(window)))
    assert "Longest stretch 1 h 35 min, 40 min longer than the year before." in " ".join(texts(window))


def test_the_table_of_a_year_has_its_days(qtbot: QtBot) -> None:
    log = recorded_weeks()
    window = shown(qtbot, YEAR, log)
    days = log.read(date(2026, 1, 1), DATE)
    rows = rows_of(show_table(window))
    assert rows == [statistics_text.sum_row(day_with_weekday(d.date), d.sum) for d in days]


def test_a_day_of_a_year_opens_its_page(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    press(window.findChild(HeatMap), Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert window.windowTitle() == "Thursday, 1 January 2026 - Hipbreak"


def test_the_area_of_a_square_is_proportional_to_its_hours(qtbot: QtBot) -> None:
    heat_map = HeatMap()
    qtbot.addWidget(heat_map)
    heat_map.show_days(recorded_weeks().read(date(2026, 1, 1), date(2026, 12, 31)), EVENING.date(), SHORTEST)
    heat_map.resize(900, heat_map.heightForWidth(900))
    rect = heat_map.item_rects()[0]
    two_hours, eight_hours = heat_map.square_rect(rect, 2), heat_map.square_rect(rect, 8)
    assert eight_hours.width() ** 2 == pytest.approx(4 * two_hours.width() ** 2)
    assert rect.contains(heat_map.square_rect(rect, 30).adjusted(0.1, 0.1, -0.1, -0.1))
    assert all(QPointF(0, 0) != p.center() and p.right() <= 900 for p in heat_map.item_rects())


@pytest.mark.parametrize("page", [WEEK, MONTH, YEAR])
def test_a_period_without_a_record(qtbot: QtBot, page: int) -> None:
    window = shown(qtbot, page, LoggedDays([]))
    assert "Nothing is recorded here yet. Each hour at the desk adds to it." in texts(window)
    window.open(PeriodKind.DAY, DATE - timedelta(days=400))
    show_page(window, page)
    assert "There is no record of this time. Earlier and Later go to another." in texts(window)
    assert not window.grab().isNull()


def test_missing_figures_are_named_in_words(qtbot: QtBot) -> None:
    first = facts_of(trace_lines("09:00 start|09:20 stop|09:22 end"))
    window = shown(qtbot, WEEK, LoggedDays(first))
    button(window, "&More").click()
    shown_texts = texts(window)
    assert "20 min at the desk on 1 day, no break, longest stretch 20 min." in shown_texts
    assert "no prompt" in shown_texts and shown_texts.count("after 1 h") == 2
    assert not any(line.startswith(("0 s", "0 of", "0 confirmed")) for line in shown_texts)

"""Week, month and year: bars, calendar, trends, their tables, and the period before in words."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QTabBar
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.daily import total_of
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.bar_chart import DayBarChart
from hipbreak.ui.charts.heat_map import HeatMap
from hipbreak.ui.charts.line_chart import WeeklyLineChart
from hipbreak.ui.statistics.window import DAY, MONTH, WEEK, YEAR, StatisticsWindow
from hipbreak.ui.statistics.year_page import weeks_of
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.locale_format import day_with_weekday, decimal, percent, short_date
from tests.ui.days import DATE, EVENING, facts_of, written
from tests.ui.statistics.logged_days import SHORTEST, Kept, show_table, texts, turn, weeks_to_full, window_of
from tests.ui.window_actions import press


def shown(qtbot: QtBot, page: int, kept: Kept | None = None) -> StatisticsWindow:
    window = window_of(qtbot, kept or weeks_to_full())
    turn(window, page)
    return window


def test_a_week_in_a_sentence_and_the_week_before_in_words(qtbot: QtBot) -> None:
    said = texts(shown(qtbot, WEEK))
    assert said[0] == "Monday, 9 March 2026 to Sunday, 15 March 2026"
    assert said[1] == "14 h 44 min at the desk on 4 days, 14 breaks, longest stretch 1 h 35 min."
    assert said[2].startswith("Longest stretch 1 h 35 min, 25 min longer than the week before. ")
    assert "the week before" in said[2].split("Prompts answered: ")[1]


def test_every_figure_of_a_week_has_what_it_is_of(qtbot: QtBot) -> None:
    said = texts(shown(qtbot, WEEK))
    pairs = dict(pairwise(said))
    assert pairs["Desk time (estimated)"] == "on 4 of 4 days"
    assert pairs["Breaks of 20 s or more"] == "3 confirmed, 11 assumed"
    assert " of " in pairs["Sitting in stretches over 45 min"]
    assert pairs["Longest stretch"].endswith("stretches")
    assert " in " in pairs["Breaks per hour of sitting"]


def test_without_a_week_before_it_says_that_there_is_none(qtbot: QtBot) -> None:
    kept = weeks_to_full()
    kept.facts = [fact for fact in kept.facts if fact.at.date() > DATE - timedelta(days=4)]
    assert "There is no record of the week before to compare with." in texts(shown(qtbot, WEEK, kept))


@pytest.mark.parametrize("page", [WEEK, MONTH])
def test_the_table_tells_what_the_bars_tell(qtbot: QtBot, page: int) -> None:
    kept = weeks_to_full()
    window = shown(qtbot, page, kept)
    bars = next(b for b in window.findChildren(DayBarChart) if b.isVisible())
    table = show_table(window)
    days = kept.read(bars.days[0].date, bars.days[-1].date)
    assert table.rows() == [statistics_text.sum_row(day_with_weekday(d.date), d.sum, decimal, percent) for d in days]
    thursday = next(row for row in table.rows() if row[0] == "Thu 12/03/2026")
    assert thursday == (
        "Thu 12/03/2026", "7 h 44 min", "6 h 43 min", "1 h 9 min", "39 %", "8", "1.2", "1 h 35 min", "4 of 10",
    )  # fmt: skip
    assert (len(days), len(thursday)) == (len(bars.days), table.model().columnCount())


def test_days_to_come_are_not_called_days_without_a_record(qtbot: QtBot) -> None:
    window = shown(qtbot, WEEK)
    bars = window.findChild(DayBarChart)
    press(bars, Qt.Key.Key_End)
    assert bars.selected_text == "Sunday, 15 March 2026: not yet"


@pytest.mark.parametrize("open_it", ["click", "key"])
def test_a_bar_opens_its_day(qtbot: QtBot, open_it: str) -> None:
    window = shown(qtbot, WEEK)
    bars = window.findChild(DayBarChart)
    if open_it == "key":
        press(bars, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    else:
        spot = bars.item_rects()[1].center().toPoint()
        QTest.mouseMove(bars, spot)
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=spot)
    assert window.windowTitle() == "Tuesday, 10 March 2026 - Hipbreak"
    assert window.findChild(QTabBar).currentIndex() == DAY
    assert window.findChild(QDateEdit).date() == QDate(2026, 3, 10)


def test_a_year_tells_every_day_and_every_week(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    heat = window.findChild(HeatMap)
    assert len(heat.item_rects()) == 365
    press(heat, Qt.Key.Key_Home)
    for _ in range((DATE - date(2026, 1, 1)).days // 7):
        press(heat, Qt.Key.Key_Right)
    assert heat.selected_text == (
        "Thursday, 12 March 2026: sitting 6 h 43 min, 8 breaks of 20 s or more, longest stretch 1 h 35 min"
    )
    press(heat, Qt.Key.Key_Down)
    assert heat.selected_text == "Friday, 13 March 2026: not yet"
    rate, long = window.findChildren(WeeklyLineChart)
    press(rate, Qt.Key.Key_End)
    press(long, Qt.Key.Key_End)
    assert rate.selected_text == "Week of 09/03/2026: 1.0, in 13 h 43 min of sitting"
    assert long.selected_text.startswith("Week of 09/03/2026: ") and "%" in long.selected_text
    press(rate, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert rate.selected_text == "Week of 23/02/2026: no record"


def test_the_weeks_of_both_trends_stand_below_each_other(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    rate, long = window.findChildren(WeeklyLineChart)
    assert rate.axis_width() != long.axis_width()
    assert rate.item_rects()[0].left() == long.item_rects()[0].left()
    months = {day.month for day in rate.slot_dates()}
    assert months == set(range(1, 13)), "the axis names the months ahead, too"


def test_the_year_before_follows_in_words(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    qtbot.waitUntil(lambda: any("the year before" in said for said in texts(window)))
    assert "Longest stretch 1 h 35 min, 40 min longer than the year before." in " ".join(texts(window))


def test_the_tables_of_a_year_tell_what_calendar_and_trends_tell(qtbot: QtBot) -> None:
    kept = weeks_to_full()
    window = shown(qtbot, YEAR, kept)
    by_day, by_week = show_table(window, 0), show_table(window, 1)
    days = kept.read(date(2026, 1, 1), DATE)
    assert by_day.rows() == [statistics_text.sum_row(day_with_weekday(d.date), d.sum, decimal, percent) for d in days]
    weeks = list(weeks_of(days))
    assert by_week.rows() == [statistics_text.sum_row(short_date(w.first), w.sum, decimal, percent) for w in weeks]
    assert sum((w.sum.sitting for w in weeks), timedelta()) == total_of(days).sitting
    last = by_week.rows()[-1]
    assert (last[0], last[2], last[6]) == ("09/03/2026", "13 h 43 min", "1.0")


def test_a_day_of_the_calendar_and_a_week_of_the_trend_open(qtbot: QtBot) -> None:
    window = shown(qtbot, YEAR)
    press(window.findChild(HeatMap), Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert window.windowTitle() == "Thursday, 1 January 2026 - Hipbreak"
    turn(window, YEAR)
    press(window.findChildren(WeeklyLineChart)[1], Qt.Key.Key_End, Qt.Key.Key_Return)
    assert window.windowTitle() == "Week, 09/03/2026 to 15/03/2026 - Hipbreak"
    assert window.findChild(QTabBar).currentIndex() == WEEK


def test_a_square_is_as_large_as_its_hours(qtbot: QtBot) -> None:
    heat = HeatMap(tokens.LIGHT)
    qtbot.addWidget(heat)
    heat.show_days(weeks_to_full().read(date(2026, 1, 1), date(2026, 12, 31)), EVENING.date(), SHORTEST)
    heat.resize(900, heat.heightForWidth(900))
    place = heat.item_rects()[0]
    two, eight = heat.square_rect(place, 2), heat.square_rect(place, 8)
    assert eight.width() ** 2 == pytest.approx(4 * two.width() ** 2)
    assert place.contains(heat.square_rect(place, 30).adjusted(0.1, 0.1, -0.1, -0.1))
    assert all(QPointF(0, 0) != p.center() and p.right() <= 900 for p in heat.item_rects())


@pytest.mark.parametrize("page", [WEEK, MONTH, YEAR])
def test_a_time_without_any_record_is_drawn_and_says_so(qtbot: QtBot, page: int) -> None:
    window = shown(qtbot, page, Kept([]))
    assert "There is no record of this time." in texts(window)
    assert not window.grab().isNull()


def test_what_there_is_none_of_is_said_plainly(qtbot: QtBot) -> None:
    first = facts_of(written("09:00 start|09:20 stop|09:22 end"))
    said = texts(shown(qtbot, WEEK, Kept(first)))
    assert "20 min at the desk on 1 day, no break, longest stretch 20 min." in said
    assert "none offered" in said
    assert not any(line.startswith(("0 s", "0 of", "0 confirmed")) for line in said)

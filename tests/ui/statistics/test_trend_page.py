"""The trend: one point a week, the usual range, and the last week in a sentence."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.before_after import BeforeAfter
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.line_chart import WeeklyLineChart
from hipbreak.ui.charts.range_chart import BeforeAfterPanel, RangeChart
from hipbreak.ui.statistics.trend_page import TrendPage, weeks_of
from hipbreak.ui.statistics.view import TREND, WEEK, TrendsView
from hipbreak.ui.theme.locale_format import short_date
from hipbreak.ui.theme.tokens import LIGHT
from tests.ui.comparisons import some_comparison
from tests.ui.days import DATE
from tests.ui.statistics.logged_days import (
    LoggedDays,
    rows_of,
    show_page,
    show_table,
    source_of,
    texts,
    twelve_weeks,
    window_of,
)
from tests.ui.window_actions import press


def shown(qtbot: QtBot, log: LoggedDays | None = None) -> TrendsView:
    window = window_of(qtbot, log or twelve_weeks())
    show_page(window, TREND)
    return window


def test_the_last_week_against_the_usual_range(qtbot: QtBot) -> None:
    window = shown(qtbot)
    shown_texts = texts(window)
    assert shown_texts[0] == "22/12/2025 to 12/03/2026"
    assert shown_texts[1] == (
        "This week: 0.9 breaks an hour (as usual), 7 % of sitting beyond 45 min (less than usual)."
    )
    assert shown_texts[2] == (
        "Shaded: your usual range, the middle half of the weeks before. 0.9 breaks an hour, 13 % to 16 % beyond 45 min."
    )


def test_without_three_weeks_there_is_no_usual_range(qtbot: QtBot) -> None:
    log = twelve_weeks()
    log.facts = [fact for fact in log.facts if fact.at.date() > DATE - timedelta(days=20)]
    shown_texts = texts(shown(qtbot, log))
    assert shown_texts[1] == "This week: 0.9 breaks an hour, 7 % of sitting beyond 45 min."
    assert not any("usual" in text for text in shown_texts)


def test_an_empty_log_invites(qtbot: QtBot) -> None:
    expected = "The trend begins with the first hour of sitting, and adds a point each week."
    assert expected in texts(shown(qtbot, LoggedDays([])))


@pytest.mark.parametrize(("choice", "count"), [(0, 4), (1, 12), (2, 52)])
def test_the_weeks_shown(qtbot: QtBot, choice: int, count: int) -> None:
    window = shown(qtbot)
    window.findChild(TrendPage).count.setCurrentIndex(choice)
    for chart in window.findChildren(WeeklyLineChart):
        assert len(chart.weeks) == count == len(chart.item_rects())
    assert window.days_shown() == (date(2026, 3, 9) - timedelta(weeks=count - 1), DATE)


def test_every_week_can_be_read_and_opened(qtbot: QtBot) -> None:
    window = shown(qtbot)
    rate, share = window.findChildren(WeeklyLineChart)
    assert rate.item_rects()[0].left() == share.item_rects()[0].left(), "their weeks are aligned"
    press(rate, Qt.Key.Key_End)
    press(share, Qt.Key.Key_End)
    assert rate.selected_text.startswith("Week of 09/03/2026: 0.9, in ")
    assert share.accessibleDescription().startswith("Week of 09/03/2026: 7 %, in ")
    press(rate, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert window.windowTitle() == "Week, 02/03/2026 to 08/03/2026 - Hipbreak"
    assert window.findChild(QTabBar).currentIndex() == WEEK


def test_the_table_has_the_weeks_of_the_charts(qtbot: QtBot) -> None:
    log = twelve_weeks()
    window = shown(qtbot, log)
    weeks = list(weeks_of(log.read(date(2025, 12, 22), DATE)))
    rows = rows_of(show_table(window))
    assert rows == [statistics_text.sum_row(short_date(w.first), w.sum) for w in weeks]


def test_the_usual_range_is_shaded(qtbot: QtBot) -> None:
    window = shown(qtbot)
    _, share = window.findChildren(WeeklyLineChart)
    picture, rect = share.grab().toImage(), share.item_rects()[0]
    x = round(rect.left()) + 1
    colours = {picture.pixelColor(x, y).name() for y in range(round(rect.top()), round(rect.bottom()))}
    assert LIGHT.wash.lower() in colours


def test_the_comparison_before_and_since_follows(qtbot: QtBot) -> None:
    log = twelve_weeks()
    read: list[object] = []

    def compared() -> tuple[BeforeAfter, timedelta]:
        read.append(log)
        return some_comparison(), timedelta(minutes=5)

    window = TrendsView(source_of(log, comparison=compared), LIGHT)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    assert read == [], "no other page needs it"
    show_page(window, TREND)
    qtbot.waitUntil(lambda: window.findChild(BeforeAfterPanel) is not None)
    panel = window.findChild(BeforeAfterPanel)
    assert panel.isVisibleTo(window) and len(panel.findChild(RangeChart).weeks) == 10
    assert any("Before Hipbreak your longest stretches were" in label.text() for label in panel.findChildren(QLabel))
    show_page(window, WEEK)
    show_page(window, TREND)
    assert len(read) == 1, "it is read once"

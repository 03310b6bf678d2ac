"""The bar chart of days, with empty days and days ahead."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.bar_chart import DayBarChart
from tests.ui.days import DATE, EMPTY, FULL, day_of, week_to
from tests.ui.window_actions import point, press, times

SHORTEST = timedelta(seconds=20)


def bars_of(qtbot: QtBot, width: int = 860, today: date = DATE) -> DayBarChart:
    QLocale.setDefault(QLocale("en_GB"))
    bars = DayBarChart()
    qtbot.addWidget(bars)
    bars.show_days(week_to(day_of(FULL)), today, SHORTEST)
    bars.resize(width, bars.heightForWidth(width))
    bars.show()
    return bars


def test_the_arrow_keys_select_every_day(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    texts = []
    for _ in range(7):
        press(bars, Qt.Key.Key_Right)
        texts.append(bars.selected_text)
    assert texts[2] == "Sunday, 8 March 2026: no record"
    assert texts[6] == (
        "Thursday, 12 March 2026: sitting 6 h 43 min, 8 breaks of 20 s or more, longest stretch 1 h 35 min"
    )


def test_a_day_ahead(qtbot: QtBot) -> None:
    bars = bars_of(qtbot, today=DATE - timedelta(days=1))
    press(bars, Qt.Key.Key_End)
    assert bars.selected_text == "Thursday, 12 March 2026: not yet"


def test_the_pointer_selects_the_day_below_it(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    point(bars, QPointF(bars.item_rects()[3].center()))
    assert bars.selected_text == "Monday, 9 March 2026: no record"


def test_the_height_of_a_bar_is_proportional_to_its_hours(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    rect = bars.item_rects()[0]
    assert bars.bar_rect(rect, 6).height() == 2 * bars.bar_rect(rect, 3).height()


def test_a_screen_reader_gets_name_summary_and_day(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    reader = QAccessible.queryAccessibleInterface(bars)
    assert reader.text(QAccessible.Text.Name) == "Sitting by day, in hours"
    assert reader.text(QAccessible.Text.Description) == "7 days. The arrow keys read each one."
    press(bars, Qt.Key.Key_End)
    assert reader.text(QAccessible.Text.Description).startswith("Thursday")


@pytest.mark.parametrize("count", [7, 31])
@pytest.mark.parametrize("width", [300, 1200])
def test_days_without_a_record_and_large_text_are_drawn(qtbot: QtBot, count: int, width: int) -> None:
    bars = bars_of(qtbot, width)
    bars.show_days([EMPTY] * count, DATE, SHORTEST)
    bars.setFont(times(bars.font(), 2))
    bars.resize(width, bars.heightForWidth(width))
    assert not bars.grab().isNull()
    assert all(rect.left() >= 0 and rect.right() <= width for rect in bars.item_rects())


def test_the_legend_names_numbers_without_a_mark(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    bars.show_days(month_of(day_of(FULL)), DATE, SHORTEST)
    shapes = [day_text.kind("sitting"), day_text.beyond()]
    assert legend_texts(bars, 1600) == [*shapes, statistics_text.breaks_of(SHORTEST)]
    assert legend_texts(bars, 600) == [*shapes, statistics_text.numbers_above_bars(SHORTEST)]
    assert legend_texts(bars, 200) == shapes, "numbers that would overlap are left out"


def test_the_legend_has_only_what_is_shown(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    bars.show_days(month_of(EMPTY), DATE, SHORTEST)
    assert legend_texts(bars, 860) == ["no record"]
    bars.show_days([*month_of(EMPTY)[:-1], day_of(FULL)], DATE, SHORTEST)
    assert legend_texts(bars, 1600) == [
        day_text.kind("sitting"), day_text.beyond(), statistics_text.breaks_of(SHORTEST), "no record",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [300, 420, 520, 860])
def test_the_numbers_of_days_do_not_overlap(qtbot: QtBot, width: int) -> None:
    """That of today is always shown, and its neighbours are left out."""
    bars = bars_of(qtbot, width)
    bars.show_days(month_of(day_of(FULL)), DATE - timedelta(days=12), SHORTEST)
    rects, numbered = bars.item_rects(), bars.numbered_days()
    today = len(rects) - 13
    apart = [(b - a) * rects[0].width() for a, b in pairwise(numbered)]
    assert today in numbered and min(apart) >= bars.fontMetrics().horizontalAdvance("30")


def month_of(day: Day) -> list[Day]:
    """A month that ends with DATE, with this day repeated."""
    return [replace(day, date=DATE - timedelta(days=n)) for n in reversed(range(31))]


def legend_texts(bars: DayBarChart, width: int) -> list[str]:
    """The names in the legend below the bars."""
    (group,) = bars.legend(width).groups
    return [entry.text for entry in group]

"""The chart before and since the first day."""

from datetime import timedelta
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.before_after import BeforeAfter
from hipbreak.ui.charts.range_chart import BeforeAfterPanel, RangeChart
from hipbreak.ui.theme import tokens
from tests.ui.comparisons import some_comparison
from tests.ui.window_actions import press


def chart_of(qtbot: QtBot, found: BeforeAfter) -> RangeChart:
    chart = RangeChart()
    qtbot.addWidget(chart)
    chart.resize(600, chart.heightForWidth(600))
    chart.show_comparison(found)
    with qtbot.waitExposed(chart):
        chart.show()
    return chart


def test_every_week_is_read_in_order(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, some_comparison())
    press(chart, Qt.Key.Key_Home)
    assert chart.selected_text.endswith("median 1 h 10 min, from 55 min to 1 h 40 min, on 5 days")
    press(chart, Qt.Key.Key_End)
    assert "median 42 min" in chart.selected_text
    rects = chart.item_rects()
    assert len(rects) == len(chart.weeks) == 10
    assert all(a.right() <= b.left() + 0.01 for a, b in pairwise(rects))


def test_the_two_sides_have_different_dots(qtbot: QtBot) -> None:
    chart = chart_of(qtbot, some_comparison())
    picture = chart.grab().toImage()

    def has(column: int, colour: str) -> bool:
        rect = chart.item_rects()[column]
        return any(
            picture.pixelColor(round(rect.center().x()), y) == QColor(colour)
            for y in range(round(rect.top()), round(rect.bottom()))
        )

    assert has(0, tokens.LIGHT.away) and not has(0, tokens.LIGHT.accent)
    assert has(9, tokens.LIGHT.accent) and not has(9, tokens.LIGHT.away)


def test_one_week_and_no_week_since_can_be_shown(qtbot: QtBot) -> None:
    assert len(chart_of(qtbot, some_comparison(1, 0)).item_rects()) == 1


def test_the_panel_is_hidden_until_there_is_a_comparison(qtbot: QtBot) -> None:
    panel = BeforeAfterPanel()
    qtbot.addWidget(panel)
    panel.show_comparison(None)
    assert panel.isHidden()
    panel.show_comparison((some_comparison(), timedelta(minutes=5)))
    assert not panel.isHidden()

"""The bars of days: every day told, empty days and days to come among them."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics import Day, days_of
from hipbreak.ui import tokens
from hipbreak.ui.day_bars import DayBars
from tests.ui.days import DATE, EMPTY, FULL, day_of, week_to
from tests.ui.windows import point, press, times

SHORTEST = timedelta(seconds=20)


def bars_of(qtbot: QtBot, width: int = 860, today: date = DATE) -> DayBars:
    QLocale.setDefault(QLocale("en_GB"))
    bars = DayBars(tokens.LIGHT)
    qtbot.addWidget(bars)
    bars.show_days(week_to(day_of(FULL)), today, SHORTEST)
    bars.resize(width, bars.heightForWidth(width))
    bars.show()
    return bars


def test_the_arrow_keys_tell_every_day(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    said = []
    for _ in range(7):
        press(bars, Qt.Key.Key_Right)
        said.append(bars.said())
    assert said[2] == "Sunday, 8 March 2026: no record"
    assert said[6] == "Thursday, 12 March 2026: sitting 6 h 43 min, 8 breaks, longest stretch 1 h 35 min"


def test_a_day_to_come_is_told_as_such(qtbot: QtBot) -> None:
    bars = bars_of(qtbot, today=DATE - timedelta(days=1))
    press(bars, Qt.Key.Key_End)
    assert bars.said() == "Thursday, 12 March 2026: not yet"


def test_the_pointer_tells_the_day_below_it_also_an_empty_one(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    point(bars, QPointF(bars.places()[3].center()))
    assert bars.said() == "Monday, 9 March 2026: no record"


def test_a_bar_is_as_high_as_its_hours(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    place = bars.places()[0]
    assert bars.bar(place, 6).height() == 2 * bars.bar(place, 3).height()


def test_a_screen_reader_gets_name_summary_and_day(qtbot: QtBot) -> None:
    bars = bars_of(qtbot)
    reader = QAccessible.queryAccessibleInterface(bars)
    assert reader.text(QAccessible.Text.Name) == "Sitting by day, in hours"
    assert reader.text(QAccessible.Text.Description) == "7 days. The arrow keys tell each one."
    press(bars, Qt.Key.Key_End)
    assert reader.text(QAccessible.Text.Description).startswith("Thursday")


@pytest.mark.parametrize("count", [7, 31])
@pytest.mark.parametrize("width", [300, 1200])
def test_any_number_of_days_without_a_record_and_large_text_is_drawn(qtbot: QtBot, count: int, width: int) -> None:
    bars = bars_of(qtbot, width)
    bars.show_days([EMPTY] * count, DATE, SHORTEST)
    bars.setFont(times(bars.font(), 2))
    bars.resize(width, bars.heightForWidth(width))
    assert not bars.grab().isNull()
    assert all(place.left() >= 0 and place.right() <= width for place in bars.places())


def test_numbers_without_room_for_a_mark_are_named_in_words(qtbot: QtBot) -> None:
    month = [Day(DATE - timedelta(days=n), (), (), days_of([], DATE, DATE)[0].sum) for n in range(31)]
    bars = bars_of(qtbot)
    wide = bars.foot_height(860)
    bars.show_days(month, DATE, SHORTEST)
    assert bars.foot_height(200) > wide

"""The bars of the week: every day told, empty days among them."""

from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from hipbreak.ui import tokens
from hipbreak.ui.week_bars import WeekBars
from tests.ui.days import EMPTY, FULL, day_of, week_to
from tests.ui.windows import point, press, times


def bars_of(qtbot: QtBot, width: int = 860) -> WeekBars:
    QLocale.setDefault(QLocale("en_GB"))
    bars = WeekBars(tokens.LIGHT)
    qtbot.addWidget(bars)
    bars.show_days(week_to(day_of(FULL)))
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
    assert reader.text(QAccessible.Text.Name) == "The last seven days, hours of sitting"
    assert reader.text(QAccessible.Text.Description) == "7 days. The arrow keys tell each one."
    press(bars, Qt.Key.Key_End)
    assert reader.text(QAccessible.Text.Description).startswith("Thursday")


def test_a_week_without_any_record_and_large_text_is_drawn(qtbot: QtBot) -> None:
    bars = bars_of(qtbot, 300)
    bars.show_days([EMPTY] * 7)
    bars.setFont(times(bars.font(), 2))
    bars.resize(300, bars.heightForWidth(300))
    assert not bars.grab().isNull()

"""In a mirrored window numbers stand at the right, and times and dates are typed in their usual order."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QApplication, QDateEdit
from pytestqt.qtbot import QtBot

from hipbreak.ui.settings.option_editors import TimeBox
from hipbreak.ui.theme.locale_format import date_pattern, keep_order, time_format
from hipbreak.ui.widgets.wrapping import wrapping_label

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


@pytest.fixture
def hebrew(qapp: QApplication) -> Iterator[None]:
    QLocale.setDefault(QLocale("he_IL"))
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_times_and_dates_are_not_reversed(qtbot: QtBot, hebrew: None) -> None:
    time, day = TimeBox(), QDateEdit()
    time.setDisplayFormat(time_format())
    time.setTime(QTime(9, 30))
    day.setCalendarPopup(True)
    keep_order(day)
    day.setDisplayFormat(date_pattern())
    day.setDate(QDate(2026, 3, 12))
    assert (time.text(), day.text()) == ("9:30", "12.3.2026")
    assert day.calendarWidget().isRightToLeft()


def test_a_number_stands_at_the_right(qtbot: QtBot, hebrew: None) -> None:
    assert wrapping_label("14%").alignment() == RIGHT

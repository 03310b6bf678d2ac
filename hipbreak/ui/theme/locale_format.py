"""Dates and numbers in the format of the locale."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QDateTimeEdit

from hipbreak.core.text import formatting


def qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def long_date(day: date) -> str:
    """With the weekday and the year."""
    return QLocale().toString(qdate(day), QLocale.FormatType.LongFormat)


def date_pattern() -> str:
    """The short format with all four digits of the year; that of ISO 8601 in the locale C."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:
        return "yyyy-MM-dd"
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def short_date(day: date) -> str:
    return QLocale().toString(qdate(day), date_pattern())


def day_and_month(day: date) -> str:
    """The short date without its year."""
    return QLocale().toString(qdate(day), re.sub(r"\W*y+\W*$|^\W*y+\W*", "", date_pattern()))


def day_with_weekday(day: date) -> str:
    """Short, with the weekday."""
    return f"{weekday_short(day)} {short_date(day)}"


def weekday(day: date) -> str:
    return QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)


def weekday_short(day: date) -> str:
    return QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def month_short(day: date) -> str:
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def month_and_year(day: date) -> str:
    return formatting.month_and_year(QLocale().standaloneMonthName(day.month), day.year)


def time_format() -> str:
    """The format of a time of the day, without seconds."""
    locale = QLocale()
    return "HH:mm" if locale.language() == QLocale.Language.C else locale.timeFormat(QLocale.FormatType.ShortFormat)


def two_decimals(number: float) -> str:
    """With two digits after the decimal point."""
    return QLocale().toString(number, "f", 2)


def keep_order(field: QDateTimeEdit) -> None:
    """Write day and hour first in a mirrored window, too, where Qt would reverse the parts.

    It is called after the choice of a calendar, and before that of a format.
    """
    if field.isRightToLeft():
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if field.calendarPopup():
            field.calendarWidget().setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def unbroken_percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage, for a text that wraps."""
    return formatting.percent(share).replace(" ", "\N{NO-BREAK SPACE}")

"""Dates and numbers as the person writes them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale


def qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def long_date(day: date) -> str:
    """With the weekday and the year."""
    return QLocale().toString(qdate(day), QLocale.FormatType.LongFormat)


def short_date(day: date) -> str:
    return QLocale().toString(qdate(day), QLocale.FormatType.ShortFormat)


def day_in_row(day: date) -> str:
    """Short, with the weekday."""
    return f"{weekday_short(day)} {short_date(day)}"


def weekday(day: date) -> str:
    return QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)


def weekday_short(day: date) -> str:
    return QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def month(day: date) -> str:
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)


def month_short(day: date) -> str:
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def month_and_year(day: date) -> str:
    return QLocale().toString(qdate(day), "MMMM yyyy")


def decimal(number: float) -> str:
    """With one digit behind the point."""
    return QLocale().toString(number, "f", 1)


def exact(number: float) -> str:
    """With two digits behind the point."""
    return QLocale().toString(number, "f", 2)


def percent(share: float) -> str:
    """A share from 0 to 1 as whole percents."""
    return f"{QLocale().toString(round(100 * share))} {QLocale().percent()}"

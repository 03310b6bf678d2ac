"""Formats of times, dates and numbers, and the first day of a week: those of the person's locale, installed once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from msgspec import Struct


class Formats(Struct, frozen=True):
    """How times, dates and numbers are written; without a locale as in ISO 8601."""

    time: Callable[[datetime], str] = "{:%H:%M}".format
    """Hours and minutes."""
    date: Callable[[date], str] = date.isoformat
    """Day, month and year, in numbers."""
    number: Callable[[float], str] = "{:.1f}".format
    """A number with one decimal place."""
    first_weekday: int = 0
    """The day on which a week begins; 0 is Monday."""


_formats = Formats()


def install(formats: Formats) -> None:
    """Use these formats from now on; existing windows keep their texts."""
    global _formats  # noqa: PLW0603 - one locale in a process
    _formats = formats


def format_time(moment: datetime) -> str:
    """Hours and minutes of a local moment."""
    return _formats.time(moment)


def format_date(day: date) -> str:
    """Day, month and year, in numbers."""
    return _formats.date(day)


def format_number(number: float) -> str:
    """A number with one decimal place."""
    return _formats.number(number)


def start_of_week(day: date) -> date:
    """The first day of the week that the day is in."""
    return day - timedelta(days=(day.weekday() - _formats.first_weekday) % 7)

"""Formats of times and dates: those of the person's locale are installed once, and used for every text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


def _iso_time(moment: datetime) -> str:
    return f"{moment:%H:%M}"


@dataclass(frozen=True, slots=True)
class Formats:
    """How times and dates are written; without a locale as in ISO 8601."""

    time: Callable[[datetime], str] = _iso_time
    """Hours and minutes."""
    date: Callable[[date], str] = date.isoformat
    """Day, month and year, in numbers."""


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

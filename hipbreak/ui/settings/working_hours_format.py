"""Working hours in the format of the locale: `Mon-Fri 09:00-12:30 and 13:00-17:30`."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QLocale, QTime

from hipbreak.core.settings.working_hours import DAY, Span, WorkingHours
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.core.text.formatting import listed, listed_apart
from hipbreak.ui.theme.locale_format import time_format

LONG, SHORT = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat


def weekdays() -> list[int]:
    """The days of the week in the locale's order; 0 is Monday."""
    first = QLocale().firstDayOfWeek().value - 1
    return [(first + n) % 7 for n in range(7)]


def working_days() -> list[int]:
    """The locale's working days, in its order."""
    working = {day.value - 1 for day in QLocale().weekdays()}
    return [day for day in weekdays() if day in working]


def day_name(weekday: int, form: QLocale.FormatType = LONG) -> str:
    return QLocale().standaloneDayName(weekday + 1, form)


def time_at(minute: int) -> QTime:
    """The time of the day, from minutes since a midnight."""
    return QTime(minute % DAY // 60, minute % 60)


def format_span(span: Span) -> str:
    """One range of times."""
    start, end = (QLocale().toString(time_at(minute), time_format()) for minute in span)
    return working_hours_text.span(start, end, span)


def format_days(days: Sequence[int]) -> str:
    """Days of the week; three or more in a row as the first and the last."""
    order, parts = weekdays(), []
    positions = sorted(order.index(day) for day in days)
    for _, run in groupby(enumerate(positions), key=lambda at: at[1] - at[0]):
        names = [day_name(order[position], SHORT) for _, position in run]
        parts += [working_hours_text.days_between(names[0], names[-1])] if len(names) > 2 else names
    return listed(parts)


def format_hours(hours: WorkingHours) -> str:
    """All working hours, days with the same hours together."""
    days_by_spans: dict[tuple[Span, ...], list[int]] = {}
    for day in weekdays():
        days_by_spans.setdefault(hours.on(day), []).append(day)
    days_by_spans.pop((), None)
    return listed_apart(
        [
            working_hours_text.on_day(format_days(days), working_hours_text.join_spans([format_span(s) for s in spans]))
            for spans, days in days_by_spans.items()
        ]
    )


def format_span_of_week(span: Span) -> str:
    """A range, in minutes since Monday 00:00, with its day."""
    day, start = divmod(span[0], DAY)
    return working_hours_text.on_day(day_name(day), format_span((start, start + span[1] - span[0])))

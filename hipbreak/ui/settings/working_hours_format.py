"""Working hours as the person writes days and times: `Mon-Fri 09:00-12:30 and 13:00-17:30`."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QLocale, QTime

from hipbreak.core.settings.working_hours import DAY, Span, WorkingHours
from hipbreak.core.text import working_hours as working_hours_text

LONG, SHORT = QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat


def weekdays() -> list[int]:
    """The days of the week as they follow each other here; 0 is Monday."""
    first = QLocale().firstDayOfWeek().value - 1
    return [(first + n) % 7 for n in range(7)]


def working_days() -> list[int]:
    """The days on which most people here work, in their order."""
    usual = {day.value - 1 for day in QLocale().weekdays()}
    return [day for day in weekdays() if day in usual]


def day_name(weekday: int, form: QLocale.FormatType = LONG) -> str:
    return QLocale().standaloneDayName(weekday + 1, form)


def time_format() -> str:
    """As the locale writes a time of the day, without seconds."""
    return QLocale().timeFormat(SHORT)


def time_at(minute: int) -> QTime:
    """The time of the day so many minutes after a midnight."""
    return QTime(minute % DAY // 60, minute % 60)


def span_told(span: Span) -> str:
    """One range."""
    start, end = (QLocale().toString(time_at(minute), time_format()) for minute in span)
    return working_hours_text.span(start, end, span)


def days_told(days: Sequence[int]) -> str:
    """Days of the week, three or more in a row by the first and the last."""
    order, parts = weekdays(), []
    places = sorted(order.index(day) for day in days)
    for _, run in groupby(enumerate(places), key=lambda at: at[1] - at[0]):
        names = [day_name(order[place], SHORT) for _, place in run]
        parts += [working_hours_text.days_between(names[0], names[-1])] if len(names) > 2 else names
    return working_hours_text.days(parts)


def hours_told(hours: WorkingHours) -> str:
    """All of them, days with the same hours together."""
    alike: dict[tuple[Span, ...], list[int]] = {}
    for day in weekdays():
        alike.setdefault(hours.on(day), []).append(day)
    alike.pop((), None)
    return working_hours_text.week(
        [
            working_hours_text.on_day(days_told(days), working_hours_text.join_spans([span_told(s) for s in spans]))
            for spans, days in alike.items()
        ]
    )


def span_of_week_told(span: Span) -> str:
    """A range, in minutes since Monday 00:00, with its day."""
    day, start = divmod(span[0], DAY)
    return working_hours_text.on_day(day_name(day), span_told((start, start + span[1] - span[0])))

"""Durations and times of day in words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hipbreak.core.formats import format_date, format_time
from hipbreak.core.i18n import gettext as _


def minutes(duration: timedelta) -> int:
    """Whole minutes that have passed."""
    return int(duration / timedelta(minutes=1))


def format_duration(duration: timedelta) -> str:
    """A duration as people say it: `12 s`, `38 min`, `3 h 10 min`."""
    if duration < timedelta(minutes=1):
        return _("{n} s").format(n=int(duration.total_seconds()))
    hours, rest = divmod(minutes(duration), 60)
    if not hours:
        return _("{n} min").format(n=rest)
    return _("{h} h {m} min").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)


def duration_or_none(duration: timedelta) -> str:
    """The same, `none` without any."""
    return format_duration(duration) if duration else _("none")


def listed(parts: Iterable[str]) -> str:
    """Words or numbers in a row."""
    return _(", ").join(parts)


def listed_apart(parts: Iterable[str]) -> str:
    """Parts of a sentence that may have commas themselves."""
    return _("; ").join(parts)


def full_stop(text: str) -> str:
    """A sentence of the text."""
    # Translators: ends a sentence.
    return _("{text}.").format(text=text)


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return _("{n} %").format(n=round(100 * share))


def clock(moment: datetime) -> str:
    """Hours and minutes of a local moment."""
    return format_time(moment)


def on_weekday(day: date) -> str:
    """The weekday of something to come, inside a sentence."""
    # Translators: inside a sentence, such as "The next session is on Monday."
    return (
        _("on Monday"),
        _("on Tuesday"),
        _("on Wednesday"),
        _("on Thursday"),
        _("on Friday"),
        _("on Saturday"),
        _("on Sunday"),
    )[day.weekday()]


def month_and_year(month: str, year: int) -> str:
    """The heading of a month, like `March 2026`."""
    return _("{month} {year}").format(month=month, year=year)


def day_and_clock(moment: datetime, now: datetime) -> str:
    """Hours and minutes of a local moment, with the date where it is not that of `now`."""
    if moment.date() == now.date():
        return clock(moment)
    return date_and_clock(moment)


def date_and_clock(moment: datetime) -> str:
    """The date, hours and minutes of a local moment."""
    return _("{date}, {time}").format(date=format_date(moment.date()), time=clock(moment))

"""Texts of the working hours: their editor and their summary."""

from collections.abc import Sequence

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.settings.working_hours import DAY, Span
from hipbreak.core.text.formatting import listed

title = lazy("Working hours - Hipbreak")
lead = lazy("Prompts come only in these hours. A range that ends earlier than it begins goes on into the next day.")
always = lazy("&Whenever I am at the computer")
in_hours = lazy("&Only in these hours:")
change = lazy("&Change...")


def usual_hours() -> str:
    """The hours offered while none are set."""
    return "mon-fri 09:00-17:30"


# A range of time


def to() -> str:
    """Between the two times of a range."""
    return _p("between two times", "to")


def end_note(span: Span) -> str:
    """The note behind the end of a range, if that is on the next day."""
    start, end = span
    if (start, end) == (0, DAY):
        return _("all day")
    if end == DAY:
        return _("midnight")
    return _("the next day") if end > DAY else ""


def span(start: str, end: str, times: Span) -> str:
    """A range with its times as the person writes them."""
    if times == (0, DAY):
        return _("all day")
    if times[1] == DAY:
        return _("{start} to midnight").format(start=start)
    shown = _("{start}-{end} the next day") if times[1] > DAY else _("{start}-{end}")
    return shown.format(start=start, end=end)


def on_day(day: str, hours: str) -> str:
    """A day, or some, with the hours: `Monday 09:00-12:30`."""
    return _("{day} {hours}").format(day=day, hours=hours)


def days_between(first: str, last: str) -> str:
    """Days in a row."""
    return _("{first}-{last}").format(first=first, last=last)


def join_spans(spans: Sequence[str]) -> str:
    """The ranges of a day."""
    *before, last = spans
    return _("{before} and {last}").format(before=listed(before), last=last) if before else last


# What is wrong

no_day = lazy("Choose at least one day.")


def overlap(this: str, that: str) -> str:
    """Two ranges, each with its day."""
    return _("{this} and {that} overlap: let one end before the other begins.").format(this=this, that=that)


# The editor

# Translators: Before a choice of days.
same_as = lazy("Same hours &as")
# Translators: Before the days to which the hours are copied.
copy_to_label = lazy("for")
every_day = lazy("&Every day")


def off() -> str:
    return _p("day without working hours", "off")


def add(day: str) -> str:
    return _("{day}, add a range").format(day=day)


def remove(day: str, number: int) -> str:
    return _("{day}, remove the {nth} range").format(day=day, nth=_nth(number))


def begins(day: str, number: int) -> str:
    return _("{day}, {nth} range, from").format(day=day, nth=_nth(number))


def ends(day: str, number: int) -> str:
    return _("{day}, {nth} range, to").format(day=day, nth=_nth(number))


def _nth(number: int) -> str:
    """Counted from 0."""
    names = (_p("range", "first"), _p("range", "second"), _p("range", "third"), _p("range", "fourth"))
    return names[number] if number < len(names) else _p("range", "{n}th").format(n=number + 1)


def copy_help(day: str, others: str) -> str:
    """What a click on these days does."""
    return _("{others}: the same hours as {day}").format(day=day, others=others.replace("&", ""))

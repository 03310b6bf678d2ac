"""Texts of the page Trends: pages, key figures, tables."""

from collections.abc import Sequence
from datetime import timedelta

from hipbreak.core.formats import format_number
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.statistics.daily import Totals
from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text.day import (
    breaks,
    credit,
    credited,
    followed_of,
    kind,
    outcome,
    prompts_followed,
    standing_by_source,
)
from hipbreak.core.text.formatting import clock, duration_or_none, format_duration, percent
from hipbreak.core.text.status import day_sentence

_HOURS_ONLY = timedelta(hours=100)

day = lazy("Day")
week = lazy("Week")
month = lazy("Month")
year = lazy("Year")
programme = lazy("Programme")
advanced = lazy("Advanced")
pages = lazy("Pages")

previous_help = lazy("Earlier (Alt+Left)")
following_help = lazy("Later (Alt+Right)")
to_today = lazy("Today")
to_today_help = lazy("Back to today (Alt+Home)")
date = lazy("Date")
date_help = lazy("The day to show, or a day in the week, month or year to show")

data = lazy("Data")
export_file = lazy("Export...")
import_file = lazy("Import...")
delete = lazy("Delete...")
restore_copy = lazy("Restore a copy...")
report = lazy("Report...")

time_span_label = lazy("Period")
as_table = lazy("Table")
as_table_help = lazy("The same data as a table")


def previous() -> str:
    """The button that shows the period before."""
    return _p("period", "Earlier")


def following() -> str:
    """The button that shows the period after."""
    return _p("period", "Later")


def page_title(page: str, period: str) -> str:
    """A page and what it shows, for the window's title."""
    return _("{page}, {period}").format(page=page, period=period)


# The charts

strip = lazy("The day, hour by hour")
bars = lazy("Sitting by day, in hours")
heat = lazy("Sitting by day")
trend = lazy("Week by week")
breaks_per_hour = lazy("Breaks per hour of sitting")
beyond_share = lazy("Share of sitting beyond 45 min")
open_hint = lazy("Point at a day, or move with the arrow keys, to read it. Click or Enter opens it.")
week_hint = lazy("Point at a week, or move with the arrow keys, to read it. Click or Enter opens it.")


def breaks_of(shortest: timedelta) -> str:
    """The label of a count of breaks."""
    return _("Breaks of {length} or more").format(length=format_duration(shortest))


def numbers_above_bars(shortest: timedelta) -> str:
    """The legend of the numbers above the bars."""
    return _("Numbers: breaks of {length} or more").format(length=format_duration(shortest))


def week_of(first: str, last: str) -> str:
    """A week's name."""
    return _("{first} to {last}").format(first=first, last=last)


def upcoming(name: str) -> str:
    return _("{date}: not yet").format(date=name)


def days(count: int) -> str:
    """The accessible summary of a chart by day."""
    return _n("{n} day. The arrow keys read it.", "{n} days. The arrow keys read each one.", count).format(n=count)


def weeks(count: int) -> str:
    """The accessible summary of a chart by week."""
    return _n("{n} week. The arrow keys read it.", "{n} weeks. The arrow keys read each one.", count).format(n=count)


def point(name: str, value: str, figures: Totals) -> str:
    """One week of a trend in a sentence; `value` is its number, and empty where there is none."""
    if not value:
        return _("Week of {date}: no record").format(date=name)
    return _("Week of {date}: {value}, in {sitting} of sitting").format(
        date=name, value=value, sitting=format_duration(figures.sitting)
    )


# The figures of a period

no_record = lazy("There is no record of this time. Earlier and Later go to another.")


def figures(totals: Totals, kept: tuple[int, int], shortest: timedelta) -> Sequence[tuple[str, str, str]]:
    """Key figures, the main three first: number, label and note; `kept` is the days with a record, and all days."""
    rate, share = totals.rate_shown, totals.beyond_share
    return (
        (
            format_number(rate) if rate is not None else _("after 1 h"),
            _("Breaks per hour of sitting"),
            # Translators: breaks, in a duration of sitting.
            _("{n} in {sitting}").format(n=totals.ended_by_break, sitting=long_time(totals.sitting)),
        ),
        (
            percent(share) if share is not None else _("after 1 h"),
            _("Sitting beyond 45 min"),
            # Translators: two durations.
            _("{part} of {whole}").format(part=long_time(totals.beyond), whole=long_time(totals.sitting))
            if totals.beyond
            else "",
        ),
        (duration_or_none(totals.longest_shown), _("Longest stretch"), _of_bouts(len(totals.bouts))),
        (str(totals.breaks), breaks_of(shortest), credited(totals.confirmed, totals.assumed)),
        (long_time(totals.desk), _("Desk time (estimated)"), _of_days(*kept)),
        (long_time(totals.sitting), _("Sitting"), _per_day(totals.sitting, kept[0])),
        (
            long_time(totals.standing) if totals.standing else _("none"),
            _("Standing"),
            _per_day(totals.standing, kept[0]),
        ),
        *standing_by_source(totals),
        (followed_of(totals), prompts_followed(), ""),
        (str(totals.pulses), _("Posture pulses"), ""),
    )


def sentence(totals: Totals, days: int, is_now: bool) -> str:
    """The period in one sentence; `days` have a record, and `is_now` is for the period that still goes on."""
    if not totals.desk:
        return _("Nothing is recorded here yet. Each hour at the desk adds to it.") if is_now else no_record()
    text = _n(
        "{desk} at the desk on {n} day, {breaks}, longest stretch {longest}.",
        "{desk} at the desk on {n} days, {breaks}, longest stretch {longest}.",
        days,
    )
    if not totals.longest_shown:
        text = _n("{desk} at the desk on {n} day, {breaks}.", "{desk} at the desk on {n} days, {breaks}.", days)
    return text.format(
        desk=long_time(totals.desk),
        n=days,
        breaks=breaks(totals.breaks),
        longest=format_duration(totals.longest_shown),
    )


def past_day_sentence(totals: Totals) -> str:
    """A day that is over, in one sentence."""
    return day_sentence(totals) if totals.desk else _("There is no record of this day.")


def long_time(length: timedelta) -> str:
    """A sum of many days, from 100 h on without minutes."""
    return format_duration(length) if length < _HOURS_ONLY else _("{h} h").format(h=round(length / timedelta(hours=1)))


def _of_bouts(count: int) -> str:
    return _n("of {n} stretch", "of {n} stretches", count).format(n=count)


def _of_days(count: int, of: int) -> str:
    return _n("on {n} of {all} day", "on {n} of {all} days", of).format(n=count, all=of)


def _per_day(length: timedelta, days: int) -> str:
    return _("{length} a day").format(length=format_duration(length / days)) if days and length else ""


# The tables

day_heading = lazy("Day")
week_heading = lazy("Week of")


def item_headings() -> tuple[str, ...]:
    return (_("From"), _("To"), _("What"), _("Length"), _("Beyond 45 min"), _("Break or prompt"))


def item_row(item: TimelineItem) -> tuple[str, ...]:
    """One item of a day."""
    begin = clock(item.start)
    offers = {
        "stand": _("prompt"),
        "cue": _("hourly cue"),
        "sit": _("time to sit"),
        "routine": _("reminder of the session"),
        "pulse": _("pulse without a prompt"),
        "session": _("session"),
    }
    if item.what in offers:
        return (begin, "", offers[item.what], "", "", outcome(item.outcome))
    beyond = format_duration(item.beyond) if item.beyond else ""
    return (
        begin,
        clock(item.end),
        kind(item.what),
        format_duration(item.length),
        beyond,
        credit(item.credit) if item.credit else "",
    )


def sum_headings(first: str, shortest: timedelta) -> tuple[str, ...]:
    """The columns of every table by day or by week."""
    return (
        first,
        _("Desk time (estimated)"),
        _("Sitting"),
        _("Beyond 45 min"),
        _("Share beyond 45 min"),
        breaks_of(shortest),
        _("Breaks per hour of sitting"),
        _("Longest stretch"),
        _("Prompts followed"),
    )


def sum_row(name: str, totals: Totals) -> tuple[str, ...]:
    """One day or week; without a record all is empty but its name."""
    if not totals.desk:
        return (name, *[""] * 8)
    rate, share = totals.rate_shown, totals.beyond_share
    return (
        name,
        format_duration(totals.desk),
        format_duration(totals.sitting),
        duration_or_none(totals.beyond),
        percent(share) if share is not None else "",
        str(totals.breaks),
        format_number(rate) if rate is not None else "",
        format_duration(totals.longest_shown) if totals.longest_shown else "",
        followed_of(totals),
    )


def hours_or_more(hours: int) -> str:
    return _("{n} h or more").format(n=hours)

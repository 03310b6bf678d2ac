"""Texts of the comparison before and since Hipbreak's first day: numbers, and nothing about causes."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics.before_after import BeforeAfter, LongestOfDays
from hipbreak.core.text.formatting import format_duration

title = lazy("Before and since Hipbreak")
chart = lazy("The longest stretch of a day, by week: median and range")

DateWriter = Callable[[date], str]
"""Writes a date as the person does."""


def before_sentence(before: LongestOfDays) -> str:
    """`Before Hipbreak your longest stretches were 1 h 8 min on a normal day.`"""
    return _("Before Hipbreak your longest stretches were {median} on a normal day.").format(
        median=format_duration(before.median)
    )


def sentences(found: BeforeAfter, write: DateWriter, limit: timedelta) -> str:
    """Both sides, with what they are counted out of, and what is not known."""
    lines = [before_sentence(found.before), _range(found.before, write)]
    if found.since is not None:
        since = _("Since {day} they are {median}.") if found.since.first == found.start else _("Since {day}: {median}.")
        lines += [
            since.format(day=write(found.since.first), median=format_duration(found.since.median)),
            _range(found.since, write),
        ]
    lines.append(
        _(
            "Both count alike: only absences of {limit} or more end a stretch, since no shorter ones are known of the "
            "time before."
        ).format(limit=format_duration(limit))
    )
    if found.with_short_breaks is not None:
        lines.append(
            _("With short breaks counted, the median since then is {median}.").format(
                median=format_duration(found.with_short_breaks.median)
            )
        )
    lines.append(_("What else has changed is not known."))
    return " ".join(lines)


def _range(side: LongestOfDays, write: DateWriter) -> str:
    return _n(
        "(Median of {n} day, {first} to {last}; from {low} to {high}.)",
        "(Median of {n} days, {first} to {last}; from {low} to {high}.)",
        side.days,
    ).format(
        n=side.days,
        first=write(side.first),
        last=write(side.last),
        low=format_duration(side.low),
        high=format_duration(side.high),
    )


def start_label(day: str) -> str:
    """At the line that marks the first day."""
    return _("Hipbreak since {day}").format(day=day)


def item(week: LongestOfDays, write: DateWriter) -> str:
    """One week of the chart in a sentence."""
    return _n(
        "Week of {date}: median {median}, from {low} to {high}, on {n} day",
        "Week of {date}: median {median}, from {low} to {high}, on {n} days",
        week.days,
    ).format(
        date=write(week.first),
        median=format_duration(week.median),
        low=format_duration(week.low),
        high=format_duration(week.high),
        n=week.days,
    )


def headings() -> Sequence[str]:
    """The columns of the table by week."""
    return (_("Week of"), _("When"), _("Days"), _("Median"), _("Shortest"), _("Longest"))


def row(week: LongestOfDays, start: date, write: DateWriter) -> Sequence[str]:
    """One week in the table."""
    return (
        write(week.first),
        _("before") if week.first < start else _("since"),
        str(week.days),
        *(format_duration(length) for length in (week.median, week.low, week.high)),
    )


# The offer to read what another program has recorded

history = lazy("Time before Hipbreak...")
history_title = lazy("Time before Hipbreak - Hipbreak")
read_gnome = lazy("&Read it")
choose_export = lazy("&Choose a file...")
gnome_has_recorded = lazy(
    "GNOME has recorded when you were active. It can be read, to show how long you sat before Hipbreak."
)
gnome_question = lazy("GNOME has recorded when you were active. Read it?")
history_question = lazy("Has ActivityWatch recorded when you were active? Choose its export.")
# Translators: What reading it means.
history_line = lazy(
    "Only the times at the desk and away are entered in the log, on this computer. Trends then show before and since."
)

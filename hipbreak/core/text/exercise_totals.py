"""Texts of the programme page of the statistics."""

from collections.abc import Sequence

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics.exercise_totals import SessionTotals
from hipbreak.core.text.formatting import duration_or_none, format_duration, full_stop, listed
from hipbreak.core.text.programme import clock_length

done = lazy("Sessions, day by day")
tests = lazy("Self-tests: what you saw")
# Translators: Shown before anything was done.
none_yet = lazy("Sessions and self-tests appear here once there are some. The programme has a window of its own.")


def sentence(totals: SessionTotals, days: int) -> str:
    """The period in one sentence; `days` is the number of its days up to today."""
    if not totals.anything:
        return _("Nothing of the programme was done in this time.")
    parts = []
    if totals.sessions:
        # Translators: the plural is that of {all}; part of a sentence, which may go on with "a walk on 2 days".
        on = _n(
            "Sessions on {n} of {all} day, {time} of exercise",
            "Sessions on {n} of {all} days, {time} of exercise",
            days,
        )
        parts.append(on.format(n=totals.days, all=days, time=format_duration(totals.exercised)))
    if totals.walks:
        walk = _n("a walk on {n} day", "a walk on {n} days", totals.walks).format(n=totals.walks)
        parts.append(walk if parts else walk[:1].upper() + walk[1:])
    return full_stop(listed(parts))


def month_before(then: SessionTotals, days: int) -> str:
    """The month before with its own numbers, since this one may not be over; empty when nothing was done in it."""
    if not then.sessions:
        return ""
    # Translators: the plural is that of {all}.
    return _n(
        "The month before: sessions on {n} of {all} day, {time} of exercise.",
        "The month before: sessions on {n} of {all} days, {time} of exercise.",
        days,
    ).format(n=then.days, all=days, time=format_duration(then.exercised))


def extents(whole: int, core: int, part: int) -> str:
    """How many sessions were done whole, in their short version, and in part."""
    # Translators: numbers of sessions.
    kinds = (
        (whole, _n("{n} whole", "{n} whole", whole)),
        (core, _n("{n} short", "{n} short", core)),
        (part, _n("{n} in part", "{n} in part", part)),
    )
    return listed(text.format(n=n) for n, text in kinds if n)


def figures(totals: SessionTotals) -> Sequence[tuple[str, str, str]]:
    """Key figures: number, label and note."""
    by_extent = extents(totals.whole, totals.core, totals.part)
    mean = totals.exercised / totals.sessions if totals.sessions else None
    return (
        (str(totals.days), _("Days with a session"), ""),
        (str(totals.sessions), _("Sessions"), by_extent),
        (
            duration_or_none(totals.exercised),
            _("Time of exercise"),
            _("{time} each").format(time=clock_length(mean)) if mean else "",
        ),
        (str(totals.walks), _("Days with a walk"), ""),
    )

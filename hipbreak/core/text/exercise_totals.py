"""Texts of the programme page of the statistics."""

from collections.abc import Sequence

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics.exercise_totals import SessionTotals
from hipbreak.core.text.formatting import format_duration
from hipbreak.core.text.programme import clock_length

done = lazy("Sessions, day by day")
tests = lazy("Self-tests: what you saw")


def sentence(totals: SessionTotals, days: int) -> str:
    """The period in one sentence; `days` is the number of its days up to today."""
    if not totals.anything:
        return _("Nothing of the programme was done in this time.")
    parts = []
    if totals.sessions:
        on = _n("on {n} of {all} day", "on {n} of {all} days", days).format(n=totals.days, all=days)
        parts.append(_("Sessions {on}, {time} of exercise").format(on=on, time=format_duration(totals.exercised)))
    if totals.walks:
        walk = _n("a walk on {n} day", "a walk on {n} days", totals.walks).format(n=totals.walks)
        parts.append(walk if parts else walk[:1].upper() + walk[1:])
    return f"{', '.join(parts)}."


def month_before(then: SessionTotals, days: int) -> str:
    """The month before with its own numbers, since this one may not be over; empty when nothing was done in it."""
    if not then.sessions:
        return ""
    on = _n("on {n} of {all} day", "on {n} of {all} days", days).format(n=then.days, all=days)
    return _("The month before: sessions {on}, {time} of exercise.").format(on=on, time=format_duration(then.exercised))


def figures(totals: SessionTotals) -> Sequence[tuple[str, str, str]]:
    """Key figures: number, label and note."""
    kinds = (
        (totals.whole, _("{n} whole")),
        (totals.core, _("{n} short")),
        (totals.part, _("{n} in part")),
    )
    by_extent = ", ".join(text.format(n=n) for n, text in kinds if n)
    mean = totals.exercised / totals.sessions if totals.sessions else None
    return (
        (str(totals.days), _("Days with a session"), ""),
        (str(totals.sessions), _("Sessions"), by_extent),
        (
            format_duration(totals.exercised) if totals.exercised else _("none"),
            _("Time of exercise"),
            _("{time} each").format(time=clock_length(mean)) if mean else "",
        ),
        (str(totals.walks), _("Days with a walk"), ""),
    )


def none_yet() -> str:
    """Shown before anything was done."""
    return _("Sessions and self-tests appear here once there are some. The programme has a window of its own.")

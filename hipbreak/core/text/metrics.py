"""Texts of the advanced measures of sitting bouts: definitions and sources."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics import metrics
from hipbreak.core.statistics.daily import Totals
from hipbreak.core.text.formatting import format_duration, percent

Writer = Callable[[float], str]

intro = lazy(
    "How sitting time is spread over its bouts, by the definitions of research. Hipbreak estimates the bouts from "
    "input; it does not see posture."
)
title = lazy("Measures")


class Measure(Struct, frozen=True):
    """A measure as it is shown; `value` may be the words for why there is none."""

    name: str
    value: str
    available: bool
    definition: str
    source: str
    bouts: int


def sentence(bouts: int) -> str:
    """What all these measures have in common."""
    return _n("{n} sitting bout (estimated).", "{n} sitting bouts (estimated).", bouts).format(n=bouts)


def headings() -> tuple[str, ...]:
    return (_("Measure"), _("Value"), _("Bouts"), _("Definition"), _("Source"))


def count(bouts: int) -> str:
    return _n("from {n} bout", "from {n} bouts", bouts).format(n=bouts)


def measures(totals: Totals, decimal: Writer) -> Sequence[Measure]:
    """All of them in the order of the page; `decimal` writes two digits."""
    mean, middle, share = totals.mean_bout, totals.median_bout, totals.prolonged_share
    lengths = [length / timedelta(minutes=1) for length in totals.bouts]
    terms, spread = _("Tremblay et al. 2017 (SBRN terms)"), _("Chastin and Granat 2010")

    def plain(value: str) -> tuple[str, bool]:
        return value or _("no bout yet"), bool(value)

    def computed(of: Callable[[Sequence[float]], float | None], write: Writer) -> tuple[str, bool]:
        if len(lengths) < metrics.ENOUGH:
            return _needs(len(lengths)), False
        found = of(lengths)
        return (write(found), True) if found is not None else (_("not defined for these bouts"), False)

    rows = (
        (
            _("Mean bout"),
            plain(format_duration(mean) if mean is not None else ""),
            _("All sitting time divided by the number of bouts."),
            terms,
        ),
        (
            _("Median bout"),
            plain(format_duration(middle) if middle is not None else ""),
            _("Half of the bouts are shorter, half are longer."),
            terms,
        ),
        (
            _("Prolonged share"),
            plain(percent(share) if share is not None else ""),
            _("The part of sitting time that lies in bouts of 30 min or more."),
            _("Cut: Evans et al. 2012"),
        ),
        (
            _("W50"),
            computed(metrics.w50, lambda minutes: format_duration(timedelta(minutes=minutes))),
            _("The usual bout: half of the sitting time is in bouts up to this length, read from a fitted curve."),
            _("Bellettiere et al. 2017"),
        ),
        (
            _("Gini index, corrected"),
            computed(metrics.gini, decimal),
            _("0 when all bouts are equally long, towards 1 when few bouts hold most of the time; by n/(n-1)."),
            spread,
        ),
        (
            _("Alpha"),
            computed(metrics.alpha, decimal),
            _("The power law's exponent over the shortest bout observed: higher means more short bouts."),
            spread,
        ),
        (
            _("Average hazard"),
            computed(metrics.hazard, decimal),
            _("For each length that occurs, the share of the bouts reaching it that end there; the mean of these."),
            _("Di et al. 2017"),
        ),
    )
    return [Measure(name, *value, definition, source, len(lengths)) for name, value, definition, source in rows]


def origin(measure: Measure) -> str:
    """Source and number of bouts in a line."""
    return _("{source}; {count}").format(source=measure.source, count=count(measure.bouts))


def row(measure: Measure) -> tuple[str, ...]:
    """The same in a table."""
    return (measure.name, measure.value, str(measure.bouts), measure.definition, measure.source)


def _needs(have: int) -> str:
    # Translators: {least} is 10.
    return _("needs {least} bouts; {n} so far").format(least=metrics.ENOUGH, n=have)

"""Texts of the trend over some weeks."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n

page = lazy("Trend")
weeks_label = lazy("Weeks")
none_yet = lazy("The trend begins with the first hour of sitting, and adds a point each week.")
this_week = lazy("This week")


def weeks(count: int) -> str:
    """How many weeks are shown."""
    return _n("{n} week", "{n} weeks", count).format(n=count)


def usual_range_note(first: str, second: str) -> str:
    """What is shaded; the ranges as text, of breaks an hour and of sitting beyond 45 min."""
    return _("Shaded: your usual range, the middle half of the weeks before. {first}, {second}.").format(
        first=first, second=second
    )


def breaks_range(low: str, high: str) -> str:
    return _("{range} breaks an hour").format(range=_range(low, high))


def beyond_range(low: str, high: str) -> str:
    return _("{range} beyond 45 min").format(range=_range(low, high))


def _range(low: str, high: str) -> str:
    # Translators: two numbers.
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def week_of(date: str) -> str:
    return _("Week of {date}").format(date=date)


def sentence(week: str, breaks: str, beyond: str) -> str:
    """The last week in one sentence; the other two are those below, with their places."""
    return _("{week}: {breaks}, {beyond}.").format(week=week, breaks=breaks, beyond=beyond)


def breaks_per_hour(rate: str) -> str:
    return _("{rate} breaks an hour").format(rate=rate)


def beyond_share(share: str) -> str:
    return _("{share} of sitting beyond 45 min").format(share=share)


def placed(text: str, value: float, usual: tuple[float, float] | None) -> str:
    """The text of a value, with its place against the usual range."""
    if usual is None:
        return text
    if value > usual[1]:
        return _("{value} (more than usual)").format(value=text)
    if value < usual[0]:
        return _("{value} (less than usual)").format(value=text)
    return _("{value} (as usual)").format(value=text)

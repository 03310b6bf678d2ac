"""A period compared with the one before it, without a judgement."""

from datetime import date, timedelta

from hipbreak.core.formats import format_number
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics.daily import Totals
from hipbreak.core.statistics.periods import PeriodKind
from hipbreak.core.text.formatting import format_duration, minutes, on_weekday, percent


def previous_period(kind: PeriodKind, first: date) -> str:
    """The name of the earlier period, which begins on `first`; a day is compared with the last recorded one."""
    # Translators: these follow "longer than", "the same as", "recorded" and the like; they tell when something was.
    return {
        PeriodKind.DAY: on_weekday(first),
        # Translators: stands for {before} in the sentences of this file: write it as an adverb, "in the week before".
        PeriodKind.WEEK: _("the week before"),
        PeriodKind.MONTH: _("the month before"),
        PeriodKind.YEAR: _("the year before"),
    }[kind]


def same_weekdays(first: str, last: str) -> str:
    """The name of the days of the week before up to the same weekday."""
    # Translators: as "the week before"; the weekdays are names alone, such as Monday.
    if first == last:
        return _("{weekday} of the week before").format(weekday=first)
    return _("{first} to {last} of the week before").format(first=first, last=last)


def comparison(now: Totals, then: Totals, named: str) -> str:
    """The period `now` against `then`, which is called `named`; empty when there is nothing to compare."""
    if not now.bouts:
        return ""
    if not then.bouts:
        return _("Nothing was recorded {before}, so there is nothing to compare with.").format(before=named)
    return " ".join(filter(None, (_longest(now, then, named), _rate(now, then), _beyond(now, then))))


def _longest(now: Totals, then: Totals, named: str) -> str:
    values = {"longest": format_duration(now.longest), "before": named}
    difference = _shown(now.longest) - _shown(then.longest)
    if not difference:
        return _("Longest stretch {longest}, the same as {before}.").format(**values)
    if difference > timedelta(0):
        return _("Longest stretch {longest}, {n} longer than {before}.").format(n=format_duration(difference), **values)
    return _("Longest stretch {longest}, {n} shorter than {before}.").format(n=format_duration(-difference), **values)


def _shown(length: timedelta) -> timedelta:
    """The duration as it is shown, so that differences match what is shown."""
    return timedelta(minutes=minutes(length)) if length >= timedelta(minutes=1) else length


def _rate(now: Totals, then: Totals) -> str:
    if now.rate_shown is None or then.rate_shown is None:
        return ""
    rate, past = round(now.rate_shown, 1), round(then.rate_shown, 1)
    values = {"rate": format_number(rate), "n": format_number(abs(rate - past))}
    if rate == past:
        return _("{rate} breaks per hour of sitting, the same.").format(**values)
    if rate > past:
        return _("{rate} breaks per hour of sitting, {n} more.").format(**values)
    return _("{rate} breaks per hour of sitting, {n} fewer.").format(**values)


def _beyond(now: Totals, then: Totals) -> str:
    if now.beyond_share is None or then.beyond_share is None:
        return ""
    share, past = round(100 * now.beyond_share), round(100 * then.beyond_share)
    values = {"share": share, "n": abs(share - past)}
    if share == past:
        return _("{share} % of sitting beyond 45 min, the same.").format(**values)
    if share > past:
        return _n(
            "{share} % of sitting beyond 45 min, {n} point more.",
            "{share} % of sitting beyond 45 min, {n} points more.",
            abs(share - past),
        ).format(**values)
    return _n(
        "{share} % of sitting beyond 45 min, {n} point less.",
        "{share} % of sitting beyond 45 min, {n} points less.",
        abs(share - past),
    ).format(**values)


def week_line(now: Totals, then: Totals) -> str:
    """The week up to Friday against the week before up to then, in one line; empty without an hour in both."""
    values = (now.rate_shown, then.rate_shown, now.beyond_share, then.beyond_share)
    if None in values:
        return ""
    rate, past, share, past_share = (value or 0.0 for value in values)
    return _(
        "This week: {rate} breaks an hour, last week {past}; {share} beyond 45 min, last week {past_share}."
    ).format(rate=format_number(rate), past=format_number(past), share=percent(share), past_share=percent(past_share))


def prompts(now: Totals, then: Totals, named: str) -> str:
    """Prompts that a break followed, with both numbers of both periods."""
    if not now.decided or not then.decided:
        return ""
    return _("Prompts followed by standing up: {n} of {all}; {before} {past} of {past_all}.").format(
        n=now.followed, all=now.decided, before=named, past=then.followed, past_all=then.decided
    )

"""Texts of the page of a day."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.formats import format_number
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.statistics.daily import Day, Totals
from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text.formatting import clock, duration_or_none, format_duration
from hipbreak.core.tracking.inputs import Command, LogBreakBetween, RevertToSitting


def breaks(count: int) -> str:
    return _n("{n} break", "{n} breaks", count).format(n=count) if count else _("no break")


def credited(confirmed: int, assumed: int) -> str:
    """Breaks by credit; empty without breaks."""
    if not confirmed and not assumed:
        return ""
    # Translators: numbers of breaks.
    return _("{confirmed} confirmed, {assumed} assumed").format(confirmed=confirmed, assumed=assumed)


def followed_of(figures: Totals) -> str:
    """Prompts that a break followed, with both numbers."""
    # Translators: numbers of prompts.
    return _("{n} of {all}").format(n=figures.followed, all=figures.decided) if figures.decided else _("no prompt")


prompts_followed = lazy("Prompts followed by standing up within 5 min")
today = lazy("Today")


# The strip

beyond = lazy("beyond 45 min")
# Translators: Leads the legend of outcomes.
prompts = lazy("Prompts:")
now = lazy("now")
timeline_name = lazy("The day as a strip")


def kind(what: str) -> str:
    """The name of a kind of time."""
    return {
        "sitting": _("sitting"),
        "standing": _("standing"),
        "away": _("away"),
        "unobserved": _("not observed"),
    }[what]


def credit(name: str) -> str:
    """The name of a credit."""
    return {"confirmed": _("break, confirmed"), "assumed": _("break, assumed")}[name]


def outcome(name: str) -> str:
    """The outcome of a prompt, in a word."""
    # Translators: in a table and in legends: what a prompt, a cue, a pulse or a session came to, whatever its gender.
    return {
        "waiting": _("waiting"),
        "started": _("started"),
        "finished": _("done"),
        "stopped": _("stopped early"),
        "later": _("later"),
        "skipped": _("skipped"),
        "ignored": _("no answer"),
        "withdrawn": _("withdrawn"),
    }[name]


def item_sentence(item: TimelineItem) -> str:
    """One item of the day in a sentence."""
    prompts_and_sessions = {
        "stand": _("{time}, a prompt: {outcome}"),
        "cue": _("{time}, the hourly cue: {outcome}"),
        # Translators: an item of the day: the prompt to sit down after a long standing.
        "sit": _("{time}, time to sit: {outcome}"),
        "pulse": _("{time}, a pulse without a prompt: {outcome}"),
        "routine": _("{time}, the reminder of the session: {outcome}"),
        "session": _("{time}, a session: {outcome}"),
    }
    if item.what in prompts_and_sessions:
        has_sat = item.what == "sit" and item.outcome == "finished"
        answer = _("you sat down") if has_sat else _outcome_sentence(item.outcome)
        return prompts_and_sessions[item.what].format(time=clock(item.start), outcome=answer)
    begin, end = clock(item.start), clock(item.end)
    when = begin if begin == end else _("{start} to {end}").format(start=begin, end=end)
    values = {"when": when, "kind": kind(item.what), "length": format_duration(item.length)}
    if item.beyond:
        return _("{when}, {kind}, {length}, {beyond} of it beyond 45 min").format(
            beyond=format_duration(item.beyond), **values
        )
    if item.unconfirmed:
        return _("{when}, {kind}, {length}: not confirmed").format(**values)
    if item.credit == "confirmed":
        return _("{when}, {kind}, {length}: a confirmed break").format(**values)
    if item.credit == "assumed":
        return _("{when}, {kind}, {length}: assumed to be a break").format(**values)
    if item.what == "unobserved":
        return _("{when}, {kind}, {length}: Hipbreak was not running").format(**values)
    return _("{when}, {kind}, {length}").format(**values)


def _outcome_sentence(name: str) -> str:
    # Translators: stands behind "10:32, a prompt:" and the like.
    return {
        "waiting": _("it waits for your answer"),
        "started": _("you started"),
        "finished": _("you started, and it was done"),
        "stopped": _("you started, and stopped early"),
        "later": _("you chose Later"),
        "skipped": _("you chose Skip"),
        "ignored": _("no answer"),
        "withdrawn": _("withdrawn, because you left"),
    }[name]


def timeline_summary(start: datetime, end: datetime, count: int) -> str:
    """The accessible summary of the timeline."""
    return _n(
        "{start} to {end}, {n} item. The arrow keys read each one.",
        "{start} to {end}, {n} items. The arrow keys read each one.",
        count,
    ).format(start=clock(start), end=clock(end), n=count)


# A day as a bar

no_record = lazy("no record")


def hours(count: int) -> str:
    return _("{n} h").format(n=count)


def day_bar_sentence(date: str, figures: Totals, shortest: timedelta) -> str:
    """One day in a sentence; `date` as the person writes it, `shortest` is what counts as a break."""
    if not figures.desk:
        return _("{date}: no record").format(date=date)
    text = _("{date}: sitting {sitting}, {breaks} of {length} or more, longest stretch {longest}")
    if not figures.longest_shown:
        text = _("{date}: no sitting, {breaks} of {length} or more")
    return text.format(
        date=date,
        sitting=format_duration(figures.sitting),
        breaks=breaks(figures.breaks),
        length=format_duration(shortest),
        longest=format_duration(figures.longest_shown),
    )


# The figures


def figures(shown: Day, shortest_break: timedelta) -> Sequence[tuple[str, str, str]]:
    """The figures of a day, the main ones first: number, label, and a note or nothing."""
    day, rate = shown.sum, shown.sum.rate_shown
    return (
        (
            str(day.breaks),
            _("Breaks of {length} or more").format(length=format_duration(shortest_break)),
            credited(day.confirmed, day.assumed),
        ),
        (duration_or_none(day.longest_shown), _("Longest stretch"), ""),
        (duration_or_none(day.standing), _("Standing"), _not_confirmed(day.standing_unconfirmed)),
        (format_duration(day.desk), _("Desk time (estimated)"), ""),
        (format_duration(day.sitting), _("Sitting"), ""),
        *standing_by_source(day),
        (duration_or_none(day.beyond), _("Sitting beyond 45 min"), ""),
        (format_number(rate) if rate is not None else _("after 1 h"), _("Breaks per hour of sitting"), ""),
        (followed_of(day), prompts_followed(), ""),
        (str(day.pulses), _("Posture pulses"), ""),
    )


def standing_by_source(figures: Totals) -> Sequence[tuple[str, str, str]]:
    """What is known of the standing from where, as figures; nothing as long as all of it was declared."""
    if not figures.standing_asked and not figures.standing_sensed:
        return ()
    return (
        (duration_or_none(figures.standing_declared), _("Standing, declared by you"), ""),
        (duration_or_none(figures.standing_asked), _("Standing, confirmed when asked"), ""),
        (duration_or_none(figures.standing_sensed), _("Standing, by your desk"), ""),
    )


def standing_share(figures: Totals, target: int, percent: Callable[[float], str]) -> str:
    """The standing beside the target of the day, in percent; empty without one, or before any time at the desk."""
    if not target or not figures.desk:
        return ""
    # Translators: such as "Stood 1 h 10 min of 5 h 20 min at the desk, 22 % of your 30 %."
    return _("Stood {stood} of {desk} at the desk, {share} of your {target}.").format(
        stood=format_duration(figures.standing),
        desk=format_duration(figures.desk),
        share=percent(figures.standing / figures.desk),
        target=percent(target / 100),
    )


def _not_confirmed(standing: timedelta) -> str:
    """How much of the standing was not confirmed (R6)."""
    return _("{time} not confirmed").format(time=format_duration(standing)) if standing else ""


more = lazy("&More")
fewer = lazy("&Less")
nothing_yet = lazy("Hipbreak has started. Your day appears here as it goes.")
not_a_break = lazy("Not a break")
not_a_break_help = lazy("Takes the last break back: the sitting before and after it becomes one stretch.")
i_was_up = lazy("I was up...")
i_was_up_help = lazy("Records a break that you took without Hipbreak.")
part_title = lazy("I was up - Hipbreak")


def last_break(began: datetime) -> str:
    return _("Last break at {time}").format(time=clock(began))


_REACH = timedelta(hours=48)  # the core refuses earlier, by the intervals that it keeps
_PARTS = timedelta(minutes=2)  # shorter stretches are not split

up_for_a_part = lazy("I was up for a part of it...")
too_old_to_correct = lazy("Too long ago to change: corrections reach back about a day")
correction_menu = lazy("Correct this")


def corrections_for(item: TimelineItem, now: datetime) -> tuple[tuple[str, Command | None], ...]:
    """The corrections offered for the item; None asks for the part. Empty where nothing can be corrected."""
    if item.what == "sitting":
        whole = (_("I was up all this time"), LogBreakBetween(item.start, min(item.end, now)))
        part = (up_for_a_part(), None)
        return (part, whole) if item.length >= _PARTS else (whole,)
    if item.credit:
        return ((_("Not a break: I was sitting"), RevertToSitting(item.start)),)
    if item.what in ("standing", "away"):
        return ((_("I was sitting"), RevertToSitting(item.start)),)
    return ()


def is_correctable(item: TimelineItem, now: datetime) -> bool:
    """Whether the item is recent enough for a correction."""
    return now - item.end <= _REACH


def correction_hint(correctable: bool) -> str:
    """The hint below the timeline; `correctable` if one of its items can be corrected."""
    read = _("Point at an item, or move with the arrow keys, to read what it was.")
    return _("{read} Click or Enter corrects it.").format(read=read) if correctable else read


def fact_line(fact: Fact) -> str:
    """A fact in one line, for the demo."""
    values = [clock(fact.at), fact.name]
    match fact:
        case tracking_facts.Prompted(_, kind, trigger, sitting):
            spent = _("sitting {time}").format(time=format_duration(sitting))
            values += [kind, f"({trigger}, {spent})"]
        case Interval(_, start, end):
            values += [f"{clock(start)}-{clock(end)}", format_duration(end - start)]
        case tracking_facts.Finished(_, kind, held) | tracking_facts.Stopped(_, kind, held):
            values += [kind, format_duration(held)]
        case tracking_facts.Snoozed(_, _, until) | tracking_facts.Paused(_, until) | tracking_facts.InCall(_, until):
            values += [clock(until)] if until else []
        case tracking_facts.Corrected(_, of, start):
            values += [of, clock(start)]
    if isinstance(fact, tracking_facts.Break):
        values.append(fact.credit)
    return "  ".join(values[:2]) + " " + " ".join(values[2:])

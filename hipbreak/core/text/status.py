"""The present state in words: headline, tooltip, the day in a sentence."""

from datetime import timedelta
from typing import TYPE_CHECKING

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.text.formatting import clock, day_and_clock, format_duration, minutes
from hipbreak.core.text.prompt import after_call, card_sentence
from hipbreak.core.tracking.status import Status

if TYPE_CHECKING:
    from hipbreak.core.statistics.daily import Totals

APP = "Hipbreak"


def _minutes_ahead(duration: timedelta) -> int:
    return -int(-duration / timedelta(minutes=1) // 1)


def breaks_today(count: int) -> str:
    return _n("{n} break today.", "{n} breaks today.", count).format(n=count) if count else _("No break yet today.")


def headline(status: Status) -> str:
    """The present state, for the tooltip and the first line of the menu."""
    return " ".join(filter(None, (posture(status), outlook(status), breaks_today(status.breaks_today))))


def posture(status: Status) -> str:
    """What the person does now, and since when."""
    if status.phase == "guiding":
        return _("In a session.") if status.exercising else _("Standing up.")
    if status.phase == "away":
        return _("Away for {time}.").format(time=format_duration(status.away_for)) if status.away_for else _("Away.")
    if status.standing:
        return _("Standing {time}.").format(time=format_duration(status.standing_for))
    return _("Sitting {time}.").format(time=format_duration(status.sitting))


def ring(status: Status) -> tuple[str, str]:
    """The number in the ring and its unit: how long the person has been sitting, standing or away."""
    if status.phase == "away" and not status.away_for:
        return "", ""
    duration = status.away_for if status.phase == "away" else status.standing_for if status.standing else status.sitting
    minutes_passed = minutes(duration)
    if minutes_passed < 60:
        return str(minutes_passed), _("min")
    hours, rest = divmod(minutes_passed, 60)
    return f"{hours}:{rest:02}", _("h")


def outlook(status: Status) -> str:
    """When the next prompts come, or what holds them back."""
    suggestion = after_call(status.long_call) if status.card is None else ""
    return " ".join(filter(None, (_declared(status), suggestion, _next_prompt(status), _session(status))))


def _session(status: Status) -> str:
    """The snoozed reminder of the session."""
    return (
        _("Today's session in {time}.").format(time=format_duration(status.routine_snooze_ends_in))
        if status.routine_snooze_ends_in
        else ""
    )


def _declared(status: Status) -> str:
    """What the person declared that blocks prompts."""
    held = [_("In a call until {time}.").format(time=clock(status.call_until))] if status.call_until else []
    if status.paused_until is not None:
        held.append(_("Paused until {time}.").format(time=day_and_clock(status.paused_until, status.at)))
    elif status.paused:
        held.append(_("Paused until you resume."))
    return " ".join(held)


def _next_prompt(status: Status) -> str:
    if status.card is not None:
        return (
            _("Time to stand.")
            if status.card.kind == "stand"
            else card_sentence(status.card.kind, timedelta(0), status.standing)
        )
    if status.break_waits:
        return _("A break waits for a good moment.")
    if status.sit_waits:
        return _("The reminder to sit waits for a good moment.")
    if status.sit_in and not (status.paused or status.call_until is not None or status.phase == "away"):
        return _("Time to sit in {time}.").format(time=format_duration(status.sit_in))
    quiet = status.paused or status.call_until is not None or status.standing or status.phase == "away"
    if quiet or status.opens_in is None or status.closes_in is None:
        return ""
    if status.snoozed_after_meeting:
        return _("Next stand-up after this meeting.")
    if status.snooze_ends_in is not None:
        return _("Next stand-up in {time}.").format(time=format_duration(status.snooze_ends_in))
    first, last = _minutes_ahead(status.opens_in), _minutes_ahead(status.closes_in)
    if last <= 1:
        return _("Next stand-up within a minute.")
    if first == 0:
        return _("Next stand-up at a good moment, in {n} min at the latest.").format(n=last)
    return _("Next stand-up in {first} to {last} min.").format(first=first, last=last)


def day_sentence(figures: "Totals") -> str:
    """The day in one sentence."""
    if not figures.desk:
        return _("Nothing at the desk yet.")
    count = figures.breaks
    breaks = _n("{n} break", "{n} breaks", count).format(n=count) if count else _("no break")
    text = (
        _("{desk} at the desk, {breaks}, longest stretch {longest}.")
        if figures.longest_shown
        else _("{desk} at the desk, {breaks}.")
    )
    return text.format(
        desk=format_duration(figures.desk), breaks=breaks, longest=format_duration(figures.longest_shown)
    )

"""Texts of the prompt card and of the quiet questions."""

from datetime import datetime, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.text.formatting import clock, day_and_clock, format_duration, minutes
from hipbreak.core.tracking.status import Status


def card_texts(status: Status, length: timedelta, routine: str = "") -> tuple[str, str]:
    """The sentence of the prompt that the status shows, and why it comes now; the rest as of the functions below."""
    card = status.card
    assert card is not None, "the status has a prompt to show"
    why = after_call(status.long_call) if card.kind == "stand" else ""
    reason = why or card_reason(card.kind, card.trigger, card.pulse_due, status.card_bout, length, routine)
    return card_sentence(card.kind, length, status.standing, routine), reason


def card_sentence(kind: str, length: timedelta, is_standing: bool = False, routine: str = "") -> str:
    """The one sentence of the card; `length` is that of the break, unless a routine with its own takes its place."""
    if kind == "cue":
        if routine:
            return _("A small reset: {routine}.").format(routine=routine)
        if is_standing:
            return _("A small reset: exhale, tuck, squeeze.")
        return _("A small reset: stand, exhale, tuck, squeeze.")
    if kind == "routine":
        return session_time()
    if kind == "sit":
        # Translators: the card that comes after a long time of standing at the desk.
        return _("Time to sit.")
    if routine:
        return _("Stand up for {routine}.").format(routine=routine)
    if length == timedelta(seconds=30):
        return _("Stand up for half a minute.")
    return _("Stand up for {time}.").format(time=format_duration(length))


def card_reason(kind: str, trigger: str, pulse_due: bool, bout: timedelta, length: timedelta, routine: str = "") -> str:
    """Why the card comes now, in one line; `bout` is how long the person has been sitting or standing.

    `length` is that of the break; `routine` is the one that is meant, with its length.
    """
    if kind == "routine":
        return " ".join(filter(None, (routine and f"{routine}.", _routine_reason(trigger))))
    if kind == "cue" and routine:
        return _("As you asked.") if trigger == "asked" else _("An hour at the desk.")
    if kind == "cue":
        half_a_minute, time = length == timedelta(seconds=30), format_duration(length)
        if trigger == "asked":
            return (
                _("As you asked. Half a minute is enough.")
                if half_a_minute
                else _("As you asked. It takes {time}.").format(time=time)
            )
        if half_a_minute:
            return _("An hour at the desk. Half a minute is enough.")
        return _("An hour at the desk. It takes {time}.").format(time=time)
    if kind == "sit":
        how_long, reason = _("Standing {time}"), _("as you asked") if trigger == "asked" else ""
    else:
        how_long, reason = _("Sitting {time}"), _break_reason(trigger, pulse_due)
    lasted = how_long.format(time=format_duration(bout)) if minutes(bout) else ""
    line = " · ".join(filter(None, (lasted, reason)))
    return line[:1].upper() + line[1:]


def after_call(length: timedelta | None) -> str:
    """A suggestion after calls of this length; empty for none."""
    return _("{time} of calls: one minute up?").format(time=format_duration(length)) if length is not None else ""


def _break_reason(trigger: str, pulse_due: bool) -> str:
    if pulse_due:
        return _("no posture pulse for a while")
    reasons = {
        "coarse": _("good moment: you are between two things"),
        "medium": _("good moment: you just paused"),
        "fine": _("good moment: you just paused"),
        "asked": _("as you asked"),
    }
    return reasons.get(trigger, "")


def _routine_reason(trigger: str) -> str:
    return {
        "bound": _("You chose this time."),
        "coarse": _("It has waited for a good moment."),
        "asked": _("You asked to be reminded now."),
    }[trigger]


def question(span: tuple[datetime, datetime]) -> str:
    """The question after an unexplained pause (R5)."""
    start, end = span
    return _("Were you up from {start} to {end}?").format(start=clock(start), end=clock(end))


def welcome_back(start: datetime, end: datetime) -> str:
    """The note on an absence that was credited as a break (R4)."""
    return _("Welcome back. Away from {start} to {end}, counted as a break.").format(
        start=day_and_clock(start, end), end=clock(end)
    )


confirm_absence = lazy("Yes, count it")
still_standing = lazy("Still standing?")
yes_standing = lazy("Yes, still standing")
undo = lazy("Undo")
open_label = lazy("Open")
note_title = lazy("A note - Hipbreak")
answer_in_menu = lazy("Answer in the menu of Hipbreak.")
# Translators: The card's sentence for a session (R18).
session_time = lazy("Time for today's session.")


def card_instead(why: str) -> str:
    """The notification chosen in the settings cannot be shown; `why` is one sentence."""
    # Translators: {why} is a whole sentence.
    return _("{why} So this card comes instead.").format(why=why)

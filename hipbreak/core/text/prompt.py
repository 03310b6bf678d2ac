"""Texts of the prompt card and of the quiet questions."""

from datetime import datetime, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.text.formatting import clock, day_and_clock, minutes


def card_sentence(kind: str, sitting: timedelta) -> str:
    """The one sentence of the card."""
    if kind == "cue":
        return _("A small reset: stand, exhale, tuck, squeeze.")
    if kind == "routine":
        return session_time()
    n = minutes(sitting)
    if not n:
        return _("Time to stand.")
    return _n(
        "Time to stand. You have been sitting for {n} minute.",
        "Time to stand. You have been sitting for {n} minutes.",
        n,
    ).format(n=n)


def session_time() -> str:
    """The card's sentence for a session (R18)."""
    return _("Time for today's session.")


def card_reason(kind: str, trigger: str, pulse_due: bool, session: str = "") -> str:
    """Why the card comes now, in one line; `session` is the routine that is meant for today, with its length."""
    if kind == "routine":
        return " ".join(filter(None, (session and f"{session}.", _routine_reason(trigger))))
    if pulse_due:
        return _("No posture pulse for a while: this one counts.")
    reasons = {
        "coarse": _("You have just come back to your desk or finished something."),
        "medium": _("You have just paused."),
        "fine": _("You have just paused for a moment."),
        "bound": _("Half a minute is enough."),
        "asked": _("You asked to be reminded now."),
        "hourly": _("An hour at the desk. Ten seconds are enough."),
    }
    return reasons[trigger] if kind == "stand" or trigger != "bound" else reasons["hourly"]


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


def title_and_text(sentence: str, reason: str) -> tuple[str, str]:
    """The card's sentence and reason as title and text: a title is one line."""
    title, dot, rest = sentence.partition(". ")
    return (f"{title}.", f"{rest} {reason}") if dot else (title, reason)


def card_instead(why: str) -> str:
    """The notification chosen in the settings cannot be shown; `why` is one sentence."""
    return _("{why} So this card comes instead.").format(why=why)

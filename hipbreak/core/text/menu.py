"""Texts of menus, buttons and small windows; `&` marks a mnemonic."""

from datetime import datetime, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.text.formatting import clock, format_duration
from hipbreak.core.text.prompt import question, still_standing

APP = "Hipbreak"  # a name, the same in every language

start = lazy("Start")
stand_up = lazy("Stand up")
sit_down = lazy("Sit down")
snooze_menu = lazy("&Later")
more = lazy("Mor&e")
skip = lazy("Skip")
menu_start = lazy("&Start the break")
menu_session = lazy("&Start today's session")
menu_skip = lazy("S&kip it")
stand_now = lazy("Stand &up now")
pulse_now = lazy("&Pulse now")
standing = lazy("I'm s&tanding")
sitting = lazy("I'm si&tting")
posture_name = lazy("What I do")
posture_sitting = lazy("Sitting")
posture_standing = lazy("Standing")
posture_away = lazy("Away")
call_menu = lazy("&In a call")
call_over = lazy("The &call is over")
away = lazy("I'm awa&y")
back = lazy("I'm &back")
log_break = lazy("I &was up...")
undo = lazy("U&ndo last break")
pause = lazy("P&ause")
off_today = lazy("O&ff today")
resume = lazy("&Resume")
today = lazy("T&oday")
programme = lazy("Progra&mme")
settings = lazy("Settin&gs")
quit_hipbreak = lazy("&Quit Hipbreak")
menu = lazy("Me&nu")
# Translators: The title of the tray's popover, for window managers and screen readers.
popover_title = lazy("Status - Hipbreak")

card = lazy("Time for a break")
session_card = lazy("Time for today's session")
sit_card = lazy("Time to sit")
open_card = lazy("Show the card")
more_answers = lazy("More answers")
already_up, pause_an_hour = lazy("I'm up already"), lazy("Pause for 1 hour")
runs_in_small_window = lazy("Hipbreak goes on in this small window. To end it, choose Quit in the menu.")

log_title = lazy("I was up - Hipbreak")
start_label = lazy("It &began")
duration_label = lazy("It &lasted")


def snooze() -> str:
    """The button that puts a prompt off."""
    return _p("snooze", "Later")


def escape_mnemonics(text: str) -> str:
    """The text with `&` escaped where it would mark a mnemonic."""
    return text.replace("&", "&&")


def card_start(kind: str) -> str:
    """The first answer of a card of this kind."""
    return {"stand": stand_up, "sit": sit_down}.get(kind, start)()


def card_title(kind: str) -> str:
    """The title of a card of this kind, for window managers and screen readers."""
    return {"routine": session_card, "sit": sit_card}.get(kind, card)()


def snooze_button(delay: timedelta) -> str:
    """The answer that brings the card back: `Later 5 min`."""
    return _("Later {time}").format(time=format_duration(delay))


def snooze_menu_label(delay: timedelta) -> str:
    """The same for a screen reader and for the menu."""
    return _("Later, in {time}").format(time=format_duration(delay))


def snooze_tonight_label(moment: datetime) -> str:
    """The answer that brings a session's card back in the evening."""
    return _("Later, tonight at {time}").format(time=clock(moment))


def snooze_tomorrow_label(moment: datetime) -> str:
    """The answer that brings a session's card back on the next day."""
    return _("Later, tomorrow at {time}").format(time=clock(moment))


snooze_after_meeting = lazy("Later, after this meeting")


def question_with_answer(span: tuple[datetime, datetime]) -> str:
    """The question after an unexplained pause with its one answer (R5)."""
    # Translators: {question} is such as "Were you up from 9:00 to 9:20?"
    return escape_mnemonics(_("{question} Yes, count it").format(question=question(span)))


def standing_question_with_answer() -> str:
    """The question about a long standing with its one answer (R6)."""
    return escape_mnemonics(_("{question} Yes").format(question=still_standing()))


def pause_choices() -> tuple[tuple[str, str], ...]:
    """The lengths of a pause, as `pause_end` reads them, and their names (R20)."""
    return (
        ("30min", _n("{n} minute", "{n} minutes", 30).format(n=30)),
        ("1h", _n("{n} hour", "{n} hours", 1).format(n=1)),
        ("2h", _n("{n} hour", "{n} hours", 2).format(n=2)),
        ("tomorrow", _("Until tomorrow")),
        ("", _("Until I resume")),
    )


def call(length: timedelta) -> str:
    """The line of the menu below "In a call"."""
    return _("For {time}").format(time=format_duration(length))


def in_call(length: timedelta) -> str:
    """The same as an answer to the card."""
    return _("In a call, for {time}").format(time=format_duration(length))


def start_session(length: str) -> str:
    """The line of the menu that starts today's session; `length` is empty where it is not known."""
    name = menu_session()
    return _("{name} · {length}").format(name=name, length=escape_mnemonics(length)) if length else name


def session_today(session: str) -> str:
    """The button that starts today's session; `session` is its name and length."""
    return _("Today's session: {session}").format(session=session)


def minutes_ago(count: int) -> str:
    """The unit after the number of minutes since a break began."""
    # Translators: behind a number in a field, which is not shown here; the space before it stays.
    return _n(" minute ago", " minutes ago", count)


def minutes_long(count: int) -> str:
    """The unit after the number of minutes that a break lasted."""
    return _n(" minute", " minutes", count)


def will_record(start: datetime, end: datetime) -> str:
    """What OK will do."""
    return _("A break from {start} to {end}.").format(start=clock(start), end=clock(end))

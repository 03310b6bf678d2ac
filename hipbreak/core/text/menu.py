"""What stands on menus, buttons and small windows; `&` marks the letter that the keyboard reaches."""

from datetime import datetime, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.i18n import phrase
from hipbreak.core.text.formatting import clock, spoken
from hipbreak.core.text.prompt import question

APP = "Hipbreak"  # a name, the same in every language

start = phrase("Start")
skip = phrase("Skip")
menu_start = phrase("&Start the break")
menu_session = phrase("&Start today's session")
menu_skip = phrase("S&kip it")
stand_now = phrase("Stand &up now")
pulse_now = phrase("&Pulse now")
standing = phrase("I'm s&tanding")
sitting = phrase("I'm si&tting")
call_menu = phrase("&In a call")
call_over = phrase("The &call is over")
away = phrase("I'm awa&y")
back = phrase("I'm &back")
log_break = phrase("I &was up...")
undo = phrase("U&ndo last break")
pause = phrase("P&ause")
off_today = phrase("O&ff today")
resume = phrase("&Resume")
today = phrase("T&oday")
programme = phrase("Progra&mme...")
settings = phrase("Settin&gs...")
quit_hipbreak = phrase("&Quit Hipbreak")
menu = phrase("&Menu")

card = phrase("Time for a break")
session_card = phrase("Time for today's session")
open_card = phrase("Show the card")
more_answers = phrase("More answers")
still_there = phrase("Hipbreak goes on in this small window. To end it, choose Quit in the menu.")

log_title = phrase("I was up - Hipbreak")
began = phrase("It &began")
lasted = phrase("It &lasted")


def literal(text: str) -> str:
    """A sentence for a place where `&` would mark a letter."""
    return text.replace("&", "&&")


def later(delay: timedelta) -> str:
    """The answer that brings the card back: `Later 5 min`."""
    return _("Later {time}").format(time=spoken(delay))


def later_told(delay: timedelta) -> str:
    """The same for a screen reader and for the menu."""
    return _("Later, in {time}").format(time=spoken(delay))


def yes_up(span: tuple[datetime, datetime]) -> str:
    """The question after an unexplained pause with its one answer (R5)."""
    return literal(_("{question} Yes, count it").format(question=question(span)))


def pauses() -> tuple[tuple[str, str], ...]:
    """The lengths of a pause, as `core.when` reads them, and their names (R20)."""
    return (
        ("30min", _n("{n} minute", "{n} minutes", 30).format(n=30)),
        ("1h", _n("{n} hour", "{n} hours", 1).format(n=1)),
        ("2h", _n("{n} hour", "{n} hours", 2).format(n=2)),
        ("tomorrow", _("Until tomorrow")),
        ("", _("Until I resume")),
    )


def call(length: timedelta) -> str:
    """The line of the menu below "In a call"."""
    return _("For {time}").format(time=spoken(length))


def in_call(length: timedelta) -> str:
    """The same as an answer to the card."""
    return _("In a call, for {time}").format(time=spoken(length))


def minutes_ago(count: int) -> str:
    """What follows the number of minutes since a break began."""
    return _n(" minute ago", " minutes ago", count)


def minutes_long(count: int) -> str:
    """What follows the number of minutes that a break lasted."""
    return _n(" minute", " minutes", count)


def will_record(start: datetime, end: datetime) -> str:
    """What OK will do."""
    return _("A break from {start} to {end}.").format(start=clock(start), end=clock(end))

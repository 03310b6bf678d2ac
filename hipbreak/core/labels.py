"""What stands on menus, buttons and small windows; `&` marks the letter that the keyboard reaches."""

from datetime import datetime, timedelta
from gettext import NullTranslations

from hipbreak.core.sentences import clock, question, spoken

_language = NullTranslations()
_ = _language.gettext
_n = _language.ngettext

APP = _("Hipbreak")

START = _("Start")
SKIP = _("Skip")
MENU_START = _("&Start the break")
MENU_SESSION = _("&Start today's session")
MENU_SKIP = _("S&kip it")
STAND_NOW = _("Stand &up now")
PULSE_NOW = _("&Pulse now")
STANDING = _("I'm s&tanding")
SITTING = _("I'm si&tting")
IN_CALL = _("&In a call")
CALL_OVER = _("The &call is over")
AWAY = _("I'm awa&y")
BACK = _("I'm &back")
LOG_BREAK = _("I &was up...")
UNDO = _("U&ndo last break")
PAUSE = _("P&ause")
OFF_TODAY = _("O&ff today")
RESUME = _("&Resume")
TODAY = _("T&oday")
PROGRAMME = _("Progra&mme...")
SETTINGS = _("Settin&gs...")
QUIT = _("&Quit Hipbreak")
MENU = _("&Menu")

CARD = _("Time for a break")
SESSION_CARD = _("Time for today's session")
OPEN_CARD = _("Show the card")
MORE_ANSWERS = _("More answers")
STILL_THERE = _("Hipbreak goes on in this small window. To end it, choose Quit in the menu.")

LOG_TITLE = _("I was up - Hipbreak")
BEGAN = _("It &began")
LASTED = _("It &lasted")


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

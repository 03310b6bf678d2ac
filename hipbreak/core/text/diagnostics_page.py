"""Texts of the diagnostics page and its Test buttons."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.text.diagnostics import title

heading = lazy("What works here")
intro = lazy("What Hipbreak can notice here, and how it can notify you.")
test_button = lazy("Test")
copy = lazy("&Copy report")
copied = lazy("Copied, without your name or folders.")
tested_idle = lazy(
    "Leave keyboard and pointer alone for a moment: the number grows, and falls to 0 when you touch them."
)
off_in_settings = lazy("It is off in Settings, so nothing is noticed.")
tested_suspend = lazy("Let the computer sleep for two minutes and wake it: Today shows that you were away.")
tested_log = lazy("An entry can be written.")
sample_title = lazy("A test")
sample_body = lazy("This is how a notification of Hipbreak looks here.")
sample_answer = lazy("I see it")
notification_answered = lazy("You have answered: notifications and their buttons work.")


def test_name(name: str) -> str:
    """The accessible name of a Test button."""
    return _("Test: {what}").format(what=title(name))


def how_to_notice(name: str) -> str:
    """What the person has to do to see whether it is noticed."""
    return {
        "lock": _("Lock the screen and unlock it: this line says when it is noticed."),
        "call": _("Use microphone or camera in another program: this line says when it is noticed."),
        "awake": _("Play a film in another program: this line says when that keeps the screen awake."),
        "dnd": _("Turn on Do Not Disturb: this line says when it is noticed."),
        "fullscreen": _("Put another window over the whole screen: this line says when it is noticed."),
    }[name]


def change_noticed(at: str, on: bool) -> str:
    return _("Noticed at {time}: on.").format(time=at) if on else _("Noticed at {time}: off.").format(time=at)


def tested_autostart(on: bool) -> str:
    if not on:
        return _("It is off: switch it on under Start, log out and in, and Hipbreak is there.")
    return _("It is on: log out and in, and Hipbreak is there.")


def lock_noticed(at: str, on: bool) -> str:
    return _("Noticed at {time}: locked.").format(time=at) if on else _("Noticed at {time}: unlocked.").format(time=at)


def tested_tray(there: bool) -> str:
    if not there:
        return _("This desktop has no place for the icon.")
    return _("For five seconds the icon is a filled disc with a chevron.")


def notification_sent(buttons: bool) -> str:
    return _("Sent. Answer on it to show that its button works, too.") if buttons else _("Sent. Do you see it?")


def notification_closed(by_person: bool) -> str:
    return _("You have closed it: it was shown.") if by_person else _("It was closed without an answer.")

"""Texts of the diagnostics page and its Test buttons."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.text.diagnostics import title


def heading() -> str:
    return _("What works here")


def intro() -> str:
    return _("What Hipbreak can notice here, and how it can notify you.")


def test_button() -> str:
    return _("Test")


def test_name(name: str) -> str:
    """The accessible name of a Test button."""
    return _("Test: {what}").format(what=title(name))


def copy() -> str:
    return _("&Copy report")


def copied() -> str:
    return _("Copied, without your name or folders.")


def tested_idle() -> str:
    return _("Leave keyboard and pointer alone for a moment: the number grows, and falls to 0 when you touch them.")


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


def off_in_settings() -> str:
    return _("It is off in Settings, so nothing is noticed.")


def tested_suspend() -> str:
    return _("Let the machine sleep for two minutes and wake it: Today shows that you were away.")


def tested_autostart(on: bool) -> str:
    if not on:
        return _("It is off: switch it on under Start, log out and in, and Hipbreak is there.")
    return _("It is on: log out and in, and Hipbreak is there.")


def tested_log() -> str:
    return _("An entry can be written.")


def lock_noticed(at: str, on: bool) -> str:
    return _("Noticed at {time}: locked.").format(time=at) if on else _("Noticed at {time}: unlocked.").format(time=at)


def tested_tray(there: bool) -> str:
    if not there:
        return _("This desktop has no place for the icon.")
    return _("For five seconds the icon is a filled disc with a chevron.")


def sample_title() -> str:
    return _("A test")


def sample_body() -> str:
    return _("This is how a notification of Hipbreak looks here.")


def sample_answer() -> str:
    return _("I see it")


def notification_sent(buttons: bool) -> str:
    return _("Sent. Answer on it to show that its button works, too.") if buttons else _("Sent. Do you see it?")


def notification_answered() -> str:
    return _("You have answered: notifications and their buttons work.")


def notification_closed(by_person: bool) -> str:
    return _("You have closed it: it was shown.") if by_person else _("It was closed without an answer.")

"""Texts of the four steps of the welcome."""

from hipbreak.core.i18n import gettext as _


def title(step: int, of: int) -> str:
    """The window's title with the current step."""
    return _("Welcome, {place} - Hipbreak").format(place=place(step, of).lower())


def place(step: int, of: int) -> str:
    """Counted from 1."""
    return _("Step {step} of {of}").format(step=step, of=of)


def skip() -> str:
    return _("S&kip")


def skip_help() -> str:
    return _("Everything stays as it is; you find it in Settings.")


def back() -> str:
    return _("&Back")


def go_on() -> str:
    return _("&Next")


def done() -> str:
    return _("&Done")


# What it does


def welcome() -> str:
    return _("Welcome to Hipbreak")


def what_title() -> str:
    return _("Half a minute on your feet")


def what_lead() -> str:
    return _("Hipbreak notices how long you sit, and offers a short break at a moment when you pause anyway.")


def what_lines() -> tuple[str, ...]:
    return (
        _("Stand tall, breathe out, tuck slightly, squeeze the glutes: half a minute is enough. A figure shows how."),
        _("Later and Skip are answers, too. What Hipbreak knows of your day stays on this computer."),
    )


# When


def when_title() -> str:
    return _("When it may offer a break")


def when_lines() -> str:
    return _("The clock runs only while you sit, and starts from zero after each break.")


def window(opens: str, closes: str) -> str:
    """The drawing of the window in words."""
    return _("A break may be offered after {opens} to {closes} of sitting.").format(opens=opens, closes=closes)


def sit_down() -> str:
    return _("You sit down")


# How


def how_title() -> str:
    return _("How it reaches you")


def how_lines() -> str:
    return _("A prompt is silent and never takes the keyboard. Tones and voice belong to the guided movement.")


# Here


def here_title() -> str:
    return _("On this desktop")


def sensed() -> str:
    return _("What Hipbreak can sense here")


def find_again(tray: bool) -> str:
    """Where everything is; `tray` whether this desktop has one."""
    where = _("The ring in the tray") if tray else _("The ring in the small window")
    return _("{where} fills while you sit. Its menu has everything, and Settings has all of this.").format(where=where)

"""Texts of the four steps of the welcome."""

from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n

skip = lazy("S&kip")
skip_help = lazy("Everything stays as it is; you find it in Settings.")
back = lazy("&Back")
next_button = lazy("&Next")
done = lazy("&Done")


def title(step: int, of: int) -> str:
    """The window's title with the current step."""
    return _("Welcome, {place} - Hipbreak").format(place=place(step, of).lower())


def place(step: int, of: int) -> str:
    """Counted from 1."""
    return _("Step {step} of {of}").format(step=step, of=of)


# What it does

welcome = lazy("Welcome to Hipbreak")
what_title = lazy("Stiff from sitting?")
what_lead = lazy("Hipbreak notices how long you sit, and offers half a minute on your feet when you pause anyway.")


def what_lines(session: timedelta) -> tuple[str, ...]:
    """`session` is the length of the programme's daily session."""
    n = _minutes(session)
    return (
        _n(
            "With it comes a programme of gentle exercises for your hips: about {n} minute a day, if you like.",
            "With it comes a programme of gentle exercises for your hips: about {n} minutes a day, if you like.",
            n,
        ).format(n=n),
        _("Later and Skip are answers, too. What Hipbreak knows of your day stays on this computer."),
    )


def _minutes(length: timedelta) -> int:
    return max(round(length / timedelta(minutes=1)), 1)


# The half minute

try_title = lazy("Try the half minute")
try_lines = lazy("A figure shows each movement, and it counts as your first break.")
try_now = lazy("&Try it now")


def pulse_captions() -> tuple[str, ...]:
    """Below the pictures of the movements."""
    return (
        _("Stand tall"),
        _("Breathe out, ribs down"),
        _("Tuck the tailbone, just a little"),
        _("Squeeze the glutes, ten seconds"),
    )


# When

when_title = lazy("When it may offer a break")
when_lines = lazy("The clock runs only while you sit, and starts from zero after each break.")


# The programme

programme_title = lazy("Exercises for your hips")
add_programme = lazy("Add the hip &programme")
missing = lazy("What Hipbreak cannot sense here")


def programme_lines(session: timedelta) -> str:
    n = _minutes(session)
    return _n(
        "About {n} minute a day for two weeks, then three or four days a week: a stretch off the couch, and a hold. "
        "A few questions about your health come before the first session.",
        "About {n} minutes a day for two weeks, then three or four days a week: a stretch off the couch, and a hold. "
        "A few questions about your health come before the first session.",
        n,
    ).format(n=n)


def find_again(tray: bool) -> str:
    """Where everything is; `tray` whether this desktop has one."""
    where = _("The ring in the tray") if tray else _("The ring in the small window")
    # Translators: {where} is "The ring in the tray" or "The ring in the small window".
    return _("{where} fills while you sit. Its menu has everything, and Settings has all of this.").format(where=where)

"""The words around the programme's mentions: titles, the lines of the menu, the ways to put one away."""

from hipbreak.core.language import gettext as _
from hipbreak.core.language import phrase

got_it = phrase("Got it")
not_now = phrase("Not now")


def self_test() -> str:
    return _("Self-test")


def two_weeks() -> str:
    return _("Two weeks have passed. It takes about a minute, on the edge of a bed, if you like.")


def self_test_in_menu() -> str:
    return _("Two weeks: the self-test, if you like...")


def strength() -> str:
    return _("The strength part")


def strength_in_menu() -> str:
    return _("A note on the strength part...")


def sleep_in_menu() -> str:
    return _("A tip for the night...")


def put_away(title: str, how: str) -> str:
    """A button that puts a mention away, as a screen reader tells it."""
    return f"{title}: {how}"

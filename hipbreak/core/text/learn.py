"""Texts of the page Learn; the notes themselves are in `notes` and `health_screening`."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy

tips, mistakes, questions = lazy("Tips"), lazy("Five mistakes"), lazy("Questions")
reasons, signs, pain = lazy("Why this works"), lazy("Signs in the pictures"), lazy("If it hurts")


def title() -> str:
    """The window's title."""
    return _("Learn - Hipbreak")


def lead() -> str:
    """The first line."""
    return _("What helps, and what to leave out")

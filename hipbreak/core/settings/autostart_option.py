"""The one option that settings.toml does not have: the desktop keeps it, and what is really there is shown."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.option import Option

_PAGE = "Start"
AUTOSTART = Option(
    "autostart", _PAGE, "Start with your session", "Hipbreak is in the tray as soon as you log in.", False
)
"""Its words are given in the person's language by `settings_words.declared`, as those of every option."""


def page() -> str:
    return _(_PAGE)


def kept_at(place: str) -> str:
    """Where the desktop keeps it."""
    return _("Read from {place}.").format(place=place)


def not_changed(place: str, why: str) -> str:
    """It could not be written; `why` is what the system says."""
    return _("This cannot be changed at {place}: {why}.").format(place=place, why=why)


def again() -> str:
    return _("Show the &welcome again")

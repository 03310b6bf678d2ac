"""The one option that settings.toml does not have: the desktop keeps it, and what is really there is shown."""

from gettext import NullTranslations

from hipbreak.core.options import Option

_ = NullTranslations().gettext

PAGE = _("Start")
AUTOSTART = Option(
    "autostart", PAGE, _("Start with your session"), _("Hipbreak is in the tray as soon as you log in."), False
)


def kept_at(place: str) -> str:
    """Where the desktop keeps it."""
    return _("Read from {place}.").format(place=place)


def not_changed(place: str, why: str) -> str:
    """It could not be written; `why` is what the system says."""
    return _("This cannot be changed at {place}: {why}.").format(place=place, why=why)


def again() -> str:
    return _("Show the &welcome again")

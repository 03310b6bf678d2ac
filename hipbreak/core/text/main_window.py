"""The names of the main window's pages."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy

navigation = lazy("Pages")


def now_title() -> str:
    """The title of the window while the page of now is open."""
    return _("Now - Hipbreak")


def pages() -> dict[str, str]:
    """The name of each page of the main window."""
    return {
        "now": _("Now"),
        "trends": _("Trends"),
        "programme": _("Programme"),
        "learn": _("Learn"),
        "settings": _("Settings"),
    }

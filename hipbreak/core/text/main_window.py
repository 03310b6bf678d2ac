"""The names of the main window's pages, and the titles of windows."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy

navigation = lazy("Pages")


def window_title(page: str) -> str:
    """The title of a window that shows this page."""
    return _("{page} - Hipbreak").format(page=page)


def pages() -> dict[str, str]:
    """The name of each page of the main window."""
    return {
        "now": _("Now"),
        "trends": _("Trends"),
        "programme": _("Programme"),
        "learn": _("Learn"),
        "settings": _("Settings"),
    }

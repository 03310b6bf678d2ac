"""The names of the main window's pages, and the titles of windows."""

from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.text.formatting import format_duration

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


# The question whether prompts come too often

pace_question = lazy("Do the offers to stand up come too often, just right, or too seldom?")
pace_undo = lazy("U&ndo")


def pace_answers() -> dict[str, str]:
    """The labels of the answers."""
    return {"often": _("Too &often"), "right": _("&Just right"), "seldom": _("Too se&ldom")}


def pace_moved(opens: timedelta, closes: timedelta) -> str:
    """The window was moved."""
    text = _("From now on a break is offered between {first} and {last} of sitting.")
    return text.format(first=format_duration(opens), last=format_duration(closes))


def pace_kept(opens: timedelta, closes: timedelta) -> str:
    """The window stays."""
    text = _("Then it stays so: a break is offered between {first} and {last} of sitting.")
    return text.format(first=format_duration(opens), last=format_duration(closes))


def pace_at_limit(opens: timedelta, closes: timedelta) -> str:
    """The window cannot be moved any further this way."""
    text = _(
        "It stays between {first} and {last} of sitting, since this moves it within 20 and 60 min only. The settings "
        "allow any other time."
    )
    return text.format(first=format_duration(opens), last=format_duration(closes))

"""Input of a person or a file, as messages repeat it."""

from datetime import date, time
from math import isfinite, isinf

from hipbreak.core.i18n import gettext as _

_LONGEST_QUOTE = 40


def quoted(raw: object) -> str:
    """What was typed, or read from a file, as a message repeats it: short, and with printable characters only."""
    match raw:
        case str():
            shown = raw if len(raw) <= _LONGEST_QUOTE else f"{raw[: _LONGEST_QUOTE - 3]}..."
            return "'{}'".format("".join(letter if letter.isprintable() else "?" for letter in shown))
        case bool():
            return "true" if raw else "false"
        case float() if not isfinite(raw):
            return _("an infinite number") if isinf(raw) else _("something that is no number")
        case int() | float():
            return str(raw) if abs(raw) < 10**_LONGEST_QUOTE else _("a number of more than {n} digits").format(n=40)
        case list() | tuple():
            return _("a list")
        case dict():
            return _("a table")
        case date() | time():
            return raw.isoformat()
        case None:
            return _("nothing")
    return _("something else")


def visible(text: str, longest: int = 200) -> str:
    """Text of another program as one short line: what a terminal would act upon is shown as an escape."""
    shown = text if len(text) <= longest else f"{text[:longest]}..."
    if shown.isprintable():
        return shown
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)

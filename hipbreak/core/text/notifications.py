"""What notifications say, ready for translators."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy

yes = lazy("Yes, count it")
open_it = lazy("Open")
note = lazy("A note - Hipbreak")
answer_in_menu = lazy("Answer in the menu of Hipbreak.")


def parts(sentence: str, reason: str) -> tuple[str, str]:
    """The card's sentence and reason as title and text: a title is one line."""
    title, dot, rest = sentence.partition(". ")
    return (f"{title}.", f"{rest} {reason}") if dot else (title, reason)


def card_instead(why: str) -> str:
    """Where a notification was wanted and cannot be shown; `why` is one sentence."""
    return _("{why} So this card comes instead.").format(why=why)

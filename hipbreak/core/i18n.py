"""Translation: the language (gettext catalogue) is installed once, and looked up for every text."""

from collections.abc import Callable
from gettext import NullTranslations

_translations = NullTranslations()


def install(translations: NullTranslations) -> None:
    """Use these translations from now on; existing windows keep their texts."""
    global _translations  # noqa: PLW0603 - one language in a process
    _translations = translations


def gettext(text: str) -> str:
    """The text in the installed language."""
    return _translations.gettext(text) if text else ""  # the empty one is the header of a catalogue


def ngettext(singular: str, plural: str, number: int) -> str:
    """The plural form of the text for the number."""
    return _translations.ngettext(singular, plural, number)


def pgettext(context: str, text: str) -> str:
    """The text in the installed language; `context` tells apart what English has one word for."""
    return _translations.pgettext(context, text)


def N_(text: str) -> str:
    """The text unchanged: marks what is translated when it is shown."""
    return text


def lazy(text: str) -> Callable[[], str]:
    """A function that returns the text in the language installed when it is called."""
    return lambda: gettext(text)

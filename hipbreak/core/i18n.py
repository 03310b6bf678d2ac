"""Translation: the language (gettext catalogue) is installed once, and looked up for every text."""

from collections.abc import Callable
from gettext import NullTranslations

_spoken = NullTranslations()


def install(translations: NullTranslations) -> None:
    """Use these translations from now on; existing windows keep their texts."""
    global _spoken  # noqa: PLW0603 - one process speaks one language
    _spoken = translations


def gettext(sentence: str) -> str:
    """The text in the installed language."""
    return _spoken.gettext(sentence)


def ngettext(one: str, several: str, number: int) -> str:
    """The plural form of the text for the number."""
    return _spoken.ngettext(one, several, number)


def lazy(sentence: str) -> Callable[[], str]:
    """A function that returns the text in the language installed when it is called."""
    return lambda: gettext(sentence)

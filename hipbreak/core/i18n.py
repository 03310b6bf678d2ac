"""The language that Hipbreak speaks: chosen once, asked at every sentence."""

from collections.abc import Callable
from gettext import NullTranslations

_spoken = NullTranslations()


def install(translations: NullTranslations) -> None:
    """From now on every sentence is of this language; windows that stand already keep their words."""
    global _spoken  # noqa: PLW0603 - one process speaks one language
    _spoken = translations


def gettext(sentence: str) -> str:
    """The sentence in the language spoken."""
    return _spoken.gettext(sentence)


def ngettext(one: str, several: str, number: int) -> str:
    """The form of the sentence that goes with the number."""
    return _spoken.ngettext(one, several, number)


def lazy(sentence: str) -> Callable[[], str]:
    """A sentence that is always the same, to be said later: what is called gives it in the language spoken by then."""
    return lambda: gettext(sentence)

"""Translation: the language (gettext catalogue) is installed once, and looked up for every text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

_translations = NullTranslations()
_problem = ""


def install(translations: NullTranslations, problem: str = "") -> None:
    """Use these translations from now on; existing windows keep their texts.

    `problem` is one sentence why they are not in the language that the person wants.
    """
    global _translations, _problem
    _translations, _problem = translations, problem


def problem() -> str:
    """Why the texts are not in the language that the person wants; empty if they are."""
    return _problem


def language() -> str:
    """The language of the texts as web pages name it, like `de` or `pt-BR`."""
    return _translations.info().get("language", "en").replace("_", "-")


def is_translated() -> bool:
    """Whether a language other than English is installed."""
    return type(_translations) is not NullTranslations


@contextmanager
def untranslated() -> Iterator[None]:
    """Look up the English texts inside of the block."""
    installed, why = _translations, _problem
    install(NullTranslations())
    try:
        yield
    finally:
        install(installed, why)


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

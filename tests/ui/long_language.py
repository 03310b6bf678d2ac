"""A pseudo-translation for the tests: texts are 40 % longer, accented, and enclosed in marks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from hipbreak.core.i18n import install

OPEN, CLOSE = "«", "»"
_ACCENTED = str.maketrans("aeiouyncAEIOUYNC", "áéïôûýñçÁÉÏÔÛÝÑÇ")
_UNTRANSLATED = re.compile(r"(\{[^{}]*\}|&.|`[^`]*`|\(\*[^)]*\))")
"""Placeholders, mnemonics, commands, and file patterns."""
_EXTRA = 0.4


def lengthened(text: str) -> str:
    """The text in that language; what a program reads is not translated."""
    parts = _UNTRANSLATED.split(text)
    translated = "".join(part if n % 2 else part.translate(_ACCENTED) for n, part in enumerate(parts))
    words = re.findall(r"\w{3,}", "".join(parts[::2])) or ["ô"]
    missing, added = round(len(text) * _EXTRA), list[str]()
    while sum(len(word) + 1 for word in added) < missing:
        added.append(words[len(added) % len(words)].lower().translate(_ACCENTED))
    return f"{OPEN}{' '.join((translated, *added))}{CLOSE}"


class LongLanguage(NullTranslations):
    """Plural forms as in English."""

    def gettext(self, message: str) -> str:
        return lengthened(message)

    def pgettext(self, context: str, message: str) -> str:
        return lengthened(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return lengthened(msgid1 if n == 1 else msgid2)


@contextmanager
def long_language() -> Iterator[None]:
    """Install the language for the duration of a block."""
    install(LongLanguage())
    try:
        yield
    finally:
        install(NullTranslations())

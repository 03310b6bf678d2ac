"""A language made up for the tests: its sentences are two fifths longer than ours, accented, and known by marks."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from hipbreak.core.i18n import install

OPEN, CLOSE = "«", "»"
_ACCENTED = str.maketrans("aeiouyncAEIOUYNC", "áéïôûýñçÁÉÏÔÛÝÑÇ")
_KEPT = re.compile(r"(\{[^{}]*\}|&.|`[^`]*`|\(\*[^)]*\))")
"""Placeholders, the keyboard's letters, commands, and the patterns of files."""
_MORE = 0.4


def longer(sentence: str) -> str:
    """The sentence in that language; what a program reads in it is kept."""
    parts = _KEPT.split(sentence)
    told = "".join(part if n % 2 else part.translate(_ACCENTED) for n, part in enumerate(parts))
    words = re.findall(r"\w{3,}", "".join(parts[::2])) or ["ô"]
    missing, more = round(len(sentence) * _MORE), list[str]()
    while sum(len(word) + 1 for word in more) < missing:
        more.append(words[len(more) % len(words)].lower().translate(_ACCENTED))
    return f"{OPEN}{' '.join((told, *more))}{CLOSE}"


class LongLanguage(NullTranslations):
    """Plural forms as in ours."""

    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)


@contextmanager
def long_language() -> Iterator[None]:
    """Hipbreak speaks it meanwhile."""
    install(LongLanguage())
    try:
        yield
    finally:
        install(NullTranslations())

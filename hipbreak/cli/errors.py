"""Errors that end a command, the exit codes, and warnings."""

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

DONE, FAILED, USAGE, NOT_RUNNING = 0, 1, 2, 3
_LONGEST_WORD, _SHOWN = 400, 60


class CommandError(Exception):
    """One sentence for stderr."""

    def __init__(self, text: str, code: int = FAILED) -> None:
        super().__init__(text)
        self.code = code


def print_warnings(texts: Iterable[object]) -> None:
    """Print sentences on stderr."""
    for text in texts:
        print(f"hipbreak: {printable(str(text))}", file=sys.stderr)


def printable(text: str) -> str:
    """The text for a terminal: what was typed or read is shortened, and its control characters are shown as such."""
    shortened = re.sub(rf"\S{{{_LONGEST_WORD},}}", lambda word: f"{word[0][:_SHOWN]}...", text)
    return "".join(letter if letter.isprintable() or _is_byte(letter) else ascii(letter)[1:-1] for letter in shortened)


def _is_byte(letter: str) -> bool:
    """Whether this represents a byte of a file name that is not UTF-8, which is printed as it is."""
    return "\udc80" <= letter <= "\udcff"


@contextmanager
def log_errors() -> Iterator[None]:
    """Raise CommandError when the log cannot be used."""
    from hipbreak.store.event_log.errors import LogError

    try:
        yield
    except LogError as error:
        raise CommandError(str(error)) from None

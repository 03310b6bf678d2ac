"""Errors that end a command, the exit codes, and warnings."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

DONE, FAILED, USAGE, NOT_RUNNING = 0, 1, 2, 3


class CommandError(Exception):
    """One sentence for stderr."""

    def __init__(self, text: str, code: int = FAILED) -> None:
        super().__init__(text)
        self.code = code


def print_warnings(texts: Iterable[str]) -> None:
    """Print on stderr what does not end the command."""
    for text in texts:
        print(f"hipbreak: {text}", file=sys.stderr)


@contextmanager
def log_errors() -> Iterator[None]:
    """Raise CommandError when the log cannot be used."""
    from hipbreak.store.event_log.errors import LogError

    try:
        yield
    except LogError as error:
        raise CommandError(str(error)) from None

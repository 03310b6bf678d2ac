"""Reads files that a person may edit, whatever is in their place: never waits, never reads without end."""

import errno
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

_LONGEST_LINE = 4_096  # tomllib takes 10 s for one key of 25,000 parts, 50,000 characters
_BOM = "\ufeff"
_TOO_DEEP = "too many brackets within brackets"
_OPENED_BY = {"Unterminated string": '"""', "Expected \"'''\"": "'''", 'Expected "\'"': "'"}
"""By the reason that tomllib gives at the end of a text."""


class UnusableText(ValueError):
    """The content cannot be used: `why` is a clause; `line` is where, if that is known."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why, self.line = why, line


def read_text(path: Path, largest: int) -> str:
    """The text of a regular file of at most `largest` bytes; UnusableText, OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:  # without O_NONBLOCK a pipe would block
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        content = file.read(largest + 1)
    if len(content) > largest:
        raise UnusableText("is too large")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnusableText("is not UTF-8", content.count(b"\n", 0, error.start) + 1) from None


def parse_toml(text: str) -> dict[str, Any]:
    """The TOML in the text; UnusableText."""
    import tomllib  # noqa: PLC0415 - 8 ms that a person without a settings file does not wait for

    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise UnusableText("is too long", number)
    try:
        return tomllib.loads(text.removeprefix(_BOM))
    except RecursionError:
        raise UnusableText(f"cannot be understood ({_TOO_DEEP})") from None
    except tomllib.TOMLDecodeError as error:
        reason = str(error).split(" (at ")[0]
        named = re.search(r"at line (\d+)", str(error))
        line_number = int(named[1]) if named else _line_of_what_is_open(text, reason)
        raise UnusableText(f"cannot be understood ({reason})", line_number) from None


def parse_json(text: str) -> Any:
    """The JSON in the text, which has no NaN and no infinity; UnusableText."""
    try:
        return json.loads(text.removeprefix(_BOM), parse_constant=_refuse_constant)
    except RecursionError:
        raise UnusableText(f"cannot be understood ({_TOO_DEEP})") from None
    except ValueError:
        raise UnusableText("is not JSON, or is cut off") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _line_of_what_is_open(text: str, reason: str) -> int:
    """Where something begins that is not closed until the end of the text, which is where tomllib notices."""
    if reason in _OPENED_BY:
        at = text.rfind(_OPENED_BY[reason])
    else:
        at = max(text.rfind("["), text.rfind("{")) if text.endswith("\n") else len(text)
    return text.count("\n", 0, max(at, 0)) + 1

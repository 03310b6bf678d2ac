"""Reads files that a person may edit, whatever is in their place: never waits, never reads without end."""

import errno
import os
import re
import stat
from pathlib import Path
from typing import Any

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _

_LONGEST_LINE = 4_096  # tomllib takes 10 s for one key of 25,000 parts, 50,000 characters
_BOM = "\ufeff"
_TOO_DEEP = N_("too many brackets within brackets")
_OPENED_BY = {"Unterminated string": '"""', "Expected \"'''\"": "'''", 'Expected "\'"': "'"}
"""By the reason that tomllib gives at the end of a text."""
_NO_QUOTE, _NO_BRACKET, _TWICE = (
    N_("a quotation mark is missing"),
    N_("a closing bracket is missing"),
    N_("a name is there twice"),
)
_BACKSLASH = N_("a backslash in a text is written twice")
_REASONS = (
    ("Illegal character '\\n'", _NO_QUOTE),
    ("Illegal character", N_("it has a character that TOML does not have")),
    ("Found invalid character", N_("it has a character that TOML does not have")),
    ("Unterminated string", _NO_QUOTE),
    ("Invalid value", N_("a value is a number, true, false or a text in quotation marks")),
    ("Invalid date", N_("there is no such date or time")),
    ("Expected '='", N_("between a name and its value there is an equals sign")),
    ("Expected newline", N_("after a value a new line begins")),
    ("Expected ']", _NO_BRACKET),
    ("Expected ", _NO_QUOTE),
    ("Unclosed", _NO_BRACKET),
    ("Invalid statement", N_("a line begins with a name")),
    ("Invalid initial", N_("a line begins with a name")),
    ("Unescaped", _BACKSLASH),
    ("Escaped", _BACKSLASH),
    ("Invalid hex", _BACKSLASH),
    ("Duplicate", _TWICE),
    ("Cannot", _TWICE),
)
"""What to say, by the beginning of tomllib's reason."""


class UnusableText(ValueError):
    """The content cannot be used: `why` is a clause; `line` is where, if that is known."""

    def __init__(self, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why, self.line = why, line

    def clause(self, path: Path) -> str:
        """What is wrong, and where, as a sentence without its full stop."""
        if self.line is None:
            # Translators: {why} is one of "is too large", "is not UTF-8", "cannot be understood" and the like.
            return _("{path} {why}").format(path=path, why=self.why)
        # Translators: {why} is one of "is too long", "is not UTF-8", "cannot be understood" and the like.
        return _("Line {line} of {path} {why}").format(line=self.line, path=path, why=self.why)


def read_bytes(path: Path, largest: int) -> bytes:
    """The content of a regular file of at most `largest` bytes; UnusableText, OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:  # without O_NONBLOCK a pipe would block
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, _("it is not a regular file"))
        content = file.read(largest + 1)
    if len(content) > largest:
        raise UnusableText(_("is too large"))
    return content


def read_text(path: Path, largest: int) -> str:
    """The text of a regular file of at most `largest` bytes; UnusableText, OSError."""
    return decode_text(read_bytes(path, largest))


def decode_text(content: bytes) -> str:
    """The UTF-8 text; UnusableText."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnusableText(_("is not UTF-8"), content.count(b"\n", 0, error.start) + 1) from None


def parse_toml(text: str) -> dict[str, Any]:
    """The TOML in the text; UnusableText."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            raise UnusableText(_("is too long"), number)
    if all(not line or (line[0] == "#" and line.isprintable()) for line in lines):
        return {}
    import tomllib  # noqa: PLC0415 - 8 ms and 0.1 MB, for a person who has changed no option

    try:
        return tomllib.loads(text.removeprefix(_BOM))
    except RecursionError:
        raise UnusableText(_not_understood(_TOO_DEEP)) from None
    except tomllib.TOMLDecodeError as error:
        reason = str(error).split(" (at ")[0]
        named = re.search(r"at line (\d+)", str(error))
        line_number = int(named[1]) if named else _line_of_what_is_open(text, reason)
        why = next((plain for beginning, plain in _REASONS if reason.startswith(beginning)), "")
        raise UnusableText(_not_understood(why), line_number) from None


def parse_json(text: str) -> Any:
    """The JSON in the text, which has no NaN and no infinity; UnusableText."""
    import json  # noqa: PLC0415 - not needed for the settings

    try:
        return json.loads(text.removeprefix(_BOM), parse_constant=_refuse_constant)
    except RecursionError:
        raise UnusableText(_not_understood(_TOO_DEEP)) from None
    except ValueError:
        raise UnusableText(_("is not JSON, or is cut off")) from None


def _not_understood(why: str) -> str:
    return _("cannot be understood ({why})").format(why=_(why)) if why else _("cannot be understood")


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _line_of_what_is_open(text: str, reason: str) -> int:
    """Where something begins that is not closed until the end of the text, which is where tomllib notices."""
    if reason in _OPENED_BY:
        at = text.rfind(_OPENED_BY[reason])
    else:
        at = max(text.rfind("["), text.rfind("{")) if text.endswith("\n") else len(text)
    return text.count("\n", 0, max(at, 0)) + 1

"""Edits TOML text one key at a time; comments, order and everything else stay as a person wrote them."""

import tomllib
from itertools import takewhile

import tomlkit
from msgspec import Struct
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item, Table

from hipbreak.core.i18n import gettext as _
from hipbreak.store.toml_lines import LongStatement, is_head, statements

_MOST_LINES = 100
"""Of one statement."""


class NotEditable(ValueError):
    """The text is TOML that has to be edited by hand; the reason as one clause."""


def set_key(text: str, key: str, value: bool | int | str, explanation: str) -> str:
    """Set a key of the top level; a new one goes before the first table, below the comment `explanation`."""
    found = _find(text, key)
    if found is not None:
        return found.before + _with_value(found.line, key, value) + found.after
    newline = _newline(text)
    before = "".join(_without_comment_of_table(_top_level(text), text))
    after = text[len(before) :]
    if before and not before.endswith("\n"):
        before += newline
    above = newline if before.strip() and not before.endswith(2 * newline) else ""
    below = newline if after and not after.startswith(newline) else ""
    line = f"{key} = {tomlkit.item(value).as_string()}"
    return f"{before}{above}{explanation}{newline}{line}{newline}{below}{after}"


def reset_key(text: str, key: str, default: bool | int | str, explanation: str) -> str:
    """Remove a key of the top level, with its `explanation`.

    A line with another comment, beside it or directly above, is a person's: it stays and gets the default, because
    the comment would be lost with it or be left without what it is about.
    """
    found = _find(text, key)
    if found is None:
        return text
    explained = found.above.strip() == explanation
    if found.comment or (_is_comment(found.above) and not explained):
        return found.before + _with_value(found.line, key, default) + found.after
    before, newline = found.before.removesuffix(found.above if explained else ""), _newline(text)
    if explained and before.endswith(2 * newline) and (not found.after or found.after.startswith(newline)):
        before = before.removesuffix(newline)  # the empty line that came with the explanation
    return before + found.after


class _Found(Struct, frozen=True):
    """The statement of a key, its comment, the statement above it, and all the text before and after."""

    before: str
    above: str
    line: str
    comment: str
    after: str


def _find(text: str, key: str) -> _Found | None:
    if key not in tomllib.loads(text):
        return None
    before = ""
    above = ""
    for line in _top_level(text):
        if key in tomllib.loads(line):
            return _Found(before, above, line, _comment(line, key), text[len(before + line) :])
        before, above = before + line, line
    raise NotEditable(_("{key} is a table in it").format(key=key))


def _comment(line: str, key: str) -> str:
    try:
        item = tomlkit.parse(line).item(key)
    except TOMLKitError as error:
        raise NotEditable(_("{key} is too complicated in it").format(key=key)) from error
    if not isinstance(item, Item) or isinstance(item, Table):
        raise NotEditable(_("{key} is a table in it").format(key=key))
    return item.trivia.comment


def _top_level(text: str) -> list[str]:
    """The statements before the first table: empty lines, comments, and keys with their values."""
    try:
        return list(takewhile(lambda statement: not is_head(statement), statements(text, _MOST_LINES)))
    except LongStatement:
        raise NotEditable(_("a value in it has more than {n} lines").format(n=_MOST_LINES)) from None


def _with_value(statement: str, key: str, value: bool | int | str) -> str:
    document = tomlkit.parse(statement)
    document[key] = value  # keeps the blanks and the comment
    return document.as_string()


def _without_comment_of_table(found: list[str], text: str) -> list[str]:
    """Without the comment lines directly above the first table, if there is a table."""
    at = len(found)
    if len("".join(found)) < len(text):
        while at and _is_comment(found[at - 1]):
            at -= 1
    return found[:at]


def _is_comment(statement: str) -> bool:
    return statement.lstrip(" \t").startswith("#")


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"

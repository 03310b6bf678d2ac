"""The statements of a TOML text, and the lines on which its keys are, for error messages; tomllib tells neither."""

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

Keys = tuple[str | int, ...]

_MOST_LINES = 1000
"""Of one statement: each line is read again with each one after it."""


class LongStatement(ValueError):
    """A statement has more lines than are read."""


def line_of(text: str, keys: Keys) -> int | None:
    """The line of the key that these lead to, or of the nearest table around it; the text must be valid TOML."""
    lines = _key_lines(text)
    return next((lines[keys[:length]] for length in range(len(keys), 0, -1) if keys[:length] in lines), None)


def statements(text: str, most_lines: int) -> Iterator[str]:
    """Yield empty lines, comments, heads of tables, and keys with their values; LongStatement."""
    lines: list[str] = []
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        lines.append(line)
        if len(lines) > most_lines:
            raise LongStatement
        if _is_whole("".join(lines)):
            yield "".join(lines)
            lines = []


def is_head(statement: str) -> bool:
    """Return whether the statement opens a table."""
    return statement.lstrip(" \t").startswith("[")


def _is_whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


@lru_cache(maxsize=1)  # for several errors in one file
def _key_lines(text: str) -> dict[Keys, int]:
    """Every key and table with its line; an item of a list is a number."""
    found: dict[Keys, int] = {}
    table: Keys = ()
    counts: dict[Keys, int] = {}
    line = 1
    with suppress(LongStatement, RecursionError):  # what follows has the line of the nearest key before
        for statement in statements(text, _MOST_LINES):
            paths = list(_paths(tomllib.loads(statement)))
            if is_head(statement):
                table = _table_of(paths[-1], statement.lstrip(" \t").startswith("[["), counts)
                found[table] = line
            else:
                found |= {(*table, *path): line for path in paths}
            line += statement.count("\n")
    return found


def _paths(table: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The names that lead to each value in the table, the outer ones first."""
    for name, value in table.items():
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, *path) for path in _paths(value))


def _table_of(names: tuple[str, ...], is_item: bool, counts: dict[Keys, int]) -> Keys:
    """The table that a head opens, with the numbers of the list items around it."""
    path: Keys = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, *names[-1:])
    if is_item:
        counts[path] = counts.get(path, -1) + 1
        return (*path, counts[path])
    return path

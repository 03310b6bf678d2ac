"""The lines on which the keys of a TOML text are, for error messages; tomllib does not tell them."""

import re
from collections.abc import Iterator

Keys = tuple[str | int, ...]

_PART = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|([A-Za-z0-9_-]+)')
_HEADER = re.compile(r"\s*(\[\[?)\s*(.*?)\s*\]")
_OPEN_STRINGS = ('"""', "'''", '"', "'")


def line_of(text: str, keys: Keys) -> int | None:
    """The line of the key that these lead to, or of the nearest table around it; the text must be valid TOML."""
    lines = dict(_key_lines(text))
    for length in range(len(keys), 0, -1):
        if (line := lines.get(keys[:length])) is not None:
            return line
    return None


def _key_lines(text: str) -> Iterator[tuple[Keys, int]]:
    """Every key and table with its line; an item of a list is a number."""
    table: Keys = ()
    counts: dict[Keys, int] = {}
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line, here = lines[number], number + 1
        number += 1
        header = _HEADER.match(line)
        if header:
            table = _table_of(_parts(header[2]), header[1] == "[[", counts)
            yield table, here
        elif "=" in line and not line.lstrip().startswith("#"):
            key, value = _split_assignment(line)
            yield (*table, *key), here
            while not _is_complete(value) and number < len(lines):
                value += "\n" + lines[number]
                number += 1


def _parts(dotted: str) -> list[str]:
    return [found[1] or found[2] or found[3] or "" for found in _PART.finditer(dotted)]


def _table_of(names: list[str], is_item: bool, counts: dict[Keys, int]) -> Keys:
    """The table that a header opens, with the numbers of the list items around it."""
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


def _split_assignment(line: str) -> tuple[list[str], str]:
    key: list[str] = []
    at = 0
    while found := _PART.search(line, at):
        key.append(found[1] or found[2] or found[3] or "")
        at = found.end()
        rest = line[at:].lstrip()
        if not rest.startswith("."):
            break
    return key, line[at:].partition("=")[2]


def _is_complete(value: str) -> bool:
    """Whether the value has no open string and no open bracket."""
    at = depth = 0
    while at < len(value):
        quote = next((quote for quote in _OPEN_STRINGS if value.startswith(quote, at)), "")
        if quote:
            at = _end_of_string(value, at + len(quote), quote)
            if at < 0:
                return False
            continue
        if value[at] == "#":
            end = value.find("\n", at)
            if end < 0:
                break
            at = end
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(value[at], 0)
        at += 1
    return depth <= 0


def _end_of_string(value: str, at: int, quote: str) -> int:
    while at < len(value):
        if quote[0] == '"' and value[at] == "\\":
            at += 2
        elif value.startswith(quote, at):
            return at + len(quote)
        else:
            at += 1
    return -1

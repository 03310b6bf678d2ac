"""Edits TOML text one key at a time; comments, order and everything else stay as a person wrote them."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tomlkit.items import Item, Key


class NotEditable(ValueError):
    """The text is TOML, but an edit would lose something; one clause says why."""


class _Piece(NamedTuple):
    """A comment, a run of empty lines, or a key with its value."""

    name: "Key | None"
    item: "Item"
    text: str


def set_key(text: str, key: str, value: bool | int | str, explanation: str) -> str:
    """Set a key of the top level; a new one goes before the first table, below the comment `explanation`."""
    pieces = _top_level(text, key)
    at = _find(pieces, key)
    if at is not None:
        return _with_value(text, pieces, at, value)
    from tomlkit import item  # noqa: PLC0415 - see _top_level

    newline = _newline(text)
    before = _text(_without_comment_of_table(pieces, text))
    after = text[len(before) :]
    if before and not before.endswith("\n"):
        before += newline
    above = newline if before.strip() and not before.endswith(2 * newline) else ""
    below = newline if after and not after.startswith(newline) else ""
    return f"{before}{above}{explanation}{newline}{key} = {item(value).as_string()}{newline}{below}{after}"


def reset_key(text: str, key: str, default: bool | int | str, explanation: str) -> str:
    """Remove a key of the top level, with its `explanation`.

    A line with another comment, beside it or directly above, is a person's: it stays and gets the default, because
    the comment would be lost with it or be left without what it is about.
    """
    pieces = _top_level(text, key)
    at = _find(pieces, key)
    if at is None:
        return text
    above = pieces[at - 1].text.strip() if at else ""
    explained = above == explanation
    if pieces[at].item.trivia.comment or (above.startswith("#") and not explained):
        return _with_value(text, pieces, at, default)
    newline, before, after = _newline(text), _text(pieces[: at - explained]), text[len(_text(pieces[: at + 1])) :]
    if explained and before.endswith(2 * newline) and (not after or after.startswith(newline)):
        before = before.removesuffix(newline)  # the empty line that came with the explanation
    return before + after


def _top_level(text: str, key: str) -> list[_Piece]:
    """What comes before the first table; NotEditable if the key is a table.

    Only this part is rendered by tomlkit: it changes blanks in the headers of tables.
    """
    import tomlkit  # noqa: PLC0415 - 6 ms and 0.9 MB that only a change of the settings needs
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415
    from tomlkit.items import AoT, Table  # noqa: PLC0415

    try:
        body = tomlkit.parse(text).body
    except (TOMLKitError, RecursionError) as error:
        raise NotEditable("it is too complicated") from error
    if any(name is not None and name.key == key and isinstance(item, AoT | Table) for name, item in body):
        raise NotEditable(f"{key} is a table in it")
    headers = (n for n, (name, item) in enumerate(body) if isinstance(item, AoT | Table) and not _is_dotted(name))
    return [_Piece(name, item, _rendered(name, item)) for name, item in body[: next(headers, None)]]


def _is_dotted(name: "Key | None") -> bool:
    return name is not None and name.is_dotted()


def _rendered(name: "Key | None", item: "Item") -> str:
    from tomlkit.container import Container  # noqa: PLC0415 - see _top_level

    return Container(parsed=True).append(name, item).as_string()


def _find(pieces: list[_Piece], key: str) -> int | None:
    return next((n for n, piece in enumerate(pieces) if piece.name is not None and piece.name.key == key), None)


def _with_value(text: str, pieces: list[_Piece], at: int, value: bool | int | str) -> str:
    from tomlkit.container import Container  # noqa: PLC0415 - see _top_level

    piece, start = pieces[at], len(_text(pieces[:at]))
    assert piece.name is not None
    line = Container(parsed=True).append(piece.name, piece.item)
    line[piece.name] = value  # keeps the spaces and the comment beside it
    return text[:start] + line.as_string() + text[start + len(piece.text) :]


def _without_comment_of_table(pieces: list[_Piece], text: str) -> list[_Piece]:
    """Without the comment lines directly above the first table, if there is a table."""
    from tomlkit.items import Comment  # noqa: PLC0415 - see _top_level

    at = len(pieces)
    while len(_text(pieces)) < len(text) and at and isinstance(pieces[at - 1].item, Comment):
        at -= 1
    return pieces[:at]


def _text(pieces: list[_Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"

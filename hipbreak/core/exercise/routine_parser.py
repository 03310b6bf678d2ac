"""Parse a TOML mapping into a Routine; errors name file, block and key in one sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hipbreak.core.exercise.routine import ALLOWED_PICTURES, Block, Cue, Effort, Move, MoveKind, Range, Routine, SetUp
from hipbreak.core.quoting import quoted, visible

Table = Mapping[str, Any]
_T = TypeVar("_T")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # also those of the direction

MAX_SECONDS, MAX_COUNT = 3600, 100  # seconds of anything, and times


class RoutineError(ValueError):
    """An unusable routine; the text names file, routine, block and key in one sentence."""


@dataclass(frozen=True, slots=True)
class TomlPath:
    """A place in the file, for error messages; reads typed values from tables."""

    file: str
    inside: tuple[str, ...] = ()

    def child(self, what: str, name: object) -> "TomlPath":
        return replace(self, inside=(*self.inside, f"{what} {name}"))

    def error(self, key: str, problem: str) -> RoutineError:
        return RoutineError(f"{', '.join((self.file, *map(visible, self.inside)))}: {visible(key)} {problem}.")

    def known_keys(self, table: Any, known: set[str], what: str) -> Table:
        """The value if it is a table with known keys only."""
        if not isinstance(table, Mapping):
            raise self.error(what, f"must be a table, not {quoted(table)}")
        for key in table:
            if key not in known:
                raise self.error(str(key), f"is not known here; there is {', '.join(sorted(known))}")
        return table

    def get(self, table: Table, key: str, kind: type[_T], default: _T | None = None) -> _T:
        """The value of a key, of the right kind; without a default the key must be there."""
        if key not in table:
            if default is None:
                raise self.error(key, "is missing")
            return default
        value = table[key]
        if type(value) is not kind or value == "":
            raise self.error(key, f"must be {_KINDS[kind]}, not {quoted(value)}")
        if isinstance(value, str) and _CONTROL.search(value):
            raise self.error(key, f"has a control character: {quoted(value)}")
        return value

    def texts(self, table: Table, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(table, key, list, [])
        if not all(isinstance(item, str) for item in value):
            raise self.error(key, f"must be a list of texts, not {quoted(value)}")
        return tuple(value)

    def tables(self, table: Table, key: str) -> list[Any]:
        return self.get(table, key, list, [])

    def picture(self, table: Table, key: str, default: str | None = None) -> str:
        name = self.get(table, key, str, default)
        if name not in ALLOWED_PICTURES:
            raise self.error(key, f"names no picture that Hipbreak has: {quoted(name)}")
        return name

    def number(self, table: Table, key: str, default: float, most: float = MAX_SECONDS) -> float:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self.error(key, f"must be a number from 0 to {most:g}, not {quoted(value)}")
        return value

    def range_of(self, table: Table, key: str, default: Range | None, least: float, most: float) -> Range:
        """One number, or [low, default, high]; whole numbers where it counts something."""
        if key not in table:
            if default is None:
                raise self.error(key, "is missing")
            return default
        value = table[key]
        parts = list(value) if isinstance(value, list) else [value] * 3
        numbers = [p for p in parts if isinstance(p, int | float) and not isinstance(p, bool)]
        if len(numbers) != 3 or len(parts) != 3:
            raise self.error(key, f"must be a number or [low, default, high], not {quoted(value)}")
        if not least <= numbers[0] <= numbers[1] <= numbers[2] <= most:
            raise self.error(key, f"must rise from low to high between {least:g} and {most:g}, not {quoted(value)}")
        if key in ("reps", "sets", "rounds") and any(int(n) != n for n in numbers):
            raise self.error(key, f"must be whole numbers, not {quoted(value)}")
        return Range(*numbers)


_KINDS: dict[type, str] = {str: "a text", bool: "true or false", list: "a list", int: "a whole number"}

_ROUTINE = {"name", "title", "about", "needs", "core", "kind", "order", "ids", "block"}
_BLOCK = {
    "name", "title", "sides", "rounds", "change", "turn", "again", "feel", "optional", "included", "ids",
    "set_up", "move",
}  # fmt: skip
_USE = {"use", "moves", "set", "name", "title", "rounds", "change", "turn", "optional", "included", "ids", "feel"}
_MOVE = {
    "name", "title", "kind", "picture", "off_picture", "reps", "seconds", "release", "sets", "rest", "verb",
    "off_verb", "cues", "off_cues", "cue_every", "ready", "weight", "effort", "lift_cm", "exhale", "countdown",
    "dynamic", "fixed", "ids",
}  # fmt: skip
_SET_UP = {"verb", "text", "picture", "seconds", "ids"}


def read_routine(table: Table, file: str, parts: Mapping[str, Table] | None = None) -> Routine:
    """The routine that `file` describes; `parts` are the blocks that `use` may name. RoutineError if it is wrong."""
    where = TomlPath(file)
    name = where.get(table, "name", str)
    where = where.child("routine", name)
    where.known_keys(table, _ROUTINE, "routine")
    raw = where.tables(table, "block")
    blocks = tuple(_block(where, block, parts or {}) for block in raw)
    names = [block.name for block in blocks]
    if not blocks or all(block.optional for block in blocks):
        raise where.error("block", "is missing: a routine needs a block that is not optional")
    for twice in {n for n in names if names.count(n) > 1}:
        raise where.error("block", f"is there twice with the name {twice}")
    core = where.texts(table, "core")
    if not set(core) <= set(names):
        raise where.error("core", f"must name blocks of the routine, not {quoted(list(core))}")
    kind = where.get(table, "kind", str, "exercise")
    if kind not in ("exercise", "test"):
        raise where.error("kind", f"must be exercise or test, not {quoted(kind)}")
    return Routine(
        name,
        where.get(table, "title", str),
        blocks,
        where.get(table, "about", str, " ").strip(),
        where.texts(table, "needs"),
        core,
        kind,
        where.get(table, "order", int, 100),
        where.texts(table, "ids"),
    )


def _block(where: TomlPath, raw: Any, parts: Mapping[str, Table]) -> Block:
    if isinstance(raw, Mapping) and "use" in raw:
        raw = _used(where, raw, parts)
    name = raw.get("name", "without a name") if isinstance(raw, Mapping) else raw
    where = where.child("block", name)
    table = where.known_keys(raw, _BLOCK, "block")
    moves = tuple(_move(where, move) for move in where.tables(table, "move"))
    if not moves:
        raise where.error("move", "is missing: a block needs a move")
    return Block(
        where.get(table, "name", str),
        where.get(table, "title", str),
        moves,
        tuple(_set_up(where, step, "set_up") for step in where.tables(table, "set_up")),
        where.get(table, "sides", bool, False),
        where.range_of(table, "rounds", Range(1, 1, 1), 1, 10),
        where.number(table, "change", 10),
        where.get(table, "turn", str, " ").strip(),
        _set_up(where, table["again"], "again") if "again" in table else None,
        _cue(where, table["feel"], "feel") if "feel" in table else None,
        where.get(table, "optional", bool, False),
        where.get(table, "included", bool, True),
        where.texts(table, "ids"),
    )


def _used(where: TomlPath, raw: Table, parts: Mapping[str, Table]) -> Table:
    """A shipped block with the changes that the routine makes to it."""
    name = where.get(raw, "use", str)
    inside = where.child("block", name)
    inside.known_keys(raw, _USE, "block")
    if name not in parts:
        raise inside.error("use", f"must be one of {', '.join(sorted(parts))}, not {quoted(name)}")
    part = dict(parts[name])
    moves = {move["name"]: dict(move) for move in part.get("move", [])}
    changes = raw.get("set", {})
    for changed in inside.known_keys(changes, set(moves), "set"):
        place = inside.child("move", changed)
        more = place.known_keys(changes[changed], _MOVE, "set")
        ids = [*moves[changed].get("ids", []), *place.texts(more, "ids")]
        moves[changed] |= {**more, "ids": ids}
    wanted = inside.texts(raw, "moves") or tuple(moves)
    for move in wanted:
        if move not in moves:
            raise inside.error("moves", f"must be of {', '.join(moves)}, not {quoted(move)}")
    rest = {key: value for key, value in raw.items() if key not in ("use", "moves", "set")}
    ids = [*part.get("ids", []), *inside.texts(raw, "ids")]
    return {**part, **rest, "ids": ids, "move": [moves[move] for move in wanted]}


def _set_up(where: TomlPath, raw: Any, key: str) -> SetUp:
    table = where.known_keys(raw, _SET_UP, key)
    where = where.child(key, table.get("verb", ""))
    return SetUp(
        where.get(table, "verb", str, " ").strip(),
        where.get(table, "text", str),
        where.picture(table, "picture"),
        where.number(table, "seconds", 0),
        where.texts(table, "ids"),
    )


def _cue(where: TomlPath, raw: Any, key: str) -> Cue:
    table = where.known_keys(raw, {"text", "ids"}, key)
    return Cue(where.get(table, "text", str), where.texts(table, "ids"))


def _effort(where: TomlPath, raw: Any) -> Effort:
    table = where.known_keys(raw, {"text", "percent", "ids"}, "effort")
    percent = where.child("effort", "").range_of(table, "percent", None, 1, 100)
    return Effort(where.get(table, "text", str), percent, where.texts(table, "ids"))


def _move(where: TomlPath, raw: Any) -> Move:
    name = raw.get("name", "without a name") if isinstance(raw, Mapping) else raw
    where = where.child("move", name)
    table = where.known_keys(raw, _MOVE, "move")
    name = where.get(table, "kind", str)
    if name not in list(MoveKind):
        raise where.error("kind", f"must be one of {', '.join(MoveKind)}, not {quoted(name)}")
    kind = MoveKind(name)
    if kind is MoveKind.PRESS and "release" in table:
        raise where.error("release", "is not for a press: the relaxing is as long as the press")
    picture = where.picture(table, "picture")
    exhale = where.number(table, "exhale", 0.6, 0.9)
    if exhale <= 0.5:
        raise where.error(
            "exhale", f"must be above 0.5, so that the breath out is the longer one, not {quoted(exhale)}"
        )
    return Move(
        name=where.get(table, "name", str),
        title=where.get(table, "title", str),
        kind=kind,
        picture=picture,
        off_picture=where.picture(table, "off_picture", picture),
        seconds=where.range_of(table, "seconds", None, 1, MAX_SECONDS),
        reps=where.range_of(table, "reps", Range(1, 1, 1), 1, MAX_COUNT),
        release=where.range_of(table, "release", Range(0, 0, 0), 0, MAX_SECONDS),
        sets=where.range_of(table, "sets", Range(1, 1, 1), 1, MAX_COUNT),
        rest=where.range_of(table, "rest", Range(10, 15, 30), 0, MAX_SECONDS),
        verb=where.get(table, "verb", str, " ").strip(),
        off_verb=where.get(table, "off_verb", str, " ").strip(),
        cues=tuple(_cue(where, cue, "cues") for cue in where.tables(table, "cues")),
        off_cues=tuple(_cue(where, cue, "off_cues") for cue in where.tables(table, "off_cues")),
        cue_every=max(where.get(table, "cue_every", int, 1), 1),
        ready=_set_up(where, table["ready"], "ready") if "ready" in table else None,
        weight=_set_up(where, table["weight"], "weight") if "weight" in table else None,
        effort=_effort(where, table["effort"]) if "effort" in table else None,
        lift_cm=where.range_of(table, "lift_cm", None, 0, 100) if "lift_cm" in table else None,
        exhale=exhale,
        countdown=where.get(table, "countdown", bool, kind is MoveKind.HOLD),
        dynamic=where.get(table, "dynamic", bool, False),
        fixed=where.get(table, "fixed", bool, False),
        ids=where.texts(table, "ids"),
    )

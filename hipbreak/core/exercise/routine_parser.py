"""Parse a TOML mapping into a Routine; errors name file, block and key in one sentence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.exercise.picture_check import is_picture_file
from hipbreak.core.exercise.routine import ALLOWED_PICTURES, Block, Cue, Effort, Move, MoveKind, Range, Routine, SetUp
from hipbreak.core.exercise.session_plan import lengths
from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted, visible

Table = Mapping[str, Any]
_T = TypeVar("_T")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # also those of the direction

MAX_SECONDS, MAX_COUNT = 3600, 100  # seconds of anything, and times
MAX_BLOCKS, MAX_MOVES, MAX_TEXT = 40, 40, 500  # in a routine, in a block, and characters
MAX_STEPS, MAX_LENGTH = 5_000, timedelta(hours=4)
"""Of a session with the highest numbers, and with the usual ones."""

Keys = tuple[str | int, ...]


class RoutineError(ValueError):
    """An unusable routine; the text names file, line, routine, block and key in one sentence.

    `keys` lead to the place in the file, as far as that is known.
    """

    def __init__(
        self, file: str, problem: str, inside: tuple[str, ...] = (), keys: Keys = (), line: int | None = None
    ) -> None:
        place = (file, *([f"line {line}"] if line else ()), *inside)
        super().__init__(f"{', '.join(place)}: {problem}.")
        self.file, self.problem, self.inside, self.keys = file, problem, inside, keys

    def at_line(self, line: int | None) -> "RoutineError":
        """The same error with its line."""
        return RoutineError(self.file, self.problem, self.inside, self.keys, line)


class TomlPath(Struct, frozen=True):
    """A place in the file, for error messages; reads typed values from tables.

    `picture_file` gives the path of a picture file, ValueError with a clause; without it only drawn pictures are known.
    With `found` errors are collected there and something harmless is read instead; without it the first is raised.
    """

    file: str
    picture_file: Callable[[str], str] | None = None
    found: list[RoutineError] | None = None
    inside: tuple[str, ...] = ()
    keys: Keys = ()

    def child(self, what: str, name: object, *keys: str | int) -> "TomlPath":
        return replace(self, inside=(*self.inside, f"{what} {name}"), keys=(*self.keys, *keys))

    def item(self, key: str, index: int) -> "TomlPath":
        """The place of a table in a list."""
        return replace(self, keys=(*self.keys, key, index))

    def error(self, key: str, problem: str) -> RoutineError:
        inside = tuple(map(visible, self.inside))
        return RoutineError(self.file, f"{visible(key)} {problem}", inside, (*self.keys, key))

    def report(self, key: str, problem: str) -> None:
        """Raise the error, or collect it."""
        if self.found is None:
            raise self.error(key, problem)
        self.found.append(self.error(key, problem))

    def read_each(self, key: str, items: Iterable[Any], read: Callable[["TomlPath", Any], _T]) -> Iterator[_T]:
        """What `read` makes of each item, without those whose errors were collected."""
        for index, item in enumerate(items):
            try:
                yield read(self.item(key, index), item)
            except RoutineError as error:
                if self.found is None:
                    raise
                self.found.append(error)

    def known_keys(self, table: Any, known: set[str], what: str) -> Table:
        """The value if it is a table with known keys only; RoutineError if it is none."""
        if not isinstance(table, Mapping):
            raise self.error(what, _("must be a table, not {value}").format(value=quoted(table)))
        for key in table:
            if key not in known:
                self.report(str(key), _("is not known here; there is {names}").format(names=", ".join(sorted(known))))
        return table

    def get(self, table: Table, key: str, kind: type[_T], default: _T | None = None) -> _T:
        """The value of a key, of the right kind; without a default the key must be there."""
        if key not in table:
            if default is None:
                self.report(key, _("is missing"))
                return cast("_T", _INSTEAD[kind])
            return default
        value = table[key]
        if type(value) is not kind or value == "":
            self.report(key, _("must be {kind}, not {value}").format(kind=_(_KINDS[kind]), value=quoted(value)))
            return cast("_T", _INSTEAD[kind])
        if isinstance(value, str) and _CONTROL.search(value):
            self.report(key, _("has a control character: {value}").format(value=quoted(value)))
        if isinstance(value, str) and len(value) > MAX_TEXT:
            self.report(key, _("is longer than {n} characters").format(n=MAX_TEXT))
        return cast("_T", value)

    def choice(self, table: Table, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of some texts."""
        value, allowed = self.get(table, key, str, default), list(choices)
        if value not in allowed:
            if key in table and type(table[key]) is str and table[key]:
                self.report(
                    key, _("must be one of {names}, not {value}").format(names=", ".join(allowed), value=quoted(value))
                )
            return allowed[0]
        return value

    def texts(self, table: Table, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(table, key, list, [])
        if not all(isinstance(item, str) and len(item) <= MAX_TEXT for item in value):
            self.report(key, _("must be a list of texts, not {value}").format(value=quoted(value)))
            return ()
        return tuple(value)

    def tables(self, table: Table, key: str, most: int = MAX_COUNT) -> list[Any]:
        value = self.get(table, key, list, [])
        if len(value) > most:
            # Translators: stands behind the name of a field, as all sentences of this file; {n} is always larger than
            # {most}.
            self.report(key, _("is there {n} times; at most {most} are read").format(n=len(value), most=most))
        return value[:most]

    def picture(self, table: Table, key: str, default: str = "") -> str:
        """A drawn picture by name, the path of a picture file, or nothing for words alone."""
        name = self.get(table, key, str, default)
        if name == default or name in ALLOWED_PICTURES:
            return name
        if self.picture_file is not None and is_picture_file(name):
            try:
                return self.picture_file(name)
            except ValueError as reason:
                self.report(key, str(reason))
        elif type(table[key]) is str and table[key]:
            self.report(key, _("names no picture that Hipbreak has: {name}").format(name=quoted(name)))
        return default

    def number(self, table: Table, key: str, default: float, most: float = MAX_SECONDS) -> float:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            self.report(
                key, _("must be a number from 0 to {most}, not {value}").format(most=f"{most:g}", value=quoted(value))
            )
            return default
        return value

    def range_of(self, table: Table, key: str, default: Range | None, least: float, most: float) -> Range:
        """One number, or [low, default, high]; whole numbers where it counts something."""
        if key not in table:
            if default is None:
                self.report(key, _("is missing"))
            return default or Range(least, least, least)
        value = table[key]
        parts = list(value) if isinstance(value, list) else [value] * 3
        numbers = [p for p in parts if isinstance(p, int | float) and not isinstance(p, bool)]
        if len(numbers) != 3 or len(parts) != 3:
            self.report(key, _("must be a number or [low, default, high], not {value}").format(value=quoted(value)))
        elif not least <= numbers[0] <= numbers[1] <= numbers[2] <= most:
            self.report(
                key,
                _("must rise from low to high between {least} and {most}, not {value}").format(
                    least=f"{least:g}", most=f"{most:g}", value=quoted(value)
                ),
            )
        elif key in ("reps", "sets", "rounds") and any(int(n) != n for n in numbers):
            self.report(key, _("must be whole numbers, not {value}").format(value=quoted(value)))
        else:
            return Range(*numbers)
        return default or Range(least, least, least)


_INSTEAD: dict[type, object] = {str: "-", bool: False, list: [], int: 1}
"""By type: what is read after an error, to go on."""
_KINDS: dict[type, str] = {str: N_("a text"), bool: N_("true or false"), list: N_("a list"), int: N_("a whole number")}

_SET_UP, _MOVE = set(SetUp.__struct_fields__), set(Move.__struct_fields__)
_BLOCK = {*Block.__struct_fields__, "move"} - {"moves"}
_USE = {*_BLOCK, "use", "moves", "set"} - {"move", "set_up", "sides", "again"}
_ROUTINE = {*Routine.__struct_fields__, "block"} - {"blocks", "own"}


def read_routine(
    table: Table,
    file: str,
    parts: Mapping[str, Table] | None = None,
    picture_file: Callable[[str], str] | None = None,
) -> Routine:
    """The routine that `file` describes; `parts` are the blocks that `use` may name. RoutineError if it is wrong.

    `picture_file` as for `TomlPath`.
    """
    return _routine(TomlPath(file, picture_file), table, parts or {})


def find_errors(
    table: Table,
    file: str,
    parts: Mapping[str, Table] | None = None,
    picture_file: Callable[[str], str] | None = None,
) -> list[RoutineError]:
    """Every error that keeps `read_routine` from reading the routine, in the order of its parts."""
    found: list[RoutineError] = []
    try:
        _routine(TomlPath(file, picture_file, found), table, parts or {})
    except RoutineError as error:
        found.append(error)
    return found


def _routine(where: TomlPath, table: Table, parts: Mapping[str, Table]) -> Routine:
    name = where.get(table, "name", str)
    where = where.child("routine", name)
    where.known_keys(table, _ROUTINE, "routine")
    raw = where.tables(table, "block", MAX_BLOCKS)
    blocks = tuple(where.read_each("block", raw, lambda place, block: _block(place, block, parts)))
    names = [block.name for block in blocks]
    if not raw or (blocks and all(block.optional for block in blocks)):
        where.report("block", _("is missing: a routine needs a block that is not optional"))
    for twice in sorted({n for n in names if names.count(n) > 1}):
        where.report("block", _("is there twice with the name {name}").format(name=twice))
    core = where.texts(table, "core")
    if not set(core) <= set(names):
        where.report("core", _("must name blocks of the routine, not {value}").format(value=quoted(list(core))))
    routine = Routine(
        name,
        where.get(table, "title", str),
        blocks,
        where.get(table, "about", str, " ").strip(),
        where.texts(table, "needs"),
        core,
        where.choice(table, "kind", ("exercise", "test"), "exercise"),
        where.get(table, "order", int, 100),
        where.texts(table, "ids"),
    )
    if not where.found and where.picture_file is not None:
        _check_length(where, routine)
    return routine


def _check_length(where: TomlPath, routine: Routine) -> None:
    """Report too many steps or hours in a routine of the person's own; to count those of the shipped takes 10 ms."""
    steps = sum(_steps_at_most(block) for block in routine.blocks)
    if steps > MAX_STEPS:
        where.report(
            "block",
            _("makes up to {steps} steps with its numbers; at most {most} can be played").format(
                steps=f"{steps:g}", most=MAX_STEPS
            ),
        )
    elif (length := lengths(routine).total) > MAX_LENGTH:
        hours = length / timedelta(hours=1)
        where.report(
            "block",
            _("makes a session of {hours} hours; at most {most} can be").format(
                hours=f"{hours:.1f}", most=MAX_LENGTH // timedelta(hours=1)
            ),
        )


def _steps_at_most(block: Block) -> float:
    moves = sum(
        move.sets.high * (2 + 2 * move.reps.high * (2 if move.kind is MoveKind.HOLD else 1)) for move in block.moves
    )
    return (2 if block.sides else 1) * (block.rounds.high * moves + len(block.set_up) + 1)


def _block(where: TomlPath, raw: Any, parts: Mapping[str, Table]) -> Block:
    if isinstance(raw, Mapping) and "use" in raw:
        raw = _used(where, raw, parts)
    name = raw.get("name", _("without a name")) if isinstance(raw, Mapping) else raw
    where = where.child("block", name)
    table = where.known_keys(raw, _BLOCK, "block")
    raw_moves = where.tables(table, "move", MAX_MOVES)
    if not raw_moves:
        where.report("move", _("is missing: a block needs a move"))
    return Block(
        where.get(table, "name", str),
        where.get(table, "title", str),
        tuple(where.read_each("move", raw_moves, _move)),
        tuple(where.read_each("set_up", where.tables(table, "set_up"), lambda at, step: _set_up(at, step, "set_up"))),
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
        raise inside.error(
            "use", _("must be one of {names}, not {name}").format(names=", ".join(sorted(parts)), name=quoted(name))
        )
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
            raise inside.error(
                "moves", _("must be of {names}, not {move}").format(names=", ".join(moves), move=quoted(move))
            )
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
    name = raw.get("name", _("without a name")) if isinstance(raw, Mapping) else raw
    where = where.child("move", name)
    table = where.known_keys(raw, _MOVE, "move")
    kind = MoveKind(where.choice(table, "kind", MoveKind))
    if kind is MoveKind.PRESS and "release" in table:
        where.report("release", _("is not for a press: the relaxing is as long as the press"))
    picture = where.picture(table, "picture")
    exhale = where.number(table, "exhale", 0.6, 0.9)
    if exhale <= 0.5:
        where.report(
            "exhale",
            _("must be above 0.5, so that the breath out is the longer one, not {value}").format(value=quoted(exhale)),
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
        cues=tuple(where.read_each("cues", where.tables(table, "cues"), lambda at, cue: _cue(at, cue, "cues"))),
        off_cues=tuple(
            where.read_each("off_cues", where.tables(table, "off_cues"), lambda at, cue: _cue(at, cue, "off_cues"))
        ),
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

"""Values out of a parsed TOML mapping: each of its kind and inside its bounds, or one sentence that says where not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hipbreak.core.exercise.routine import PICTURES, Range

Table = Mapping[str, Any]
_T = TypeVar("_T")

MAX_SECONDS, MAX_COUNT = 3600, 100  # seconds of anything, and times


class RoutineError(ValueError):
    """A routine cannot be used; the text is one sentence that names file, routine, block and key."""


@dataclass(frozen=True, slots=True)
class TomlPath:
    """The place in the file, for the sentence."""

    file: str
    inside: tuple[str, ...] = ()

    def child(self, what: str, name: object) -> "TomlPath":
        return replace(self, inside=(*self.inside, f"{what} {name}"))

    def error(self, key: str, trouble: str) -> RoutineError:
        return RoutineError(f"{', '.join((self.file, *self.inside))}: {key} {trouble}.")

    def known_keys(self, table: Any, known: set[str], what: str) -> Table:
        """The table, if it is one and has no key but the known."""
        if not isinstance(table, Mapping):
            raise self.error(what, f"must be a table, not {table!r}")
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
            raise self.error(key, f"must be {_KINDS[kind]}, not {value!r}")
        return value

    def texts(self, table: Table, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(table, key, list, [])
        if not all(isinstance(word, str) for word in value):
            raise self.error(key, f"must be a list of texts, not {value!r}")
        return tuple(value)

    def tables(self, table: Table, key: str) -> list[Any]:
        return self.get(table, key, list, [])

    def picture(self, table: Table, key: str, default: str | None = None) -> str:
        name = self.get(table, key, str, default)
        if name not in PICTURES:
            raise self.error(key, f"names no picture that Hipbreak has: {name!r}")
        return name

    def number(self, table: Table, key: str, default: float, most: float = MAX_SECONDS) -> float:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self.error(key, f"must be a number from 0 to {most:g}, not {value!r}")
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
            raise self.error(key, f"must be a number or [low, default, high], not {value!r}")
        if not least <= numbers[0] <= numbers[1] <= numbers[2] <= most:
            raise self.error(key, f"must rise from low to high between {least:g} and {most:g}, not {value!r}")
        if key in ("reps", "sets", "rounds") and any(int(n) != n for n in numbers):
            raise self.error(key, f"must be whole numbers, not {value!r}")
        return Range(*numbers)


_KINDS: dict[type, str] = {str: "a text", bool: "true or false", list: "a list", int: "a whole number"}

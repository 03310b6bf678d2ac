"""The routines on disk: those that come with Hipbreak, and the person's own beside the settings file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_parser import RoutineError, read_routine
from hipbreak.store.assets import asset
from hipbreak.store.small_file import UnusableText, parse_toml, read_text

_MAX_BYTES = 200_000  # bytes: more is no routine


@dataclass(frozen=True, slots=True)
class RoutineLibrary:
    """Every routine that can be used, in the order of lists, and a sentence for each file that cannot."""

    routines: tuple[Routine, ...]
    notes: tuple[str, ...] = ()

    def get(self, name: str) -> Routine | None:
        """The routine of that name, if there is one."""
        return next((routine for routine in self.routines if routine.name == name), None)


def own_folder(settings: Path) -> Path:
    """Where the person's routines lie: `routines` beside the settings file."""
    return settings.parent / "routines"


def read_library(settings: Path | None = None) -> RoutineLibrary:
    """The shipped routines and, beside `settings`, the person's own; what is wrong with one of those is a note.

    RoutineError or OSError only when something that comes with Hipbreak is broken.
    """
    folder = asset("routines")
    parts = {table["name"]: table for file in sorted((folder / "parts").glob("*.toml")) for table in [_parse(file)]}
    shipped = [read_routine(_parse(file), file.name, parts) for file in sorted(folder.glob("*.toml"))]
    own, notes = _read_own(own_folder(settings), parts, {r.name for r in shipped}) if settings else ([], [])
    return RoutineLibrary(tuple(sorted((*shipped, *own), key=lambda r: (r.order, r.name))), tuple(notes))


def read_shipped(name: str) -> Routine:
    """A shipped routine without shared blocks; FileNotFoundError or RoutineError if it is broken."""
    file = asset(f"routines/{name}.toml")
    return read_routine(_parse(file), file.name)


def _read_own(folder: Path, parts: Mapping[str, Any], taken: set[str]) -> tuple[list[Routine], list[str]]:
    own: list[Routine] = []
    notes: list[str] = []
    names = set(taken)
    for file in sorted(folder.glob("*.toml")):
        try:
            routine = replace(read_routine(_parse(file), str(file), parts), own=True)
        except RoutineError as error:
            notes.append(str(error))
            continue
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
            notes.append(f"{file}: this is not a routine that Hipbreak can read.")  # it must not hide the others
            continue
        if routine.name in names:
            notes.append(f"{file}, routine {routine.name}: name is taken by another routine; choose another one.")
        else:
            names.add(routine.name)
            own.append(routine)
    return own, notes


def _parse(file: Path) -> dict[str, Any]:
    """The file as a mapping; RoutineError with one sentence if unreadable."""
    try:
        return parse_toml(read_text(file, _MAX_BYTES))
    except UnusableText as error:
        where = f"line {error.line}" if error.line else "the file"
        why = error.why.replace("cannot be understood", "is not TOML")
        raise RoutineError(f"{file}: {where} {why}{' for a routine' if why == 'is too large' else ''}.") from None
    except OSError as error:
        raise RoutineError(f"{file}: the file cannot be read ({error.strerror or error}).") from None

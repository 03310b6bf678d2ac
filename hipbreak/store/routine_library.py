"""The routines on disk: those that come with Hipbreak, and the person's own beside the settings file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hipbreak.core.exercise.picture_check import MAX_PICTURE_BYTES, dark_variant, is_plain_name, why_unusable
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_parser import RoutineError, find_errors, read_routine
from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted
from hipbreak.store.assets import asset
from hipbreak.store.routine_archive import MAX_PICTURES, MAX_ROUTINE_BYTES, RoutineFiles
from hipbreak.store.small_file import UnusableText, decode_text, parse_toml, read_bytes
from hipbreak.store.toml_lines import line_of

_UNREADABLE = (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
_MAX_OWN = 200  # files of one's own


class RoutineLibrary(Struct, frozen=True):
    """Every routine that can be used, in the order of lists, and a sentence for each file that cannot.

    `files` are those of the person's own, by name.
    """

    routines: tuple[Routine, ...]
    notes: tuple[str, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)

    def get(self, name: str) -> Routine | None:
        """The routine of that name, if there is one."""
        return next((routine for routine in self.routines if routine.name == name), None)

    def own_session(self, name: str) -> str | None:
        """The name, if it is that of an exercise of the person's own that can be the day's session."""
        routine = self.get(name) if name else None
        return name if routine is not None and routine.own and routine.kind == "exercise" else None


def own_folder(settings: Path) -> Path:
    """Where the person's routines lie: `routines` beside the settings file."""
    return settings.parent / "routines"


def read_library(settings: Path | None = None) -> RoutineLibrary:
    """The shipped routines and, beside `settings`, the person's own; what is wrong with one of those is a note.

    RoutineError or OSError only when something that comes with Hipbreak is broken.
    """
    folder = asset("routines")
    parts = _read_parts()
    shipped = [read_routine(_parse(file)[1], file.name, parts) for file in sorted(folder.glob("*.toml"))]
    own, notes, files = _read_own(own_folder(settings), parts, {r.name for r in shipped}) if settings else ([], [], {})
    return RoutineLibrary(tuple(sorted((*shipped, *own), key=lambda r: (r.order, r.name))), tuple(notes), files)


def read_shipped(name: str) -> Routine:
    """A shipped routine without shared blocks; FileNotFoundError or RoutineError if it is broken."""
    file = asset(f"routines/{name}.toml")
    return read_routine(_parse(file)[1], file.name)


def read_own(file: Path, parts: Mapping[str, Any] | None = None) -> Routine:
    """A routine of the person's own, with the paths of its pictures; RoutineError, which names the line."""
    text, table = _parse(file)
    try:
        routine = read_routine(table, str(file), _read_parts() if parts is None else parts, _pictures_in(file.parent))
    except RoutineError as error:
        raise error.at_line(line_of(text, error.keys)) from None
    except _UNREADABLE:
        raise RoutineError(str(file), _("this is not a routine that Hipbreak can read")) from None
    return replace(routine, own=True)


def check_file(file: Path) -> list[RoutineError]:
    """Every error in a routine that lies anywhere, with its pictures beside it; each names its line."""
    try:
        return _errors_in(str(file), *_parse(file), _pictures_in(file.parent))
    except RoutineError as error:
        return [error]


def check_files(name: str, files: RoutineFiles) -> list[RoutineError]:
    """Every error in a routine that is not on the disk; `name` is that of the file in the errors."""
    try:
        text = decode_text(files.toml)
        table = parse_toml(text)
    except UnusableText as error:
        return [_not_toml(name, error)]
    return _errors_in(name, text, table, lambda picture: _picture_of(files, picture))


def _errors_in(name: str, text: str, table: dict[str, Any], find_picture: Callable[[str], str]) -> list[RoutineError]:
    try:
        found = find_errors(table, name, _read_parts(), find_picture)
    except _UNREADABLE:
        return [RoutineError(name, _("this is not a routine that Hipbreak can read"))]
    return [error.at_line(line_of(text, error.keys)) for error in found]


def read_files(file: Path) -> RoutineFiles:
    """A TOML file with the pictures that it names, unchecked; RoutineError if it is no TOML."""
    table = _parse(file)[1]
    pictures: dict[str, bytes] = {}

    def collect(name: str) -> str:
        for candidate in (name, dark_variant(name)):
            if is_plain_name(candidate) and len(pictures) <= MAX_PICTURES:
                try:
                    pictures[candidate] = read_bytes(file.parent / candidate, MAX_PICTURE_BYTES)
                except (OSError, UnusableText):
                    continue
        return name

    try:
        find_errors(table, str(file), _read_parts(), collect)
    except _UNREADABLE:
        raise RoutineError(str(file), _("this is not a routine that Hipbreak can read")) from None
    return RoutineFiles(file.name, read_bytes(file, MAX_ROUTINE_BYTES), pictures)


def _read_parts() -> dict[str, Any]:
    folder = asset("routines") / "parts"
    return {table["name"]: table for file in sorted(folder.glob("*.toml")) for table in [_parse(file)[1]]}


def _read_own(
    folder: Path, parts: Mapping[str, Any], taken: set[str]
) -> tuple[list[Routine], list[str], dict[str, Path]]:
    own: list[Routine] = []
    notes: list[str] = []
    files: dict[str, Path] = {}
    found = _own_files(folder)
    if len(found) > _MAX_OWN:
        notes.append(
            # Translators: {n} is always larger than {most}, which is more than 20.
            _("{folder}: there are {n} routines; the first {most} are read.").format(
                folder=folder, n=len(found), most=_MAX_OWN
            )
        )
    for file in found[:_MAX_OWN]:
        try:
            if not file.resolve().is_relative_to(folder.resolve()):
                raise RoutineError(str(file), _("it is a link that leads out of the folder"))
            routine = read_own(file, parts)
        except (RoutineError, OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself
            notes.append(str(error))
            continue
        if routine.name in {*taken, *files}:
            notes.append(
                _("{file}, routine {name}: name is taken by another routine; choose another one.").format(
                    file=file, name=routine.name
                )
            )
        else:
            files[routine.name] = file
            own.append(routine)
    return own, notes, files


def _own_files(folder: Path) -> list[Path]:
    """The TOML files in the folder, and in the folders in it."""
    found = [*folder.glob("*.toml"), *folder.glob("*/*.toml")]
    return sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(folder).parts))


def _pictures_in(folder: Path) -> Callable[[str], str]:
    """Finds a picture in a folder, and checks it and its dark form."""
    known: dict[str, str] = {}

    def find(name: str) -> str:
        if name not in known:
            if len(known) >= MAX_PICTURES:
                raise ValueError(_("is one picture too many: at most {n} files are read").format(n=MAX_PICTURES))
            known[name] = str(_checked_picture(folder, name))
            if (folder / dark_variant(name)).exists():
                _checked_picture(folder, dark_variant(name))
        return known[name]

    return find


def _checked_picture(folder: Path, name: str) -> Path:
    _require_plain_name(name)
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise ValueError(_("names {name}, which is a link that leads out of the folder").format(name=quoted(name)))
        content = read_bytes(path, MAX_PICTURE_BYTES)
    except UnusableText as error:
        raise ValueError(_("names {name}, which {why}").format(name=quoted(name), why=error.why)) from None
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or _("it is a link that leads to itself")
        raise ValueError(_("names {name}, which cannot be read ({why})").format(name=quoted(name), why=why)) from None
    _require_usable(name, content)
    return path


def _picture_of(files: RoutineFiles, name: str) -> str:
    _require_plain_name(name)
    if name not in files.pictures:
        raise ValueError(_("names {name}, which is not there").format(name=quoted(name)))
    for form in (name, dark_variant(name)):
        if form in files.pictures:
            _require_usable(form, files.pictures[form])
    return name


def _require_plain_name(name: str) -> None:
    if not is_plain_name(name):
        raise ValueError(_("must be the name of a file beside the routine, not {name}").format(name=quoted(name)))


def _require_usable(name: str, content: bytes) -> None:
    if why := why_unusable(name, content):
        raise ValueError(_("names {name}, which {why}").format(name=quoted(name), why=why))


def _parse(file: Path) -> tuple[str, dict[str, Any]]:
    """The text of the file, and what it means; RoutineError with one sentence if unreadable."""
    try:
        text = decode_text(read_bytes(file, MAX_ROUTINE_BYTES))
        return text, parse_toml(text)
    except UnusableText as error:
        raise _not_toml(str(file), error) from None
    except OSError as error:
        raise RoutineError(
            str(file), _("the file cannot be read ({why})").format(why=error.strerror or error)
        ) from None


def _not_toml(file: str, error: UnusableText) -> RoutineError:
    if error.line is None:
        # Translators: {why} is one of "is too large", "is not UTF-8", "cannot be understood" and the like.
        return RoutineError(file, _("the file {why}").format(why=error.why))
    # Translators: {why} is one of "is too long", "is not UTF-8", "cannot be understood" and the like.
    return RoutineError(file, _("line {line} {why}").format(line=error.line, why=error.why))

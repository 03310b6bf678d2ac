"""Changes to the person's own routines: a new one, one from a file, one to give away, and one to remove."""

import os
import re
import shutil
from pathlib import Path

from hipbreak.core.exercise.picture_check import dark_variant
from hipbreak.core.exercise.routine_parser import RoutineError
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.quoting import quoted
from hipbreak.store.atomic_file import write_file
from hipbreak.store.routine_archive import (
    SUFFIX,
    RoutineFiles,
    UnusableArchive,
    read_archive,
    write_archive,
)
from hipbreak.store.routine_library import (
    RoutineLibrary,
    check_file,
    check_files,
    own_folder,
    read_files,
    read_library,
    read_own,
)

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_BEGINNING = """\
# A routine of your own. Change it in any editor; `hipbreak routine --check {file}` names
# each error with its line. docs/routines.md describes every key.
name = "{name}"
title = "{title}"
about = "One sentence about it."
# needs = ["wall"]              # what you need: couch, wall, floor, pillow, bed, light weight, room to walk

# A block is done in one place. A routine may have several.
[[block]]
name = "first"
title = "First block"
# sides = true                  # done on one side first, then on the other; {{side}} in a text is the side
# rounds = 2

[[block.set_up]]                # what to do before it begins; leave it out if there is nothing
verb = "Stand"
text = "Feet under your hips."
picture = "stand"               # a picture that Hipbreak draws,
seconds = 5                     # or a PNG or SVG file in this folder: "arm.png", and "arm-dark.png" for dark themes

[[block.move]]
name = "hold"
title = "Hold"
kind = "hold"                   # breaths, press, reps, hold or timed
# picture = "arm.png"           # without a picture there are words alone
verb = "Hold"
reps = [1, 2, 3]                # lowest, usual and highest number
seconds = [10, 15, 20]
cues = [{{ text = "Breathe on." }}]
"""


class RoutineRefused(ValueError):
    """Nothing was changed; the reason as one sentence."""


def check_routine(file: Path) -> list[str]:
    """Every error in a TOML file, or in a file that somebody gave away, a sentence each."""
    if file.suffix.lower() != SUFFIX:
        return [str(error) for error in check_file(file)]
    try:
        return [str(error) for error in check_files(str(file), _read(file))]
    except RoutineRefused as error:
        return [str(error)]


def new_routine(settings: Path, name: str) -> Path:
    """Write the commented beginning of a routine, and return its file. RoutineRefused; OSError."""
    _require_free(read_library(settings), name)
    folder = own_folder(settings) / name
    file = folder / f"{name}.toml"
    if os.path.lexists(folder):
        raise RoutineRefused(_("{file} is there already.").format(file=folder))
    folder.mkdir(mode=0o700, parents=True)
    write_file(file, _BEGINNING.format(file=file, name=name, title=name.replace("-", " ").capitalize()))
    return file


def add_routine(settings: Path, file: Path) -> str:
    """Copy a routine with its pictures into the folder, and return its name. RoutineRefused; OSError."""
    try:
        files = _read(file)
    except RoutineError as error:
        raise RoutineRefused(str(error)) from None
    if errors := check_files(str(file), files):
        count = len(errors) - 1
        more = _n("There is {n} more error.", "There are {n} more errors.", count).format(n=count) if count else ""
        raise RoutineRefused(f"{errors[0]} {more}".rstrip())
    folder = own_folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".adding-{os.urandom(4).hex()}"
    part.mkdir(mode=0o700)
    try:
        for name, content in ((files.name, files.toml), *files.pictures.items()):
            write_file(part / name, content, durable=False)
        routine = read_own(part / files.name).name
        _require_free(read_library(settings), routine)
        target = folder / routine
        if os.path.lexists(target):
            raise RoutineRefused(_("{file} is there already.").format(file=target))
        part.rename(target)
    except RoutineError as error:
        raise RoutineRefused(str(error)) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return routine


def pack_routine(settings: Path, name: str, target: Path) -> Path:
    """Write a routine with its pictures into one file, and return it. RoutineRefused; OSError."""
    file = _file_of(read_library(settings), name)
    target = target if target.suffix == SUFFIX else target.with_name(f"{target.name}{SUFFIX}")
    write_file(target, write_archive(read_files(file)))
    return target


def remove_routine(settings: Path, name: str) -> None:
    """Delete a routine, and its pictures if it has a folder of its own. RoutineRefused; OSError."""
    library = read_library(settings)
    file, routine = _file_of(library, name), library.get(name)
    assert routine is not None
    file.unlink()
    if file.parent == own_folder(settings):
        return  # its pictures may be those of others, too
    for picture in routine.pictures():
        for path in (Path(picture), Path(dark_variant(picture))):
            if path.parent == file.parent.resolve():
                path.unlink(missing_ok=True)
    if not any(file.parent.iterdir()):
        file.parent.rmdir()


def _file_of(library: RoutineLibrary, name: str) -> Path:
    if name not in library.files:
        raise RoutineRefused(_("There is no routine of your own with the name {name}.").format(name=quoted(name)))
    return library.files[name]


def _require_free(library: RoutineLibrary, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise RoutineRefused(
            _("The name {name} cannot be used: small letters, digits and hyphens make a name.").format(
                name=quoted(name)
            )
        )
    if library.get(name) is not None:
        raise RoutineRefused(_("There is a routine with the name {name} already.").format(name=name))


def _read(file: Path) -> RoutineFiles:
    """The files of a routine that lies anywhere; RoutineError or RoutineRefused."""
    if file.suffix.lower() != SUFFIX:
        return read_files(file)
    try:
        return read_archive(file)
    except UnusableArchive as reason:
        raise RoutineRefused(f"{file} {reason}.") from None
    except OSError as error:
        raise RoutineRefused(
            _("{file} cannot be read ({why}).").format(file=file, why=error.strerror or error)
        ) from None

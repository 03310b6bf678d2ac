"""`hipbreak routine --list`, `--check`, `--new`, `--add`, `--pack` and `--remove`, without a running app."""

import json
from argparse import Namespace
from pathlib import Path

from hipbreak.cli.errors import CommandError, print_warnings
from hipbreak.core.exercise.routine_parser import RoutineError
from hipbreak.core.i18n import gettext as _
from hipbreak.core.text.routine_listing import routine_lines, routine_records
from hipbreak.store import own_routines
from hipbreak.store.paths import AppPaths, create_folders
from hipbreak.store.routine_library import RoutineLibrary, read_library


def print_routines(paths: AppPaths, as_json: bool) -> None:
    """Print every routine with its computed lengths."""
    library = read_routines(paths)
    if as_json:
        print(json.dumps(routine_records(library.routines)))
    else:
        print("\n".join(routine_lines(library.routines)))


def read_routines(paths: AppPaths) -> RoutineLibrary:
    """The routines that ship and the person's own; what is wrong with a file goes to standard error."""
    library = read_library(paths.settings)
    print_warnings(library.notes)
    return library


def run(args: Namespace, paths: AppPaths) -> None:
    """Change the person's own routines, or check one. CommandError."""
    try:
        if args.check is not None:
            _check(Path(args.check))
        elif args.new is not None:
            create_folders(paths)
            print(own_routines.new_routine(paths.settings, args.new))
        elif args.add is not None:
            create_folders(paths)
            print(
                _("The routine {name} is one of your own now.").format(
                    name=own_routines.add_routine(paths.settings, Path(args.add))
                )
            )
        elif args.pack is not None:
            print(own_routines.pack_routine(paths.settings, args.pack, Path.cwd() / args.pack))
        else:
            own_routines.remove_routine(paths.settings, args.remove)
            print(_("The routine {name} is removed.").format(name=args.remove))
    except (own_routines.RoutineRefused, RoutineError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(_("{file} cannot be used: {why}.").format(file=error.filename, why=error.strerror)) from None


def _check(file: Path) -> None:
    errors = own_routines.check_routine(file)
    if errors:
        print_warnings(errors[:-1])
        raise CommandError(errors[-1])
    print(_("{file} can be used.").format(file=file))

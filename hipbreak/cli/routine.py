"""`hipbreak routine --check`, `--new`, `--add`, `--pack` and `--remove`, without a running app."""

from argparse import Namespace
from pathlib import Path

from hipbreak.cli.errors import CommandError, print_warnings
from hipbreak.core.exercise.routine_parser import RoutineError
from hipbreak.store import own_routines
from hipbreak.store.paths import AppPaths, create_folders


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
            print(f"The routine {own_routines.add_routine(paths.settings, Path(args.add))} is one of your own now.")
        elif args.pack is not None:
            print(own_routines.pack_routine(paths.settings, args.pack, Path.cwd() / args.pack))
        else:
            own_routines.remove_routine(paths.settings, args.remove)
            print(f"The routine {args.remove} is removed.")
    except (own_routines.RoutineRefused, RoutineError) as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{error.filename} cannot be used: {error.strerror}.") from None


def _check(file: Path) -> None:
    errors = own_routines.check_routine(file)
    if errors:
        print_warnings(errors[:-1])
        raise CommandError(errors[-1])
    print(f"{file} can be used.")

"""`hipbreak routine --check`, `--new`, `--add`, `--pack` and `--remove`, without a running app."""

from argparse import Namespace
from pathlib import Path

from hipbreak.cli.errors import CommandError, print_warnings
from hipbreak.core.exercise.routine_parser import RoutineError
from hipbreak.core.i18n import gettext as _
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

"""`hipbreak settings`: reads and changes the same options as the window."""

from argparse import Namespace
from pathlib import Path

from hipbreak.app.running_app import ask_app
from hipbreak.cli.errors import USAGE, CommandError, print_warnings
from hipbreak.cli.language import chosen_problem
from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.option import Option
from hipbreak.core.settings.settings import AUTOSTART, OPTIONS
from hipbreak.core.text.settings import autostart_broken, autostart_not_changed
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp
from hipbreak.desktop.system.autostart import Autostart, find_autostart
from hipbreak.desktop.system.own_program import own_command
from hipbreak.store.atomic_file import write_file
from hipbreak.store.paths import AppPaths, UnsafeFolder, create_folders, refuse_root
from hipbreak.store.settings_file import change, load_settings


def run(args: Namespace, paths: AppPaths) -> None:
    """Execute `path`, `get [KEY]` or `set KEY VALUE`. CommandError."""
    if args.action == "path":
        print(paths.settings)
        return
    if args.key is not None and args.key not in (*OPTIONS, AUTOSTART.key):
        raise CommandError(_("there is no option '{key}'").format(key=args.key), USAGE)
    autostart = find_autostart(own_command(("--home", str(paths.home)) if paths.home else ()), write_file)
    if args.action == "get":
        _get(args.key, paths, autostart)
        return
    if args.key is None or args.value is None:
        raise CommandError(_("settings set needs an option and a value"), USAGE)
    if args.key == AUTOSTART.key:
        _set_autostart(args.value, autostart)
    else:
        _set(args.key, args.value, paths)


def _get(key: str | None, paths: AppPaths, autostart: Autostart) -> None:
    settings, notes = load_settings(paths.settings)
    print_warnings(notes)
    values: dict[str, tuple[Option, object]] = {k: (option, getattr(settings, k)) for k, option in OPTIONS.items()}
    values[AUTOSTART.key] = (AUTOSTART, autostart.is_on())
    written = {k: option.write(value) for k, (option, value) in values.items()}
    if key in (None, AUTOSTART.key) and (missing := autostart.missing_program()):
        print_warnings([autostart_broken(missing)])
    print(written[key] if key else "\n".join(f"{k} = {value}" for k, value in written.items()))


def _set(key: str, value: str, paths: AppPaths) -> None:
    try:
        create_folders(paths)
        change(paths.settings, key, value)
    except ValueError as error:
        raise CommandError(str(error)) from None
    except UnsafeFolder:
        raise
    except OSError as error:
        raise CommandError(
            _("{file} cannot be written: {why}.").format(file=paths.settings, why=error.strerror or error)
        ) from None
    if key == "language" and (problem := chosen_problem(paths.settings)):
        print_warnings([problem])
    try:
        ask_app(paths, "reload")
    except NoRunningApp:
        return
    except NoAnswer as error:
        print_warnings([_("saved, but {error}").format(error=error)])


def _set_autostart(value: str, autostart: Autostart) -> None:
    refuse_root(Path(autostart.place).parent)
    try:
        autostart.set(AUTOSTART.read(value))
    except ValueError as error:
        raise CommandError(f"{AUTOSTART.key} {error}.") from None
    except OSError as error:
        raise CommandError(autostart_not_changed(autostart.place, error.strerror or str(error))) from None

"""`hipbreak settings`: reads and changes the same options as the window."""

import argparse
import sys

from hipbreak.core.settings.autostart_option import AUTOSTART, not_changed
from hipbreak.core.settings.option import Option
from hipbreak.core.settings.settings import OPTIONS
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask
from hipbreak.desktop.system.autostart import Autostart, find_autostart, own_command
from hipbreak.store.atomic_file import write_file
from hipbreak.store.paths import AppPaths, create_folders
from hipbreak.store.settings_file import change, load_settings


class NotChanged(Exception):
    """One sentence for the person."""


class Misused(Exception):
    """The words make no sense; one sentence."""


def obey(args: argparse.Namespace, places: AppPaths) -> list[str]:
    """The lines to print for `path`, `get [KEY]` or `set KEY VALUE`. NotChanged; Misused."""
    if args.action == "path":
        return [str(places.settings)]
    if args.key is not None and args.key not in (*OPTIONS, AUTOSTART.key):
        raise Misused(f"there is no option '{args.key}'")
    autostart = find_autostart(own_command(("--home", str(places.home)) if places.home else ()), write_file)
    if args.action == "get":
        return _get(args.key, places, autostart)
    if args.key is None or args.value is None:
        raise Misused("settings set needs an option and a value")
    if args.key == AUTOSTART.key:
        _set_autostart(args.value, autostart)
    else:
        _set(args.key, args.value, places)
    return []


def _get(key: str | None, places: AppPaths, autostart: Autostart) -> list[str]:
    settings, notes = load_settings(places.settings)
    for note in notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    values: dict[str, tuple[Option, object]] = {k: (option, getattr(settings, k)) for k, option in OPTIONS.items()}
    values[AUTOSTART.key] = (AUTOSTART, autostart.is_on())
    written = {k: option.write(value) for k, (option, value) in values.items()}
    return [written[key]] if key else [f"{k} = {value}" for k, value in written.items()]


def _set(key: str, value: str, places: AppPaths) -> None:
    try:
        create_folders(places)
        change(places.settings, key, value)
    except ValueError as error:
        raise NotChanged(str(error)) from None
    except OSError as error:
        raise NotChanged(f"{places.settings} cannot be written: {error.strerror or error}.") from None
    try:
        ask(places.socket, "reload", {})
    except NoRunningApp:
        return
    except NoAnswer as error:
        print(f"hipbreak: saved, but {error}", file=sys.stderr)


def _set_autostart(value: str, autostart: Autostart) -> None:
    try:
        autostart.set(AUTOSTART.read(value))
    except ValueError as error:
        raise NotChanged(f"{AUTOSTART.key} {error}.") from None
    except OSError as error:
        raise NotChanged(not_changed(autostart.place, error.strerror or str(error))) from None

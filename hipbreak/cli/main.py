"""The command line; exit codes are 0 done, 1 failed, 2 usage, 3 no running app."""

import argparse
import errno
import gc
import json
import os
import sys
from codecs import register_error
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from hipbreak.app.running_app import ask_app, follow_app
from hipbreak.cli.errors import DONE, FAILED, NOT_RUNNING, CommandError, print_warnings
from hipbreak.cli.language import use_language
from hipbreak.core import formats
from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.ipc.protocol import BadRequest, NoAnswer, NoRunningApp
from hipbreak.store.paths import AppPaths, NoHome, UnsafeFolder, expand_home, find_paths
from hipbreak.ui.intents import Intent

_OUTPUT_FAILS = (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF)
"""Reasons for which stdout cannot be written; every other file is named in its error."""


def main(argv: list[str] | None = None) -> int:
    """Run the command, and return the exit code."""
    _print_any_text()
    args = _parse(sys.argv[1:] if argv is None else argv)
    try:
        _require_time_zone()
        code = _run(args, _paths(args.home))
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except CommandError as error:
        return _fail(error, error.code)
    except NoRunningApp as error:
        return _fail(error, NOT_RUNNING)
    except (NoAnswer, BadRequest, NoHome, UnsafeFolder) as error:
        return _fail(error)
    except ImportError as error:
        from hipbreak.desktop.system.missing_library import missing_library

        missing = missing_library(str(error))
        if missing is None:
            raise
        return _fail(_("Qt cannot be loaded, since {missing}.").format(missing=missing))
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
        return FAILED
    except OSError as error:
        if error.filename is not None or error.errno not in _OUTPUT_FAILS:
            raise
        with suppress(OSError):
            sys.stdout.close()  # otherwise Python would try once more at the end
        return _fail(_("The output cannot be written: {reason}.").format(reason=error.strerror))


def _parse(argv: list[str]) -> argparse.Namespace:
    """Parse a command line; a start in the tray loads no parser and no formats of the locale (Qt has its own)."""
    home: str | None = None
    match argv:
        case []:
            pass
        case ["--home", folder] if not folder.startswith("-"):
            home = folder
        case _:
            from hipbreak.cli.locale_formats import locale_formats
            from hipbreak.cli.parser import parse

            formats.install(locale_formats())
            return parse(argv, _use_language)
    _use_language(home)
    return argparse.Namespace(command="", home=home)


def _require_time_zone() -> None:
    try:
        datetime.now(UTC).astimezone()
    except ValueError:
        raise CommandError(_("The time zone in TZ is a day or more from UTC, so that no day can be told.")) from None


def _paths(home: str | None) -> AppPaths:
    """NoHome; UnsafeFolder."""
    if home is None:
        home = os.environ.get("HIPBREAK_HOME") or None
    return find_paths(None if home is None else expand_home(home))


def _use_language(home: str | None) -> None:
    """Speak the person's language from now on."""
    try:
        settings = _paths(home).settings
    except (NoHome, UnsafeFolder):  # which is reported later
        settings = None
    use_language(settings)


def _fail(error: Exception | str, code: int = FAILED) -> int:
    print_warnings([error])
    return code


def _print_any_text() -> None:
    """Print file names as the bytes that they are, and escape what the terminal's encoding lacks."""
    register_error("hipbreak", _encode_anyway)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="hipbreak")


def _encode_anyway(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    if all(0xDC80 <= ord(letter) <= 0xDCFF for letter in text):
        return bytes(ord(letter) - 0xDC00 for letter in text), error.end
    return "".join(f"\\x{ord(letter):x}" for letter in text), error.end


def _run(args: argparse.Namespace, paths: AppPaths) -> int:
    """Import the code of the command, and run it."""
    match args.command:
        case "":
            return _start(paths)
        case "demo":
            from hipbreak.cli.demo import play

            return play(Path(args.folder) if args.folder else None)
        case "doctor":
            from hipbreak.cli import doctor

            return doctor.run(args, paths)
        case "open":
            return _open(Intent(args.page), paths)
        case _:
            _read_or_ask(args, paths)
    return DONE


def _read_or_ask(args: argparse.Namespace, paths: AppPaths) -> None:
    """Run a command that works without the app, or ask the running app."""
    match args.command:
        case "export" | "import" | "delete":
            from hipbreak.cli import transfer

            transfer.run(args, paths)
        case "programme":
            from hipbreak.cli import programme

            programme.print_programme(paths, args.json)
        case "rehearse":
            from hipbreak.cli import rehearse

            rehearse.run(args, paths)
        case "replay":
            from hipbreak.cli import replay

            replay.run(args, paths)
        case "report":
            from hipbreak.cli import report

            report.run(args, paths)
        case "routine" if args.listed:
            from hipbreak.cli import routine

            routine.print_routines(paths, args.json)
        case "routine" if args.name is None:
            from hipbreak.cli import routine

            routine.run(args, paths)
        case "settings":
            from hipbreak.cli import settings

            settings.run(args, paths)
        case "stats":
            from hipbreak.cli import stats

            stats.run(args, paths)
        case _:
            _ask_app(args, paths)


def _ask_app(args: argparse.Namespace, paths: AppPaths) -> None:
    """Send the command to the running app with its arguments, and print the answer."""
    match args.command:
        case "status" if args.follow:
            _follow(paths, args.json)
        case "status" if args.json:
            status = _ask(paths, "status")
            status.pop("sentence", None)
            print(json.dumps(status))
        case "call":
            _send(paths, "call", length=args.length)
        case "later":
            delay = None if args.minutes is None else f"{args.minutes * 60:.3f}s"
            _send(paths, "later", delay=delay, after_meeting=args.after_meeting or None)
        case "log":
            _send(paths, "log", ago=args.ago, **{"for": args.length})
        case "pause":
            _send(paths, "pause", until=args.until)
        case "posture":
            _send(paths, "posture", posture=args.posture, **{"from": args.source})
        case "routine":
            _send(paths, "routine", name=args.name)
        case command:
            _send(paths, command)


def _follow(paths: AppPaths, as_json: bool) -> None:
    """Print the status at each change, until the app ends or nobody reads any more."""
    for reply in follow_app(paths):
        if reply.code != DONE:
            raise CommandError(reply.error, reply.code)
        print(json.dumps(reply.out) if as_json else reply.out["sentence"], flush=True)


def _open(page: Intent, paths: AppPaths) -> int:
    """Open the page in the running app, or in one that is started for it."""
    try:
        _send(paths, "open", page=page.value)
    except NoRunningApp:
        return _start(paths, page)
    return DONE


def _start(paths: AppPaths, page: Intent | None = None) -> int:
    gc.disable()  # nearly everything that is made until the event loop runs stays: to look for garbage takes 13 ms
    try:
        from hipbreak.desktop.system.pyside_startup import disable_source_inspection

        disable_source_inspection()
        from hipbreak.app.startup import run

        return run(paths, page)
    finally:
        gc.enable()


def _ask(paths: AppPaths, command: str, **args: str | bool | None) -> Any:
    """The running app's answer; arguments that are None are left out."""
    reply = ask_app(paths, command, {key: value for key, value in args.items() if value is not None})
    if reply.code != DONE:
        raise CommandError(reply.error, reply.code)
    return reply.out


def _send(paths: AppPaths, command: str, **args: str | bool | None) -> None:
    """Send a command to the running app, and print the sentence of its answer."""
    out = _ask(paths, command, **args)
    if isinstance(out, dict):
        print(out.get("sentence", ""))


if __name__ == "__main__":
    sys.exit(main())

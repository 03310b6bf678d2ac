"""The command line; exit codes are 0 done, 1 failed, 2 usage, 3 no running app."""

import argparse
import errno
import gc
import os
import sys
from codecs import register_error
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper

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
    """Use the person's language from now on."""
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
    if not args.command:
        return _start(paths)
    from hipbreak.cli import commands

    if args.command != "open":
        return commands.run(args, paths)
    page = Intent(args.page)
    return DONE if commands.open_page(page, paths) else _start(paths, page)


def _start(paths: AppPaths, page: Intent | None = None) -> int:
    gc.disable()  # nearly everything that is made until the event loop runs stays: to look for garbage takes 13 ms
    try:
        from hipbreak.desktop.system.pyside_startup import disable_source_inspection

        disable_source_inspection()
        from hipbreak.app.startup import run

        return run(paths, page)
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())

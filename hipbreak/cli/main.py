"""Words typed by a person become a command; exit codes are 0 done, 1 failed, 2 usage, 3 no running app."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hipbreak.cli.parser import parse
from hipbreak.store.paths import AppPaths, find_paths

DONE, FAILED, USAGE, NOT_RUNNING = 0, 1, 2, 3


class Failed(Exception):
    """One sentence for stderr, and exit code 1."""


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    args = parse(argv)
    home = args.home or os.environ.get("HIPBREAK_HOME")
    places = find_paths(Path(home).expanduser().absolute() if home else None)
    try:
        return _COMMANDS.get(args.command, _ask_app)(args, places)
    except Failed as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return FAILED
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
        return FAILED


def _start(_: argparse.Namespace, places: AppPaths) -> int:
    gc.disable()  # nearly everything that is made until the event loop runs stays: to look for garbage takes 13 ms
    try:
        from hipbreak.desktop.system.pyside_startup import read_no_sources

        read_no_sources()
        from hipbreak.app.startup import run

        return run(places)
    finally:
        gc.enable()


def _demo(args: argparse.Namespace, _: AppPaths) -> int:
    from hipbreak.cli.demo import play

    return play(Path(args.folder) if args.folder else None)


def _ask(places: AppPaths, command: str, **words: str | None) -> tuple[int, Any]:
    from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask

    try:
        reply = ask(places.socket, command, {k: v for k, v in words.items() if v is not None})
    except NoRunningApp as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return NOT_RUNNING, None
    except NoAnswer as error:
        raise Failed(str(error)) from None
    if reply.error:
        print(f"hipbreak: {reply.error}", file=sys.stderr)
    return reply.code, reply.out


def _tell(places: AppPaths, command: str, **words: str | None) -> int:
    code, out = _ask(places, command, **words)
    if code == DONE and isinstance(out, dict):
        print(out.get("sentence", ""))
    return code


def _ask_app(args: argparse.Namespace, places: AppPaths) -> int:
    return _tell(places, args.command)


def _with(word: str) -> Callable[[argparse.Namespace, AppPaths], int]:
    """A command that is asked of the app together with its one argument."""
    return lambda args, places: _tell(places, args.command, **{word: getattr(args, word)})


def _status(args: argparse.Namespace, places: AppPaths) -> int:
    if not args.json:
        return _tell(places, "status")
    code, out = _ask(places, "status")
    if code == DONE:
        out.pop("sentence", None)
        print(json.dumps(out))
    return code


def _snooze(args: argparse.Namespace, places: AppPaths) -> int:
    if args.minutes is None:
        return _tell(places, "later")
    if not args.minutes > 0:
        raise Failed("Later needs a number of minutes above 0.")
    return _tell(places, "later", delay=f"{args.minutes * 60:.3f}s")


def _log(args: argparse.Namespace, places: AppPaths) -> int:
    return _tell(places, "log", ago=args.ago, **{"for": args.length})


def _programme(args: argparse.Namespace, places: AppPaths) -> int:
    from hipbreak.cli import programme
    from hipbreak.store.event_log.errors import LogError

    if args.command == "routine" and not args.listed:
        return _tell(places, "routine", name=args.name)
    try:
        programme.tell(args.command, places, args.json)
    except LogError as error:
        raise Failed(str(error)) from None
    return DONE


def _stats(args: argparse.Namespace, places: AppPaths) -> int:
    from hipbreak.cli.stats import chosen_days, print_stats, read_days
    from hipbreak.store.event_log.errors import LogError

    try:
        first, last = chosen_days(args.day, args.span, args.first, args.last)
    except ValueError as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return USAGE
    ranged = not (args.day or (args.span is None and args.first is None and args.last is None))
    try:
        days = read_days(places, first, last)
    except LogError as error:
        raise Failed(str(error)) from None
    print_stats(days, "json" if args.json else "csv" if args.csv else "text", ranged)
    return DONE


def _transfer(args: argparse.Namespace, places: AppPaths) -> int:
    from hipbreak.cli import transfer

    try:
        print(transfer.transfer(args, places))
    except transfer.TransferFailed as error:
        raise Failed(str(error)) from None
    except ValueError as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return USAGE
    return DONE


def _replay(args: argparse.Namespace, places: AppPaths) -> int:
    from hipbreak.cli.replay import AlreadyLogged, replay_file
    from hipbreak.core.tracking.trace import TraceError
    from hipbreak.store.event_log.errors import LogError
    from hipbreak.store.settings_file import UnusableSettings

    own = Path(args.settings) if args.settings else None
    try:
        replay_file(Path(args.trace), own, places, args.save)
    except TraceError as error:
        raise Failed(f"{args.trace}, {error}.") from None
    except (AlreadyLogged, UnusableSettings, LogError) as error:
        raise Failed(str(error)) from None
    except BrokenPipeError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"{args.trace} cannot be used: {getattr(error, 'strerror', None) or error}.") from None
    return DONE


def _settings(args: argparse.Namespace, places: AppPaths) -> int:
    from hipbreak.cli.settings import Misused, NotChanged, obey

    try:
        for line in obey(args, places):
            print(line)
    except Misused as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return USAGE
    except NotChanged as error:
        raise Failed(str(error)) from None
    return DONE


def _doctor(args: argparse.Namespace, places: AppPaths) -> int:
    from hipbreak.cli import doctor
    from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp

    try:
        if args.test:
            for line in doctor.test(places, args.test):
                print(line, flush=True)
            return DONE
        record = doctor.examine(places)
    except NoRunningApp as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return NOT_RUNNING
    except NoAnswer as error:
        raise Failed(str(error)) from None
    print(doctor.as_json(record) if args.json else doctor.as_text(record))
    return DONE if record["ok"] else FAILED


_COMMANDS: dict[str, Callable[[argparse.Namespace, AppPaths], int]] = {
    "": _start,
    "status": _status,
    "later": _snooze,
    "log": _log,
    "posture": _with("posture"),
    "call": _with("length"),
    "pause": _with("until"),
    "routine": _programme,
    "programme": _programme,
    "stats": _stats,
    "export": _transfer,
    "import": _transfer,
    "delete": _transfer,
    "replay": _replay,
    "settings": _settings,
    "doctor": _doctor,
    "demo": _demo,
}
"""What answers a command; every other one is asked of the running app as it is."""


if __name__ == "__main__":
    sys.exit(main())

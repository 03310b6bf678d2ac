"""Words typed by a person become a command; exit codes are 0 done, 1 failed, 2 usage, 3 no running app."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hipbreak import __version__
from hipbreak.core.findings import TESTED
from hipbreak.store.places import Places, find_places

DONE, FAILED, USAGE, NOT_RUNNING = 0, 1, 2, 3


class Failed(Exception):
    """One sentence for stderr, and exit code 1."""


def main(argv: list[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    args = _parser().parse_args(argv)
    home = args.home or os.environ.get("HIPBREAK_HOME")
    places = find_places(Path(home).expanduser().absolute() if home else None)
    run: Callable[[argparse.Namespace, Places], int] = args.run
    try:
        return run(args, places)
    except Failed as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return FAILED
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "hipbreak", description="Offers a stand-up break at a good moment. Without a command it starts in the tray."
    )
    parser.add_argument("--version", action="version", version=f"hipbreak {__version__}")
    parser.add_argument("--home", metavar="DIR", help="keep settings, log and socket under DIR")
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, run: Callable[..., int], summary: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=summary, description=summary)
        made.set_defaults(run=run, command=name)
        return made

    command("status", _status, "what is going on now").add_argument("--json", action="store_true")
    command("stand", _ask_app, "open the guided stand-up break")
    command("pulse", _ask_app, "open the short posture pulse")
    later = command("later", _later, "put the shown prompt off")
    later.add_argument("minutes", nargs="?", type=float, metavar="MIN")
    _add_programme(command)
    command("skip", _ask_app, "skip the shown prompt")
    log = command("log", _log, "record a break taken without the app")
    log.add_argument("--ago", metavar="10m", help="it began this long ago")
    log.add_argument("--for", dest="length", metavar="3m", help="and lasted this long (30s)")
    command("undo", _ask_app, "take the last break back")
    posture = command("posture", _with("posture"), "say how you are")
    posture.add_argument("posture", choices=("sitting", "standing", "away"))
    call = command("call", _with("length"), "you are in a call: prompts wait for its end")
    call.add_argument("length", nargs="?", metavar="30m|over", help="how long (30m), or that it is over")
    pause = command("pause", _with("until"), "no prompts for a time, until a time, or until resumed")
    pause.add_argument("until", nargs="?", metavar="30m|2h|14:00|tomorrow")
    command("resume", _ask_app, "prompts again")
    stats = command("stats", _stats, "sitting and breaks, read from the log")
    span = stats.add_mutually_exclusive_group()
    span.add_argument("--day", metavar="D", help="a date, today or yesterday")
    for name in ("week", "month", "year"):
        span.add_argument(f"--{name}", dest="span", action="store_const", const=name, help=f"this {name}")
    stats.add_argument("--from", dest="first", metavar="D")
    stats.add_argument("--to", dest="last", metavar="D")
    form = stats.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    _add_transfers(command)
    replay = command("replay", _replay, "run a recorded or written day through the engine")
    replay.add_argument("trace", metavar="TRACE.jsonl")
    replay.add_argument("--settings", metavar="F")
    replay.add_argument("--save", action="store_true", help="also enter the facts in the log")
    replay.add_argument("--json", action="store_true", help="one JSON object a line (the default)")
    settings = command("settings", _settings, "read or change an option")
    settings.add_argument("action", nargs="?", choices=("get", "set", "path"), default="get")
    settings.add_argument("key", nargs="?")
    settings.add_argument("value", nargs="?")
    _add_doctor(command)
    demo = command("demo", _demo, "play a day in a minute, without a desktop")
    demo.add_argument("folder", nargs="?", metavar="DIR", help="where the pictures go")
    command("quit", _ask_app, "end the running app")
    return parser


def _add_programme(command: Callable[..., argparse.ArgumentParser]) -> None:
    routine = command("routine", _programme, "open a guided routine, or list them all with their computed lengths")
    which = routine.add_mutually_exclusive_group(required=True)
    which.add_argument("name", nargs="?", metavar="NAME")
    which.add_argument("--list", action="store_true", dest="listed", help="all routines, shipped and your own")
    routine.add_argument("--json", action="store_true", help="with --list")
    command("programme", _programme, "where you are in the programme").add_argument("--json", action="store_true")


def _add_doctor(command: Callable[..., argparse.ArgumentParser]) -> None:
    doctor = command("doctor", _doctor, "what works on this desktop; exit code 1 if Hipbreak could not do its job")
    how = doctor.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true")
    how.add_argument("--test", choices=TESTED, metavar="|".join(TESTED), help="try one in the running app")


def _add_transfers(command: Callable[..., argparse.ArgumentParser]) -> None:
    export = command("export", _transfer, "write the log as JSON Lines, or as CSV if the name ends in .csv")
    export.add_argument("file", metavar="FILE")
    bring = command("import", _transfer, "enter an export of Hipbreak (JSON Lines) or of ActivityWatch (JSON)")
    bring.add_argument("file", metavar="FILE")
    bring.add_argument("--host", metavar="NAME", help="which computer of an ActivityWatch export")
    delete = command("delete", _transfer, "delete a range of days, or everything, for good")
    delete.add_argument("--everything", action="store_true")
    delete.add_argument("--yes", action="store_true", help="without the second question")
    for ranged in (export, delete):
        ranged.add_argument("--from", dest="first", metavar="D", help="a date, today or yesterday")
        ranged.add_argument("--to", dest="last", metavar="D")


def _start(_: argparse.Namespace, places: Places) -> int:
    from hipbreak.desktop.lean_qt import read_no_sources

    read_no_sources()
    from hipbreak.app import run

    return run(places)


def _demo(args: argparse.Namespace, _: Places) -> int:
    from hipbreak.demo import play

    return play(Path(args.folder) if args.folder else None)


def _ask(places: Places, command: str, **words: str | None) -> tuple[int, Any]:
    from hipbreak.desktop.wire import NoAnswer, NoRunningApp, ask

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


def _tell(places: Places, command: str, **words: str | None) -> int:
    code, out = _ask(places, command, **words)
    if code == DONE and isinstance(out, dict):
        print(out.get("sentence", ""))
    return code


def _ask_app(args: argparse.Namespace, places: Places) -> int:
    return _tell(places, args.command)


def _with(word: str) -> Callable[[argparse.Namespace, Places], int]:
    """A command that is asked of the app together with its one argument."""
    return lambda args, places: _tell(places, args.command, **{word: getattr(args, word)})


def _status(args: argparse.Namespace, places: Places) -> int:
    if not args.json:
        return _tell(places, "status")
    code, out = _ask(places, "status")
    if code == DONE:
        out.pop("sentence", None)
        print(json.dumps(out))
    return code


def _later(args: argparse.Namespace, places: Places) -> int:
    if args.minutes is None:
        return _tell(places, "later")
    if not args.minutes > 0:
        raise Failed("Later needs a number of minutes above 0.")
    return _tell(places, "later", delay=f"{args.minutes * 60:.3f}s")


def _log(args: argparse.Namespace, places: Places) -> int:
    return _tell(places, "log", ago=args.ago, **{"for": args.length})


def _programme(args: argparse.Namespace, places: Places) -> int:
    from hipbreak import programme_reports
    from hipbreak.store.log_errors import LogError

    if args.command == "routine" and not args.listed:
        return _tell(places, "routine", name=args.name)
    try:
        programme_reports.tell(args.command, places, args.json)
    except LogError as error:
        raise Failed(str(error)) from None
    return DONE


def _stats(args: argparse.Namespace, places: Places) -> int:
    from hipbreak.reports import chosen_days, print_stats, read_days
    from hipbreak.store.log_errors import LogError

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


def _transfer(args: argparse.Namespace, places: Places) -> int:
    from hipbreak import transfers

    try:
        print(transfers.transfer(args, places))
    except transfers.TransferFailed as error:
        raise Failed(str(error)) from None
    except ValueError as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return USAGE
    return DONE


def _replay(args: argparse.Namespace, places: Places) -> int:
    from hipbreak.core.trace import TraceError
    from hipbreak.reports import AlreadyLogged, UnusableSettings, replay_file
    from hipbreak.store.log_errors import LogError

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


def _settings(args: argparse.Namespace, places: Places) -> int:
    from hipbreak.option_command import Misused, NotChanged, obey

    try:
        for line in obey(args, places):
            print(line)
    except Misused as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return USAGE
    except NotChanged as error:
        raise Failed(str(error)) from None
    return DONE


def _doctor(args: argparse.Namespace, places: Places) -> int:
    from hipbreak import doctor
    from hipbreak.desktop.wire import NoAnswer, NoRunningApp

    try:
        if args.test:
            for line in doctor.try_out(places, args.test):
                print(line, flush=True)
            return DONE
        told = doctor.examine(places)
    except NoRunningApp as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return NOT_RUNNING
    except NoAnswer as error:
        raise Failed(str(error)) from None
    print(doctor.dump(told) if args.json else "\n".join(doctor.lines(told)))
    return DONE if told["ok"] else FAILED


if __name__ == "__main__":
    sys.exit(main())

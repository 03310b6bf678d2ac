"""The commands of the command line: those that work without the app, and those that the running app answers."""

import argparse
import json
from pathlib import Path
from typing import Any

from hipbreak.app.running_app import ask_app, follow_app
from hipbreak.cli.errors import DONE, CommandError
from hipbreak.desktop.ipc.protocol import NoRunningApp
from hipbreak.store.paths import AppPaths
from hipbreak.ui.intents import Intent


def run(args: argparse.Namespace, paths: AppPaths) -> int:
    """Import the code of the command, and run it; the exit code."""
    match args.command:
        case "demo":
            from hipbreak.cli.demo import play

            return play(Path(args.folder) if args.folder else None)
        case "doctor":
            from hipbreak.cli import doctor

            return doctor.run(args, paths)
        case _:
            _read_or_ask(args, paths)
    return DONE


def open_page(page: Intent, paths: AppPaths) -> bool:
    """Open the page in the running app; False if there is none."""
    try:
        _send(paths, "open", page=page.value)
    except NoRunningApp:
        return False
    return True


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
    """Print the status at each change, until the app ends or the reader closes the pipe."""
    for reply in follow_app(paths):
        if reply.code != DONE:
            raise CommandError(reply.error, reply.code)
        print(json.dumps(reply.out) if as_json else reply.out["sentence"], flush=True)


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

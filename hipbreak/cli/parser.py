"""The arguments of `hipbreak`, and their help."""

import argparse
import os
from collections.abc import Callable
from functools import cache
from typing import NoReturn

from hipbreak.cli.errors import printable
from hipbreak.core.diagnostics import TESTED
from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.core.identity import VERSION
from hipbreak.ui.intents import PAGES

_LONGEST_SNOOZE_MIN = 24 * 60
OF_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("%(prog)s: error: %(message)s\n"),
)
"""Its own texts, which it looks up with Python's gettext (see `use_language`)."""


def parse(argv: list[str] | None, prepare: Callable[[str | None], None] = lambda _home: None) -> argparse.Namespace:
    """Parse a command line; a start in the tray does not build the parsers of all commands (8 ms).

    `prepare` gets the folder after `--home` before any text is looked up.
    """
    start = argparse.ArgumentParser("hipbreak", add_help=False, exit_on_error=False)
    start.set_defaults(command="")
    _add_home(start)
    try:
        args, rest = start.parse_known_args(argv)
    except argparse.ArgumentError:
        prepare(None)
        return parser().parse_args(argv)
    prepare(args.home)
    return parser().parse_args(argv) if rest else args


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with the usage and one sentence, which may quote anything that was typed."""
        super().error(printable(message))


@cache
def parser() -> argparse.ArgumentParser:
    """The parser of all commands; it sets `command`, which is empty for a start in the tray."""
    root = _Parser(
        "hipbreak", description=_("Offers a stand-up break at a good moment. Without a command it starts in the tray.")
    )
    root.add_argument("--version", action="version", version=f"hipbreak {VERSION}")
    _add_home(root)
    root.set_defaults(command="")
    commands = root.add_subparsers(metavar="COMMAND")

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary, description=summary)
        added.set_defaults(command=name)
        return added

    _add_status(command)
    _add_windows(command)
    _add_breaks(command)
    _add_programme(command)
    posture = command("posture", _("say how you are"))
    posture.add_argument("posture", choices=("sitting", "standing", "away"))
    posture.add_argument("--from", dest="source", choices=("desk",), metavar="desk", help=_("your desk reports it"))
    call = command("call", _("you are in a call: prompts wait for its end"))
    call.add_argument("length", nargs="?", metavar="30m|over", help=_("how long (30m), or that it is over"))
    pause = command("pause", _("no prompts for a time, until a time, or until resumed"))
    pause.add_argument("until", nargs="?", metavar="30m|2h|14:00|tomorrow")
    command("resume", _("prompts again"))
    stats = command("stats", _("sitting and breaks, read from the log"))
    span = stats.add_mutually_exclusive_group()
    span.add_argument("--day", metavar="D", help=_("a date, today or yesterday"))
    for name, meaning in (("week", _("this week")), ("month", _("this month")), ("year", _("this year"))):
        span.add_argument(f"--{name}", dest="span", action="store_const", const=name, help=meaning)
    stats.add_argument("--from", dest="first", metavar="D")
    stats.add_argument("--to", dest="last", metavar="D")
    form = stats.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    _add_transfers(command)
    _add_report(command)
    _add_replays(command)
    settings = command("settings", _("read or change an option"))
    settings.add_argument("action", nargs="?", choices=("get", "set", "path"), default="get")
    settings.add_argument("key", nargs="?")
    settings.add_argument("value", nargs="?")
    _add_doctor(command)
    demo = command("demo", _("play a day in a minute, without a desktop"))
    demo.add_argument("folder", nargs="?", type=_file_name, metavar="DIR", help=_("where the pictures go"))
    command("quit", _("end the running app"))
    return root


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= _LONGEST_SNOOZE_MIN:
        raise argparse.ArgumentTypeError(
            _("'{text}' is not a number of minutes above 0, up to {most}").format(text=text, most=_LONGEST_SNOOZE_MIN)
        )
    return minutes


def _file_name(text: str) -> str:
    try:
        if b"\0" not in os.fsencode(text):
            return text
    except UnicodeEncodeError:
        pass
    raise argparse.ArgumentTypeError(_("'{text}' cannot be the name of a file").format(text=text))


def _add_home(to: argparse.ArgumentParser) -> None:
    to.add_argument("--home", metavar="DIR", help=_("keep settings, log and socket under DIR"))


def _add_status(command: Callable[..., argparse.ArgumentParser]) -> None:
    status = command("status", _("what is going on now"))
    status.add_argument("--json", action="store_true")
    status.add_argument("--follow", action="store_true", help=_("a line at each change, until the app ends"))


def _add_windows(command: Callable[..., argparse.ArgumentParser]) -> None:
    opened = command("open", _("show a page in the running app, which is started if need be"))
    opened.add_argument("page", choices=[page.value for page in PAGES])
    command("stand", _("open the guided stand-up break"))
    command("pulse", _("open the short posture pulse"))


def _add_breaks(command: Callable[..., argparse.ArgumentParser]) -> None:
    how_long = command("later", _("snooze the shown prompt")).add_mutually_exclusive_group()
    how_long.add_argument("minutes", nargs="?", type=_minutes, metavar="MIN")
    how_long.add_argument("--after-meeting", action="store_true", help=_("until the call or meeting is over"))
    command("skip", _("skip the shown prompt"))
    log = command("log", _("record a break taken without the app"))
    log.add_argument("--ago", metavar="10m", help=_("it began this long ago"))
    log.add_argument("--for", dest="length", metavar="3m", help=_("and lasted this long (30s)"))
    command("undo", _("take the last break back"))


def _add_programme(command: Callable[..., argparse.ArgumentParser]) -> None:
    routine = command("routine", _("open a guided routine, or list them all with their computed lengths"))
    which = routine.add_mutually_exclusive_group(required=True)
    which.add_argument("name", nargs="?", metavar="NAME")
    which.add_argument("--list", action="store_true", dest="listed", help=_("all routines, shipped and your own"))
    which.add_argument("--check", type=_file_name, metavar="FILE", help=_("name line and field of each error"))
    which.add_argument("--new", metavar="NAME", help=_("write the commented beginning of a routine of your own"))
    which.add_argument("--add", type=_file_name, metavar="FILE", help=_("copy a routine with its pictures to your own"))
    which.add_argument("--pack", metavar="NAME", help=_("write a routine of your own into one file, to give it away"))
    which.add_argument("--remove", metavar="NAME", help=_("delete a routine of your own"))
    routine.add_argument("--json", action="store_true", help=_("with --list"))
    command("programme", _("where you are in the programme")).add_argument("--json", action="store_true")


def _add_doctor(command: Callable[..., argparse.ArgumentParser]) -> None:
    doctor = command("doctor", _("what works on this desktop; exit code 1 if Hipbreak could not do its job"))
    how = doctor.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true")
    how.add_argument("--test", choices=TESTED, metavar="|".join(TESTED), help=_("try one in the running app"))


def _add_replays(command: Callable[..., argparse.ArgumentParser]) -> None:
    replay = command("replay", _("run a recorded or written day through the engine"))
    replay.add_argument("trace", type=_file_name, metavar="TRACE.jsonl")
    replay.add_argument("--settings", type=_file_name, metavar="F")
    replay.add_argument("--save", action="store_true", help=_("also enter the facts in the log"))
    replay.add_argument("--json", action="store_true", help=_("one JSON object a line (the default)"))
    rehearse = command("rehearse", _("when Hipbreak would have asked in a recorded time, compared with plain timers"))
    rehearse.add_argument(
        "file", type=_file_name, metavar="FILE", help=_("GNOME's history, an ActivityWatch export, or a trace")
    )
    rehearse.add_argument("--host", metavar="NAME", help=_("which computer of an ActivityWatch export"))
    rehearse.add_argument("--json", action="store_true")


def _add_report(command: Callable[..., argparse.ArgumentParser]) -> None:
    from hipbreak.core.statistics.periods import REPORT_WEEKS

    report = command("report", _("a report on some weeks for a physiotherapist, as PDF or HTML by the ending of FILE"))
    report.add_argument("file", type=_file_name, metavar="FILE")
    report.add_argument("--weeks", type=int, choices=REPORT_WEEKS, default=6, help=_("how many weeks up to today (6)"))


def _add_transfers(command: Callable[..., argparse.ArgumentParser]) -> None:
    export = command("export", _("write the log as JSON Lines, or as CSV if the name ends in .csv"))
    export.add_argument("file", type=_file_name, metavar="FILE")
    import_ = command("import", _("enter an export of Hipbreak or of ActivityWatch, or GNOME's history"))
    import_.add_argument("file", type=_file_name, metavar="FILE")
    import_.add_argument("--host", metavar="NAME", help=_("which computer of an ActivityWatch export"))
    delete = command("delete", _("delete a range of days, or everything, for good"))
    delete.add_argument("--everything", action="store_true")
    delete.add_argument("--yes", action="store_true", help=_("do not ask for a confirmation"))
    for ranged in (export, delete):
        ranged.add_argument("--from", dest="first", metavar="D", help=_("a date, today or yesterday"))
        ranged.add_argument("--to", dest="last", metavar="D")

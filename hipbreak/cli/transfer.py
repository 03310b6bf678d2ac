"""`hipbreak export`, `import` and `delete`; while an app runs, it changes the log."""

import sys
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from hipbreak.cli.errors import USAGE, CommandError, log_errors, print_warnings, printable
from hipbreak.cli.log_writer import delegate_or_lock
from hipbreak.cli.stats import day_of
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.paths import AppPaths, absolute_path, is_own_file, refuse_root
from hipbreak.store.quarantine import copies_of
from hipbreak.store.saved_session_file import delete_session
from hipbreak.store.settings_file import load_settings
from hipbreak.store.shared.folder import mark_deleted
from hipbreak.store.shared.state import state_file
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_file import import_file
from hipbreak.store.transfer.import_jsonl import file_kind
from hipbreak.store.work_progress import run_to_end

_CONFIRMATION = "delete"  # typed in every language


def run(args: Namespace, paths: AppPaths) -> None:
    """Execute the command, and print what it did. CommandError; then nothing was changed."""
    with log_errors():
        match args.command:
            case "export":
                print(printable(_export(paths, Path(args.file), args.first, args.last)))
            case "import":
                print(printable(_import(paths, Path(args.file), args.host)))
            case _:
                print(printable(_delete(paths, args.first, args.last, args.everything, args.yes)))


def _export(paths: AppPaths, file: Path, first: str | None, last: str | None) -> str:
    days = _range(first, last)
    refuse_root(absolute_path(file).parent)
    try:
        if is_own_file(file, paths.log):
            raise CommandError(data_operations_text.file_is_the_log(str(file)))
        with EventLog.read(paths.log) as log:
            count = run_to_end(export(log, file, *days))
            print_warnings(log.notes)
    except OSError as error:
        raise CommandError(data_operations_text.cannot_write(str(file), error.strerror or str(error))) from None
    return data_operations_text.exported(count, file.suffix.lower() == ".csv", str(file))


def _import(paths: AppPaths, file: Path, host: str | None) -> str:
    """Add what the file has and the log has not."""
    try:
        kind = file_kind(file)
        if kind == "gnome" and host is not None:
            raise CommandError(_("--host chooses a computer in an ActivityWatch export, and this is GNOME's history."))
        if kind == "log" and host is not None:
            raise CommandError(_("--host chooses a computer in an ActivityWatch export, and this is one of Hipbreak."))
        writer = delegate_or_lock(paths, "import", {"file": str(absolute_path(file)), "host": host})
        if isinstance(writer, str):
            return writer
        settings, notes = load_settings(paths.settings)
        print_warnings(notes)
        with writer, EventLog.open(paths.log) as log:
            done = run_to_end(import_file(log, file, settings, host))
            print_warnings(log.notes)
    except OSError as error:
        raise CommandError(data_operations_text.cannot_read(str(file), error.strerror or str(error))) from None
    except ImportRefused as error:
        raise CommandError(str(error)) from None
    return data_operations_text.imported(done.new, done.known, done.left_out, done.skipped)


def _delete(paths: AppPaths, first: str | None, last: str | None, everything: bool, confirmed: bool) -> str:
    """Delete for good; unless `confirmed`, after a question."""
    days = _range(first, last)
    if everything == any(days):
        raise CommandError(_("delete needs either a range (--from D, --to D or both) or --everything"), USAGE)
    if not confirmed and (sys.stdin is None or not sys.stdin.isatty()):
        raise CommandError(_("delete asks for a confirmation, which needs a terminal; --yes answers it"), USAGE)
    if not confirmed:
        with EventLog.read(paths.log) as log:
            if not _confirm(log, *days):
                raise CommandError(_("Nothing was deleted."))
    named = {name: day.isoformat() for name, day in zip(("from", "to"), days, strict=True) if day}
    writer = delegate_or_lock(paths, "delete", named or {"everything": True})
    if isinstance(writer, str):
        return writer
    with writer, EventLog.open(paths.log) as log:
        count = run_to_end(delete(log, *days))
        delete_session(paths.state, *days)
        if state_file(paths.log).exists():
            mark_deleted(paths.log, *days, datetime.now().astimezone())
        print_warnings(log.notes)
    return data_operations_text.deleted(count, copies_of(paths.log), str(paths.log.parent))


def _confirm(log: EventLog, first: date | None, last: date | None) -> bool:
    count = log.count(first, last)
    question = _n(
        # Translators: {span} is a day, or "from {first} to {last}", "from {first} on", "up to {last}", "everything".
        "This deletes {n} entry ({span}) for good. Type '{word}' to continue:",
        "This deletes {n} entries ({span}) for good. Type '{word}' to continue:",
        count,
    )
    try:
        answer = input(f"{question.format(n=count, span=_span(first, last), word=_CONFIRMATION)} ")
    except EOFError:
        return False
    return answer.strip().lower() == _CONFIRMATION


def _span(first: date | None, last: date | None) -> str:
    match first, last:
        case None, None:
            return _("everything")
        case None, _last:
            return _("up to {last}").format(last=last)
        case _first, None:
            return _("from {first} on").format(first=first)
    return str(first) if first == last else _("from {first} to {last}").format(first=first, last=last)


def _range(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    try:
        start, end = day_of(first), day_of(last)
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None
    if start and end and start > end:
        raise CommandError(_("--from must not be later than --to"), USAGE)
    return start, end

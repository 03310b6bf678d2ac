"""What the command line does to the log as a whole: export, import, delete; each gives the sentence to say."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from hipbreak.cli.stats import day_of
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.desktop.ipc.single_instance import SingleInstanceLock
from hipbreak.store.event_log.deletion import delete
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.paths import AppPaths, create_folders
from hipbreak.store.progress import run_to_end
from hipbreak.store.quarantine import copies_of
from hipbreak.store.saved_session_file import delete_session
from hipbreak.store.settings_file import load_settings
from hipbreak.store.transfer.export import export
from hipbreak.store.transfer.import_activitywatch import import_activitywatch
from hipbreak.store.transfer.import_jsonl import file_kind, import_log


class TransferFailed(Exception):
    """One sentence that says why; nothing was changed."""


def transfer(args: Namespace, places: AppPaths) -> str:
    """The words of `export`, `import` or `delete`. TransferFailed; ValueError for words that make no sense."""
    match args.command:
        case "export":
            return export_file(places, Path(args.file), args.first, args.last)
        case "import":
            return import_file(places, Path(args.file), args.host)
        case _:
            return delete_days(places, args.first, args.last, args.everything, args.yes)


def export_file(places: AppPaths, file: Path, first: str | None, last: str | None) -> str:
    """Write the log, or what is about a range of days. TransferFailed; ValueError for words that are no range."""
    days = _range(first, last)
    try:
        if file.exists() and places.log.exists() and file.samefile(places.log):
            raise TransferFailed(data_operations_text.log_itself(str(file)))
        with EventLog.read(places.log) as log:
            count = run_to_end(export(log, file, *days))
            _say(log.notes)
    except OSError as error:
        raise TransferFailed(data_operations_text.cannot_write(str(file), error.strerror or str(error))) from None
    except LogError as error:
        raise TransferFailed(str(error)) from None
    return data_operations_text.exported(count, file.suffix.lower() == ".csv", str(file))


def import_file(places: AppPaths, file: Path, host: str | None) -> str:
    """Enter what the file has and the log has not. TransferFailed."""
    try:
        kind = file_kind(file)
        if kind == "log" and host is not None:
            raise TransferFailed("--host chooses a computer in an ActivityWatch export, and this is one of Hipbreak.")
        settings, notes = load_settings(places.settings)
        _say(notes)
        with _alone(places), EventLog.open(places.log) as log:
            done = run_to_end(
                import_log(log, file) if kind == "log" else import_activitywatch(log, file, settings, host)
            )
            _say(log.notes)
    except OSError as error:
        raise TransferFailed(data_operations_text.cannot_read(str(file), error.strerror or str(error))) from None
    except (ImportRefused, LogError) as error:
        raise TransferFailed(str(error)) from None
    return data_operations_text.imported(done.new, done.known, done.left_out)


def delete_days(places: AppPaths, first: str | None, last: str | None, everything: bool, sure: bool) -> str:
    """Delete for good, unless `sure` after a second question. TransferFailed; ValueError for no sound range."""
    days = _range(first, last)
    if everything == any(days):
        raise ValueError("delete needs either a range (--from D, --to D or both) or --everything")
    if not sure and not sys.stdin.isatty():
        raise ValueError("delete asks a second question, and nobody is there to answer; a script says --yes")
    try:
        with _alone(places), EventLog.open(places.log) as log:
            if not sure and not _second_question(log, *days):
                raise TransferFailed("Nothing was deleted.")
            count = run_to_end(delete(log, *days))
            delete_session(places.state, *days)
            _say(log.notes)
    except LogError as error:
        raise TransferFailed(str(error)) from None
    return data_operations_text.deleted(count, copies_of(places.log), str(places.log.parent))


def _second_question(log: EventLog, first: date | None, last: date | None) -> bool:
    bounds = [f"from {first}" if first else "", f"up to {last}" if last else ""]
    span = str(first) if first and first == last else " ".join(filter(None, bounds)) or "everything"
    try:
        answer = input(f"This deletes {span} ({_count(log.count(first, last))}) for good. Type 'delete' to go on: ")
    except EOFError:
        return False
    return answer.strip().lower() == "delete"


def _range(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    start, end = day_of(first), day_of(last)
    if start and end and start > end:
        raise ValueError("--from must not be later than --to")
    return start, end


@contextmanager
def _alone(places: AppPaths) -> Iterator[None]:
    """No app runs meanwhile: it would go on from a state that the log no longer tells (R7)."""
    try:
        create_folders(places)
        held = SingleInstanceLock.claim(places.lock)
    except OSError as error:
        raise TransferFailed(f"{places.log.parent} cannot be used: {error.strerror or error}.") from None
    if held is None:
        raise TransferFailed("Hipbreak is running: do this in its statistics window, or end it first (hipbreak quit).")
    try:
        yield
    finally:
        held.release()


def _count(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _say(notes: list[str]) -> None:
    for note in notes:
        print(f"hipbreak: {note}", file=sys.stderr)

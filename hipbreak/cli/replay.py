"""`hipbreak replay`: runs a trace through the engine's reducer."""

import errno
import json
import os
import stat
import sys
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from hipbreak.cli.errors import CommandError, log_errors, print_warnings
from hipbreak.cli.log_writer import claim_lock
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import to_record
from hipbreak.core.i18n import gettext as _
from hipbreak.core.time_limits import is_past
from hipbreak.core.tracking.trace import TraceError, TraceLine, cut_trace, read_trace, replay
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.store.settings_file import UnusableSettings, load_settings, read_settings
from hipbreak.store.transfer.import_jsonl import enter_facts


def run(args: Namespace, paths: AppPaths) -> None:
    """Print the facts of a trace, one JSON object a line; with `--save` also write them to the log, all or none.

    The settings are the profile's, or those of a file of the trace's own, which must exist and be usable. CommandError.
    """
    try:
        _replay(Path(args.trace), Path(args.settings) if args.settings is not None else None, paths, args.save)
    except TraceError as error:
        raise CommandError(f"{args.trace}, {error}.") from None
    except UnusableSettings as error:
        raise CommandError(str(error)) from None
    except BrokenPipeError:
        raise
    except UnicodeDecodeError:
        raise CommandError(_("{file} cannot be used: it is not UTF-8.").format(file=args.trace)) from None
    except OSError as error:
        raise CommandError(
            _("{file} cannot be used: {why}.").format(file=args.trace, why=error.strerror or error)
        ) from None


def _replay(file: Path, settings_file: Path | None, paths: AppPaths, save: bool) -> None:
    settings, notes = load_settings(paths.settings) if settings_file is None else read_settings(settings_file)
    print_warnings(notes)
    with _open(file) as lines:
        trace = read_trace(lines)
    if not trace:
        raise CommandError(_("{file} has no events, so there is nothing to replay.").format(file=file))
    if save:
        trace = _past(trace)
    facts = replay(trace, settings, lambda line, reason: print_warnings([f"line {line.number}: {reason}"]))
    if save:
        facts = iter(_save(list(facts), trace, paths))
    for fact in facts:
        if fact.in_replay_output:
            print(json.dumps(_to_the_second(to_record(fact))))


def _open(file: Path) -> TextIO:
    """Open a file, or a pipe whose writer is there: without one, opening it would never end."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    mode = os.fstat(descriptor).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        os.close(descriptor)
        raise OSError(errno.EINVAL, _("it is not a regular file"))
    if sys.platform != "win32":
        os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, encoding="utf-8-sig")


def _past(trace: list[TraceLine]) -> list[TraceLine]:
    """What can be saved of the trace: nothing later than now (R8)."""
    now = datetime.now(UTC)
    if not is_past(trace[0].at, now):
        raise CommandError(_("The trace begins before 1990 or in the future, so nothing was saved."))
    return cut_trace(trace, now)


def _save(facts: list[Fact], trace: list[TraceLine], paths: AppPaths) -> list[Fact]:
    lock = claim_lock(paths, "replay")
    if lock is None:
        raise CommandError(_("Hipbreak is running, so nothing was saved: end it first (`hipbreak quit`)."))
    with lock, log_errors(), EventLog.open(paths.log) as log:
        if log.overlaps(trace[0].at, trace[-1].at):
            raise CommandError(_("The log already has entries of that time, so nothing was saved."))
        enter_facts(log, facts)
        log.beat_if_later(trace[-1].at)
    return facts


def _to_the_second(record: dict[str, Any]) -> dict[str, Any]:
    for key, value in record.items():
        if key in ("at", "from", "to", "until", "start") and isinstance(value, str):
            record[key] = _rounded(value)
        elif key.endswith("_s"):
            record[key] = round(value)
    return record


def _rounded(moment: str) -> str:
    if "." not in moment:
        return moment
    return (datetime.fromisoformat(moment) + timedelta(microseconds=500_000)).isoformat(timespec="seconds")

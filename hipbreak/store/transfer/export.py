"""Writes the log for other programs: JSON Lines has everything and can be imported, CSV is for tables."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TextIO

from hipbreak.core.i18n import gettext as _
from hipbreak.store.atomic_file import replacing
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export_csv import table
from hipbreak.store.work_progress import Progress, ProgressGenerator


def export(log: EventLog, file: Path, first: date | None = None, last: date | None = None) -> ProgressGenerator[int]:
    """Write what is about the local days from `first` to `last` (None: no bound); gives the count of lines or rows.

    A name ending in .csv gets a table (`export_table`), any other one JSON object a line (`json_lines`). The file
    appears under its name when it is complete, readable by its owner only; cancelled, it never does. Reads the log
    while it works: give it one of its own (`EventLog.read`) if another part writes meanwhile. OSError, LogError, and
    ValueError if the days are turned round.
    """
    write = _write_table if file.suffix.lower() == ".csv" else _write_lines
    with _output(file) as out:
        return (yield from write(log, out, first, last))


def json_lines(log: EventLog, first: date | None = None, last: date | None = None) -> Iterator[list[str]]:
    """The lines of an export, by 500. The last one also has `heard`, the last heartbeat, if that is in the range."""
    held: list[str] = []
    for lines in log.lines(first, last):
        if held:
            yield held
        held = [line for line in lines if line] or held
    if not held:
        return
    alive = log.last_alive()
    if alive is not None and (last is None or alive.date() <= last):
        held[-1] = f'{held[-1][:-1]},"heard":"{alive.isoformat()}"}}'
    yield held


def _write_lines(log: EventLog, out: TextIO, first: date | None, last: date | None) -> ProgressGenerator[int]:
    done, total = 0, log.count(first, last)
    for lines in json_lines(log, first, last):
        out.write("\n".join(lines) + "\n")
        done += len(lines)
        yield Progress(min(done, total), total)
    return done


def _write_table(log: EventLog, out: TextIO, first: date | None, last: date | None) -> ProgressGenerator[int]:
    known = log.first_day(), log.last_day()
    if known[0] is None or known[1] is None:
        return (yield from table(log, out, date.max, date.min))
    alive = log.last_alive()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()  # the latest day of any zone
    end = min(max(known[1], alive.date()) if alive else known[1], tomorrow)
    return (yield from table(log, out, max(first or known[0], known[0]), min(last or end, end)))


def _output(file: Path) -> AbstractContextManager[TextIO]:
    if file.exists() and not file.is_file():  # a pipe, /dev/stdout: nothing to replace
        return _open_pipe(file)
    return replacing(file)


def _open_pipe(file: Path) -> TextIO:
    """OSError for a pipe without a reader, which would never be opened."""
    try:
        descriptor = os.open(file, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        raise OSError(errno.ENXIO, _("no program reads from it")) from None
    if sys.platform != "win32":
        os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")

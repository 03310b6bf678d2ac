"""Messages about the log: facts that are not written yet, a log that was removed or damaged."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hipbreak.core.formats import format_date
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.text.formatting import date_and_clock, format_duration, listed

_DAYS_NAMED = 10


def not_kept(problem: str) -> str:
    """The answer to a command whose facts are held; `problem` is a sentence."""
    # Translators: {problem} is a whole sentence, here and below, such as "The disk is full."
    return _("Not saved yet: {problem}").format(problem=problem[:1].lower() + problem[1:])


def held(problem: str) -> str:
    """Shown once when the log cannot be written."""
    return _("{problem} Until it can, new entries are held, and Hipbreak tries again.").format(problem=problem)


def lost(problem: str) -> str:
    """At the end, when the facts could be stored nowhere."""
    return _("{problem} The entries since then are lost.").format(problem=problem)


def held_for_next_start(problem: str, file: str) -> str:
    """At the end, when the facts are in the file beside the log."""
    return _("{problem} The entries since then are in {file}, and are added to the log at the next start.").format(
        problem=problem, file=file
    )


def replaced(log: str) -> str:
    """Shown once when the log was removed or replaced while the app runs."""
    return _(
        "The log {log} was removed or replaced while Hipbreak runs: a new one was created with the recent entries."
    ).format(log=log)


def damaged_entries(log: str) -> str:
    """Entries that are not as they were written."""
    return _("The log {log} has entries that are damaged; they are left out.").format(log=log)


def salvaged(aside: str, entries: int, has_lost: bool, days: Sequence[date]) -> str:
    """A damaged log was replaced by one with its good entries."""
    if not entries:
        created = _("The log was damaged: it was renamed to {file}, and a new one was created.").format(file=aside)
        return f"{created} {lost_days(days)}" if has_lost else created
    saved = _n(
        "The log was damaged: it was renamed to {file}; {n} entry was saved.",
        "The log was damaged: it was renamed to {file}; {n} entries were saved.",
        entries,
    ).format(file=aside, n=entries)
    return f"{saved} {lost_days(days) if has_lost else _('Nothing is missing.')}"


def emptied(log: str) -> str:
    """The file is there, and has nothing."""
    return _("The log {log} is empty. If it had entries, a copy of them can be restored from the menu Data.").format(
        log=log
    )


def lost_wal(log: str, days: Sequence[date]) -> str:
    """The file in which the newest entries were is missing."""
    missing = _("The file {log}-wal is missing, and what was only in it is lost.").format(log=log)
    return f"{missing} {incomplete_days(days)}" if days else missing


def foreign_wal(log: str, aside: str = "") -> str:
    """The -wal file of another log lies beside the log; `aside` is its new name."""
    if not aside:
        return _("The file {log}-wal belongs to another log, so it is left out.").format(log=log)
    return _(
        "The file {log}-wal belonged to another log: it was renamed to {file}. Every entry in the log itself was kept; "
        "if another file of that name was there before, what was only in that is lost."
    ).format(log=log, file=aside)


def unusable(file: str, aside: str) -> str:
    """Something that is no file of Hipbreak's lies in the place of one."""
    return _("{file} is not a file that Hipbreak can use: it was renamed to {aside}.").format(file=file, aside=aside)


def lost_days(days: Sequence[date]) -> str:
    """The days of which entries were lost."""
    if not days:
        return _("Some entries were lost; their days are not known.")
    return _("Entries of these days were lost: {days}.").format(days=_named(days))


def incomplete_days(days: Sequence[date]) -> str:
    """The days of which entries were or may have been lost."""
    return _("These days may lack entries: {days}.").format(days=_named(days))


def _named(days: Sequence[date]) -> str:
    named = listed(format_date(day) for day in days[:_DAYS_NAMED])
    more = len(days) - _DAYS_NAMED
    if more > 0:
        named = _n("{days} and {n} more day", "{days} and {n} more days", more).format(days=named, n=more)
    return named


# The folder that several machines share


def folder_not_there(folder: str) -> str:
    return _(
        "The shared folder {folder} is not there now. Nothing is lost: it is read and written once it is back."
    ).format(folder=folder)


def folder_unusable(folder: str, why: str) -> str:
    return _("The shared folder {folder} cannot be used: {why}. Nothing is lost.").format(folder=folder, why=why)


def no_file_of_hipbreak(name: str) -> str:
    return _("{name} in the shared folder is no file of Hipbreak, and was left alone.").format(name=name)


def newer_machine(machine: str) -> str:
    return _("{machine} has a newer Hipbreak. What this one cannot read is read after its update.").format(
        machine=machine
    )


def unreadable_lines(machine: str) -> str:
    return _("The file of {machine} in the shared folder has lines that cannot be read; they were left out.").format(
        machine=machine
    )


def clock_ahead(machine: str, by: timedelta) -> str:
    return _("The clock of {machine} is ahead by {time}. Its entries are read once their time has come.").format(
        machine=machine, time=format_duration(by)
    )


def other_machines(lines: str) -> str:
    """For `hipbreak doctor`."""
    return _("Other computers in the shared folder: {lines}.").format(lines=lines)


def machine_line(name: str, seen: datetime | None) -> str:
    """A machine with its last sign of life, a local moment."""
    if seen is None:
        return _("{name}, never heard of").format(name=name)
    return _("{name}, last heard of {moment}").format(name=name, moment=date_and_clock(seen))


def no_other_machine(folder: str) -> str:
    return _("No other computer has written to the shared folder {folder} yet.").format(folder=folder)

"""Texts for export, import and deletion, in the window and on the command line."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.text.formatting import clock, format_duration, full_stop, listed, listed_apart

_MINUTE = timedelta(minutes=1)

everything = lazy("&Everything")
from_to = lazy("&Only these days")
first_day, last_day = lazy("&From"), lazy("&To")
export_title, import_title, delete_title = (
    lazy("Export - Hipbreak"),
    lazy("Import - Hipbreak"),
    lazy("Delete - Hipbreak"),
)
choose_file = lazy("&Choose a file...")
continue_to_delete = lazy("&Continue...")
delete_now = lazy("&Delete")
exporting, importing, deleting = lazy("Writing the file..."), lazy("Reading the file..."), lazy("Deleting...")
returning_space = lazy("Deleted. Freeing disk space...")
progress = lazy("Progress")
computer = lazy("Which computer's time do you want to import?")
# Translators: Above the choice of days to export.
export_line = lazy("Which days? A .jsonl file has everything and can be imported again; a .csv file is a table.")
# Translators: Above the choice of days to delete.
delete_line = lazy("Which days? What is deleted cannot be brought back, so export it first if you may want it again.")
lines_filter = lazy("Everything, to be imported again (*.jsonl)")
table_filter = lazy("A table of bouts, breaks and days (*.csv)")
import_filter = lazy("Export of Hipbreak or of ActivityWatch, GNOME's history (*.jsonl *.json)")
all_files = lazy("All files (*)")
first_after_last = lazy("The first day is later than the last.")
cancelled = lazy("Cancelled; nothing was changed.")
export_cancelled = lazy("Cancelled; no file was written.")


def delete_question(first: str, last: str) -> str:
    """The second question; empty for everything, else the days as the person writes them."""
    if not first:
        return _("Delete everything that Hipbreak has recorded?")
    if first == last:
        return _("Delete everything recorded on {day}?").format(day=first)
    return _("Delete everything recorded from {first} to {last}?").format(first=first, last=last)


def delete_consequence(resets_sitting: bool) -> str:
    """The consequence of a deletion; `resets_sitting` when the present stretch is in these days."""
    lasting = _("It cannot be brought back.")
    return f"{lasting} {_('Your sitting time starts again from zero.')}" if resets_sitting else lasting


def exported(count: int, rows: bool, file: str) -> str:
    """The result of an export."""
    what = (
        _n("{n} row written to {file}.", "{n} rows written to {file}.", count)
        if rows
        else _n("{n} entry written to {file}.", "{n} entries written to {file}.", count)
    )
    return what.format(n=count, file=file)


def imported(new: int, known: int, left_out: timedelta, skipped: int = 0) -> str:
    """The result of an import; `skipped` is the number of unusable entries."""
    text = [_n("{n} entry imported", "{n} entries imported", new).format(n=new)]
    if known:
        there = _n("{n} was there already", "{n} were there already", known).format(n=known)
        # Translators: two halves of a sentence: "12 entries imported", "3 were there already".
        text[0] = _("{imported}, {there}").format(imported=text[0], there=there)
    if left_out >= _MINUTE:
        text.append(
            _("{time} were left out because the log already knows that time").format(time=format_duration(left_out))
        )
    if skipped:
        text.append(
            _n(
                "{n} could not be used, because its time or its content cannot be right",
                "{n} could not be used, because their time or their content cannot be right",
                skipped,
            ).format(n=skipped)
        )
    return full_stop(listed_apart(text))


def deleted(count: int, older: Sequence[str], folder: str) -> str:
    """The result of a deletion; `older` are the copies of the log that still exist."""
    text = _n("{n} entry deleted.", "{n} entries deleted.", count).format(n=count)
    if not older:
        return text
    rest = _("Older copies of the log are still in {folder}: {names}.")
    return f"{text} {rest.format(folder=folder, names=listed(older))}"


def cannot_write(file: str, why: str) -> str:
    return _("{file} cannot be written: {why}.").format(file=file, why=why)


def cannot_read(file: str, why: str) -> str:
    return _("{file} cannot be read: {why}.").format(file=file, why=why)


def file_is_the_log(file: str) -> str:
    return _("{file} is the log itself or another file of Hipbreak; choose another name to export to.").format(
        file=file
    )


def overlaps_recording(since: datetime) -> str:
    """Why a file cannot be imported while Hipbreak runs."""
    return _(
        "The file covers time after {time}, which Hipbreak is recording now; nothing was imported. "
        "Quit Hipbreak, and type: hipbreak import FILE"
    ).format(time=clock(since))


def disk_too_full(bytes_needed: int) -> str:
    """Why an import is not started."""
    n = -(-bytes_needed // 1_000_000)
    return _("The disk is too full: this import needs {n} MB for a while; nothing was imported.").format(n=n)


def nothing_imported(why: str) -> str:
    """Why an import failed; `why` is a sentence."""
    return _("{why}; nothing was imported.").format(why=why.removesuffix("."))


def space_not_returned(why: str) -> str:
    """Entries were deleted and overwritten, but the file did not shrink."""
    return _("Deleted, but the disk space was not freed. {why}").format(why=why)


def copies_not_changed(why: str) -> str:
    """Deleted from the log, but not from all of its daily copies."""
    return _("Deleted from the log, but not from its daily copies. {why}").format(why=why)


# Copies

restore_title = lazy("Restore a copy - Hipbreak")
restore_label = lazy("Copy to restore:")
restore_now = lazy("&Restore")
no_copies = lazy("There is no copy yet. Hipbreak makes one a day.")
restore_consequence = lazy("It does not have what was recorded since then. The present log is set aside, not deleted.")


def restore_question(day: str) -> str:
    return _("Replace the log with the copy of {day}?").format(day=day)


def restored(aside: str) -> str:
    return _("Restored. The log used until now is {file}.").format(file=aside)


def not_copied(why: str) -> str:
    """Today's copy failed; `why` is a sentence."""
    return _("The daily copy of the log could not be made. {why}").format(why=why)

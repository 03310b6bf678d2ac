"""Writes the report on some weeks of the log: HTML, or what a function makes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from hipbreak.core.programme.progress import fold
from hipbreak.core.statistics.daily import days_of
from hipbreak.core.statistics.report import Report, first_day, make_report
from hipbreak.core.text.report import report_text
from hipbreak.store.atomic_file import write_file
from hipbreak.store.event_log.days import running_at_last, utc_span, with_running
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.routine_library import read_library
from hipbreak.store.transfer.report_html import report_html
from hipbreak.store.work_progress import Progress, ProgressGenerator

MakePdf = Callable[[str, str, str], bytes]
"""Takes the HTML, the title and the name of the program."""


class ReportOrder(Struct, frozen=True):
    """What to report: so many weeks up to `now`; `settings` is the settings file, beside which routines lie."""

    weeks: int
    now: datetime
    shortest_break: timedelta
    settings: Path
    version: str


def is_report_name(file: Path) -> bool:
    """Whether the name ends in what a report can be."""
    return file.suffix.lower() in (".pdf", ".html", ".htm")


def write_report(log: EventLog, file: Path, order: ReportOrder, make_pdf: MakePdf) -> ProgressGenerator[int]:
    """Write the report to `file`, as PDF if its name says so, else as HTML; return the number of weeks.

    The file is readable by its owner only, and appears when it is complete. LogError, OSError.
    """
    yield Progress(0, 3)
    report = read_report(log, order.weeks, order.now)
    yield Progress(1, 3)
    text = report_text(report, order.shortest_break, read_library(order.settings).routines, order.version)
    yield Progress(2, 3)
    if file.suffix.lower() == ".pdf":
        content: str | bytes = make_pdf(report_html(text, for_browser=False), text.title, f"Hipbreak {order.version}")
    else:
        content = report_html(text)
    write_file(file, content)
    return order.weeks


def read_report(log: EventLog, weeks: int, now: datetime) -> Report:
    """The figures of so many weeks up to the local day of `now`. LogError."""
    first, last = first_day(weeks, now.date()), now.date()
    start, end = utc_span(first, last)
    facts = with_running(log.intervals(start, end), running_at_last(log), first, last)
    days = days_of(facts, first, last, log.counts(start, end))
    return make_report(days, fold(log.programme()), facts, log.corrections(start, end), log.lost_days())

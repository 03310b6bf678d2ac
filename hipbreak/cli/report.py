"""`hipbreak report`: the report on some weeks as PDF or HTML, read from the log without a running app."""

import os
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from hipbreak.cli.errors import USAGE, CommandError, log_errors, print_warnings, printable
from hipbreak.core.identity import VERSION
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.text import report as report_texts
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths, is_own_file, refuse_root
from hipbreak.store.settings_file import load_settings
from hipbreak.store.transfer.report import ReportOrder, is_report_name, write_report
from hipbreak.store.work_progress import run_to_end


def run(args: Namespace, paths: AppPaths) -> None:
    """Write the report to the file, and print one sentence. CommandError."""
    file = Path(args.file)
    if not is_report_name(file):
        raise CommandError(report_texts.wrong_ending(str(file)), USAGE)
    refuse_root(file.absolute().parent)
    settings, notes = load_settings(paths.settings)
    print_warnings(notes)
    order = ReportOrder(args.weeks, datetime.now().astimezone(), settings.shortest_break, paths.settings, VERSION)
    try:
        if is_own_file(file, paths.log):
            raise CommandError(data_operations_text.file_is_the_log(str(file)))
        with log_errors(), EventLog.read(paths.log) as log:
            run_to_end(write_report(log, file, order, _make_pdf))
            print_warnings(log.notes)
    except OSError as error:
        raise CommandError(data_operations_text.cannot_write(str(file), error.strerror or str(error))) from None
    print(printable(report_texts.written(args.weeks, str(file))))


def _make_pdf(html: str, title: str, creator: str) -> bytes:
    """Lay the HTML out without a display."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from hipbreak.ui.statistics.report_pdf import pdf_of

    application = QGuiApplication.instance() or QGuiApplication(["hipbreak"])
    content = pdf_of(html, title, creator)
    del application
    return content

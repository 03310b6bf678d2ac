"""The report on paper."""

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.core.text.report import report_text
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.report import read_report
from hipbreak.store.transfer.report_html import report_html
from hipbreak.ui.statistics.report_pdf import pdf_of
from tests.store.report_log import write_weeks

NOW = datetime(2026, 3, 31, 19, 0, tzinfo=timezone(timedelta(hours=2)))


def html_of(tmp_path: Path, weeks: int) -> str:
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        write_weeks(log, NOW, weeks)
        report = read_report(log, weeks, NOW)
    return report_html(report_text(report, timedelta(seconds=20), [], "1.2"), for_browser=False)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize(("weeks", "most"), [(2, 2), (6, 2), (12, 2)])
def test_it_has_one_or_two_pages_of_a4(tmp_path: Path, weeks: int, most: int, qtbot: QtBot) -> None:
    pdf = pdf_of(html_of(tmp_path, weeks), "Title", "Hipbreak")
    assert pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    assert 1 <= pages(pdf) <= most
    assert b"/MediaBox [0 0 595.000000 842.000000]" in pdf


def test_it_can_be_made_in_another_thread(qtbot: QtBot) -> None:
    made: list[bytes] = []
    thread = Thread(target=lambda: made.append(pdf_of("<p>text</p>", "Title", "Hipbreak")))
    thread.start()
    thread.join()
    assert pages(made[0]) == 1

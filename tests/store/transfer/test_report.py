"""The report is read from the log, and written whole."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from hipbreak.core.facts.tracking_facts import Bout, Break, Corrected
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.report import ReportOrder, is_report_name, read_report, write_report
from hipbreak.store.work_progress import run_to_end
from tests.store.report_log import write_weeks

NOW = datetime(2026, 3, 31, 19, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        write_weeks(log, NOW, 6)
        yield log


def order(tmp_path: Path) -> ReportOrder:
    return ReportOrder(6, NOW, timedelta(seconds=20), tmp_path / "settings.toml", "1.2")


def no_pdf(*_: str) -> bytes:
    raise AssertionError("no PDF was asked for")


def test_the_figures_are_those_of_the_log(log: EventLog) -> None:
    report = read_report(log, 6, NOW)
    begin, end = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    log.append([Bout(end, begin, end), Break(end, end, end + timedelta(minutes=5), "confirmed", "pulse")])
    log.append([Corrected(NOW, "break", end)])
    after = read_report(log, 6, NOW)
    assert report.kept == 29 and after.kept == 30
    assert after.totals.breaks == report.totals.breaks, "what was taken back is none"
    assert after.taken_back == report.taken_back + 1
    assert timedelta(hours=1) in after.totals.bouts
    assert len(report.tests) == 2 and len(report.pains) == 1 and report.planned == 14 + 12
    assert sum(len(week.totals.bouts) for week in report.weeks) == len(report.totals.bouts)


def test_the_file_is_private_and_by_its_ending(log: EventLog, tmp_path: Path) -> None:
    made: list[str] = []

    def make_pdf(html: str, title: str, creator: str) -> bytes:
        made.append(f"{title}, {creator}")
        return html[:9].encode()

    pdf, html = tmp_path / "r.PDF", tmp_path / "r.html"
    assert run_to_end(write_report(log, pdf, order(tmp_path), make_pdf)) == 6
    run_to_end(write_report(log, html, order(tmp_path), no_pdf))
    assert pdf.read_bytes() == b"<!DOCTYPE" and made == ["Sitting, breaks and exercises, Hipbreak 1.2"]
    assert "Week by week" in html.read_text(encoding="utf-8")
    assert {file.stat().st_mode & 0o777 for file in (pdf, html)} == {0o600}


def test_a_failed_report_leaves_no_file(log: EventLog, tmp_path: Path) -> None:
    def fail(*_: str) -> bytes:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        run_to_end(write_report(log, tmp_path / "r.pdf", order(tmp_path), fail))
    assert not list(tmp_path.glob("*.pdf")) and not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("name", "usable"), [("r.pdf", True), ("r.HTML", True), ("r.htm", True), ("r.txt", False), ("r", False)]
)
def test_the_ending_says_what_it_is(name: str, usable: bool) -> None:
    assert is_report_name(Path(name)) is usable

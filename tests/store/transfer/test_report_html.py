"""The report as one HTML file."""

from datetime import timedelta

from hipbreak.core.facts import programme_facts
from hipbreak.core.facts.base import Fact
from hipbreak.store.transfer.report_html import report_html
from tests.core.statistics.test_report import FIRST, at, morning, report_of, texts


def test_the_html_is_one_file_that_loads_nothing() -> None:
    hurt: list[Fact] = [programme_facts.PainReported(at(FIRST, 18), "<script>", "a & b")]
    html = report_html(texts(report_of(morning(FIRST, 50), hurt)))
    assert html.startswith("<!DOCTYPE html>") and html.count("<table") == html.count("</table>") == 4
    assert "<script" not in html and "&lt;script&gt;" in html and "a &amp; b" in html
    assert not {"http", "src=", "href=", "url(", "@import"} & {
        part for part in ("http", "src=", "href=", "url(", "@import") if part in html
    }


def test_qt_is_given_no_style_for_browsers() -> None:
    text = texts(report_of([]))
    assert "@page" in report_html(text) and "@" not in report_html(text, for_browser=False)


def test_a_bar_is_as_long_as_its_share_says() -> None:
    html = report_html(texts(report_of([*morning(FIRST, 60), *morning(FIRST + timedelta(days=1), 20)])))
    assert 'class="bar" width="19%"' in html and 'class="rest" width="81%"' in html

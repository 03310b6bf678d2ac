"""The table of desktops that is written from a test report."""

from datetime import date

import pytest

from tests.tools.desktops_table import BEGIN, DESKTOPS, END, desktop_of, read_reports, table, written

REPORT = """<testsuites><testsuite>
<testcase classname="tests.sessions.test_keys" name="test_keys_arrive[gnome-shell]"/>
<testcase classname="tests.sessions.test_keys" name="test_keys_arrive[sway]"><failure message="late"/></testcase>
<testcase classname="tests.sessions.test_sizes" name="test_it_is_whole[gnome-shell-1024x600-1]"/>
<testcase classname="tests.sessions.test_sizes" name="test_it_is_whole[gnome-shell-2560x1600-2]"><error/></testcase>
<testcase classname="tests.sessions.test_xfce" name="test_keys_arrive"/>
<testcase classname="tests.sessions.test_xfce" name="test_nothing"><skipped/></testcase>
</testsuite></testsuites>"""


def test_each_test_is_a_row_with_its_desktops() -> None:
    assert read_reports(REPORT) == {
        "keys arrive": {"GNOME": True, "sway": False, "Xfce": True},
        "it is whole": {"GNOME": False},
    }


def test_a_repeated_test_counts_once() -> None:
    again = REPORT.replace('<failure message="late"/>', "")
    assert read_reports(REPORT, again)["keys arrive"]["sway"]
    assert not read_reports(again, REPORT)["keys arrive"]["sway"]


def test_an_unknown_desktop_is_refused() -> None:
    with pytest.raises(LookupError):
        desktop_of(("cde", "appearances"))


def test_the_table_has_versions_date_and_results() -> None:
    lines = table(read_reports(REPORT), dict.fromkeys(DESKTOPS, "1.2"), date(2026, 12, 1)).splitlines()
    assert lines[0] == "Run on 2026-12-01."
    assert lines[2] == "| what was tested | Xfce 1.2 | GNOME 1.2 | Plasma 1.2 | Mutter 1.2 | sway 1.2 |"
    assert lines[4:] == ["| it is whole |  | **no** |  |  |  |", "| keys arrive | yes | yes |  |  | **no** |"]


def test_only_the_marked_part_of_the_page_is_replaced() -> None:
    page = f"Before.\n{BEGIN}\n\nold\n\n{END}\nAfter.\n"
    assert written(page, "new") == f"Before.\n{BEGIN}\n\nnew\n\n{END}\nAfter.\n"

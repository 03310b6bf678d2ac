"""The page about this computer: findings, their refresh, and its buttons."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from hipbreak.core.diagnostics import ORDER, TESTED, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.ui.settings.computer_page import ComputerPage
from hipbreak.ui.settings.findings_page import AutostartSwitch
from hipbreak.ui.theme import tokens
from tests.ui.window_actions import clipped, times

AUTOSTART = AutostartSwitch(lambda: False, lambda _on: "", "/a/place")
ALL = tuple(Finding(name, "some-backend", "a reading", True) for name in ORDER)


class OpenPage:
    """A page with findings that a test can change."""

    def __init__(self, qtbot: QtBot) -> None:
        self.findings, self.find_count, self.copy_count = ALL, 0, 0
        self.page = ComputerPage(self._find, self._copy, AUTOSTART)
        qtbot.addWidget(self.page)
        self.page.resize(640, 700)

    def _find(self) -> tuple[Finding, ...]:
        self.find_count += 1
        return self.findings

    def _copy(self) -> None:
        self.copy_count += 1

    def change(self, name: str, **changes: object) -> None:
        self.findings = tuple(replace(x, **changes) if x.name == name else x for x in self.findings)


def test_every_finding_has_a_row_in_order(qtbot: QtBot) -> None:
    opened = OpenPage(qtbot)
    assert tuple(opened.page.rows) == ORDER
    opened.page.show()
    tops = [row.mapTo(opened.page, row.rect().topLeft()).y() for row in opened.page.rows.values()]
    assert tops == sorted(tops)
    assert opened.page.rows["idle"].line.text() == "some-backend: a reading"
    assert opened.page.rows["idle"].notes.isHidden()
    assert opened.page.summary.text() == diagnostics_text.summary(ALL)


def test_a_missing_finding_shows_advice_and_the_lost_source(qtbot: QtBot) -> None:
    opened = OpenPage(qtbot)
    opened.change("lock", backend="none", reading="cannot tell", works=False, advice="Do this.", gone=("logind-lock",))
    opened.page.refresh()
    row = opened.page.rows["lock"]
    assert row.line.text() == "cannot tell"
    assert row.notes.text() == "logind-lock worked earlier and has stopped. Do this."
    assert row.title.accessibleName() == "Screen lock: missing"
    assert "Screen lock" in opened.page.summary.text()


def test_readings_are_refreshed_only_while_the_page_is_visible(qtbot: QtBot) -> None:
    opened = OpenPage(qtbot)
    opened.page.show()
    opened.change("idle", reading="last input 7 s ago")
    qtbot.waitUntil(lambda: opened.page.rows["idle"].line.text().endswith("last input 7 s ago"))
    opened.page.hide()
    before = opened.find_count
    opened.change("idle", reading="another")
    with qtbot.waitSignal(opened.page.destroyed, timeout=1500, raising=False):
        pass
    assert opened.find_count == before
    opened.page.show()
    assert opened.page.rows["idle"].line.text().endswith("another")


@pytest.mark.parametrize("name", TESTED)
def test_a_test_button_requests_its_test_and_shows_the_result(qtbot: QtBot, name: str) -> None:
    opened = OpenPage(qtbot)
    row = opened.page.rows[name]
    with qtbot.waitSignal(opened.page.test_requested) as signal:
        row.test.click()
    assert signal.args == [name]
    assert row.test.accessibleName() == diagnostics_page_text.test_name(name)
    assert row.result.isHidden()
    opened.page.show_result(name, "It works.")
    assert row.result.text() == "It works." and not row.result.isHidden()
    opened.page.refresh()
    assert row.result.text() == "It works."


def test_only_testable_findings_have_a_button(qtbot: QtBot) -> None:
    opened = OpenPage(qtbot)
    opened.page.show()
    assert {name for name, row in opened.page.rows.items() if row.test.isVisible()} == set(TESTED)


def test_copying_is_confirmed_until_the_page_is_hidden(qtbot: QtBot) -> None:
    opened = OpenPage(qtbot)
    opened.page.show()
    opened.page.copy.click()
    assert opened.copy_count == 1
    assert opened.page.copied.text() == diagnostics_page_text.copied()
    opened.page.hide()
    assert opened.page.copied.text() == ""


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped_at_any_text_size(qtbot: QtBot, scale: float) -> None:
    opened = OpenPage(qtbot)
    for name in ("lock", "dnd"):
        opened.change(name, works=False, advice=diagnostics_text.no_lock_advice(), gone=("some-service",))
    opened.page.setFont(times(opened.page.font(), scale))
    opened.page.show()
    opened.page.apply_theme(tokens.DARK)
    opened.page.show_result("lock", diagnostics_page_text.how_to_notice("lock"))
    opened.page.refresh()
    qtbot.waitUntil(lambda: clipped(opened.page) == [])

"""The page about this desktop: what it shows of findings, while it is seen, and what its buttons say."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.core.diagnostics import ORDER, TESTED, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.ui.settings.diagnostics_page import DiagnosticsPage
from hipbreak.ui.theme import tokens
from tests.ui.window_actions import clipped, times

ALL = tuple(Finding(name, "some-backend", "a reading", True) for name in ORDER)


class Desk:
    """A page over findings that a test changes."""

    def __init__(self, qtbot: QtBot, findings: tuple[Finding, ...] = ALL) -> None:
        self.findings, self.looks, self.copies = findings, 0, 0
        self.page = DiagnosticsPage(self._look, self._copy, tokens.LIGHT)
        qtbot.addWidget(self.page)
        self.page.resize(640, 700)

    def _look(self) -> tuple[Finding, ...]:
        self.looks += 1
        return self.findings

    def _copy(self) -> None:
        self.copies += 1

    def change(self, name: str, **changes: object) -> None:
        self.findings = tuple(replace(x, **changes) if x.name == name else x for x in self.findings)


def test_every_finding_has_a_row_in_order_with_its_words(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    assert tuple(desk.page.rows) == ORDER
    desk.page.show()
    tops = [row.mapTo(desk.page, row.rect().topLeft()).y() for row in desk.page.rows.values()]
    assert tops == sorted(tops)
    assert desk.page.rows["idle"].line.text() == "some-backend: a reading"
    assert desk.page.rows["idle"].notes.isHidden()
    assert desk.page.summary.text() == diagnostics_text.summary(ALL)


def test_what_is_missing_says_what_to_do_and_what_is_gone_is_named(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.change("lock", backend="none", reading="cannot tell", works=False, advice="Do this.", gone=("logind-lock",))
    desk.page.refresh()
    row = desk.page.rows["lock"]
    assert row.line.text() == "cannot tell"
    assert row.notes.text() == "logind-lock told earlier and is gone. Do this."
    assert row.title.accessibleName() == "Screen lock: missing"
    assert "Screen lock" in desk.page.summary.text()


def test_readings_are_live_while_the_page_is_seen_and_only_then(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.page.show()
    desk.change("idle", reading="last input 7 s ago")
    qtbot.waitUntil(lambda: desk.page.rows["idle"].line.text().endswith("last input 7 s ago"))
    desk.page.hide()
    looked = desk.looks
    desk.change("idle", reading="another")
    with qtbot.waitSignal(desk.page.destroyed, timeout=1500, raising=False):
        pass
    assert desk.looks == looked
    desk.page.show()
    assert desk.page.rows["idle"].line.text().endswith("another")


@pytest.mark.parametrize("name", TESTED)
def test_a_test_button_names_what_to_test_and_shows_its_outcome(qtbot: QtBot, name: str) -> None:
    desk = Desk(qtbot)
    row = desk.page.rows[name]
    with qtbot.waitSignal(desk.page.test_requested) as said:
        row.test.click()
    assert said.args == [name]
    assert row.test.accessibleName() == diagnostics_page_text.test_name(name)
    assert row.result.isHidden()
    desk.page.show_result(name, "It works.")
    assert row.result.text() == "It works." and not row.result.isHidden()
    desk.page.refresh()
    assert row.result.text() == "It works."


def test_what_nobody_can_test_has_no_button(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.page.show()
    assert {name for name, row in desk.page.rows.items() if row.test.isVisible()} == set(TESTED)


def test_copying_is_confirmed_until_the_page_is_left(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.page.show()
    desk.page.copy.click()
    assert desk.copies == 1
    assert desk.page.copied.text() == diagnostics_page_text.copied()
    desk.page.hide()
    assert desk.page.copied.text() == ""


@pytest.mark.parametrize("by", [1.0, 2.0])
def test_nothing_is_clipped_at_any_text_size(qtbot: QtBot, by: float) -> None:
    desk = Desk(qtbot)
    for name in ("lock", "dnd"):
        desk.change(name, works=False, advice=diagnostics_text.no_lock_advice(), gone=("some-service",))
    desk.page.setFont(times(desk.page.font(), by))
    desk.page.show()
    desk.page.apply_theme(tokens.DARK)
    desk.page.show_result("lock", diagnostics_page_text.how_to_notice("lock"))
    desk.page.refresh()
    qtbot.waitUntil(lambda: clipped(desk.page) == [])

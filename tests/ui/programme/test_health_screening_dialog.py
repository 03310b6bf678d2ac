"""The health questions before the first routine."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.facts.programme_facts import HealthScreened
from hipbreak.core.programme import health_screening
from hipbreak.core.programme.progress import HealthAnswers
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog
from hipbreak.ui.theme import tokens
from tests.ui.programmes import NOW
from tests.ui.statistics.logged_days import texts
from tests.ui.window_actions import clipped, times


class OpenDialog:
    """The open dialog, and its requests."""

    def __init__(self, qtbot: QtBot, previous: HealthAnswers | None = None, scale: float = 1) -> None:
        self.dialog = HealthScreeningDialog(lambda: NOW, tokens.LIGHT)
        qtbot.addWidget(self.dialog)
        self.dialog.setFont(times(self.dialog.font(), scale))
        self.requested: list[object] = []
        self.dialog.requested.connect(self.requested.append)
        self.dialog.passed.connect(lambda: self.requested.append("passed"))
        self.dialog.begin(previous)

    @property
    def texts(self) -> list[str]:
        return texts(self.dialog)


def test_every_question_is_shown_and_none_is_answered(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    assert {question.text for question in health_screening_text.questions()} <= set(opened.texts)
    assert "Stored only on this computer. Nothing is sent anywhere." in opened.texts
    assert not opened.dialog.accept_button.isEnabled()
    assert opened.dialog.yes() == frozenset()


def test_none_of_these_is_an_answer(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.dialog.none_applies.click()
    assert any(line.startswith("You can begin.") for line in opened.texts)
    opened.dialog.accept_button.click()
    assert opened.requested == [RecordFact(HealthScreened(NOW, "", False)), "passed"]
    assert not opened.dialog.isVisible()


def test_none_and_yes_exclude_each_other(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.dialog.answers["sore"].click()
    opened.dialog.none_applies.click()
    assert opened.dialog.yes() == frozenset()
    opened.dialog.answers["sore"].click()
    assert not opened.dialog.none_applies.isChecked()


def test_sore_leads_to_gentle_mode(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.dialog.answers["sore"].click()
    assert any(line.startswith("Hipbreak goes gently") for line in opened.texts)
    assert not opened.dialog.cleared.isVisible()
    opened.dialog.accept_button.click()
    assert opened.requested == [RecordFact(HealthScreened(NOW, "sore", False)), "passed"]


@pytest.mark.parametrize(
    "name", [q.name for q in health_screening_text.questions() if q.name != health_screening.GENTLE_ONLY]
)
def test_a_caution_leads_to_a_clinician_until_cleared(qtbot: QtBot, name: str) -> None:
    opened = OpenDialog(qtbot)
    opened.dialog.answers[name].click()
    assert any(line.startswith("Please ask a doctor") for line in opened.texts)
    opened.dialog.accept_button.click()
    assert opened.requested == [RecordFact(HealthScreened(NOW, name, False))], "recorded, but no routine follows"
    opened.dialog.begin(HealthAnswers(NOW.date(), frozenset({name}), False))
    opened.dialog.cleared.click()
    assert any(line.startswith("Hipbreak goes gently") for line in opened.texts)
    opened.dialog.accept_button.click()
    assert opened.requested[1:] == [RecordFact(HealthScreened(NOW, name, True)), "passed"]


def test_previous_answers_can_be_changed(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, HealthAnswers(NOW.date(), frozenset({"balance", "sore"}), True))
    assert opened.dialog.yes() == {"balance", "sore"}
    assert opened.dialog.cleared.isChecked()
    opened.dialog.answers["balance"].click()
    opened.dialog.answers["sore"].click()
    opened.dialog.none_applies.click()
    opened.dialog.accept_button.click()
    assert opened.requested[0] == RecordFact(HealthScreened(NOW, "", False)), "no clearance is needed without a caution"


def test_closing_discards_the_answers(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.dialog.answers["sore"].click()
    opened.dialog.close()
    assert opened.requested == []


@pytest.mark.parametrize("scale", [1, 2])
def test_no_text_is_clipped(qtbot: QtBot, scale: float) -> None:
    opened = OpenDialog(qtbot, scale=scale)
    opened.dialog.answers["balance"].click()
    opened.dialog.resize(int(420 * scale), 600)
    QApplication.processEvents()
    assert clipped(opened.dialog) == []

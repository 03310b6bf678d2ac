"""The questions before the first routine."""

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


class Asked:
    """The open questions, and what was requested after them."""

    def __init__(self, qtbot: QtBot, before: HealthAnswers | None = None, larger: float = 1) -> None:
        self.dialog = HealthScreeningDialog(lambda: NOW, tokens.LIGHT)
        qtbot.addWidget(self.dialog)
        self.dialog.setFont(times(self.dialog.font(), larger))
        self.told: list[object] = []
        self.dialog.requested.connect(self.told.append)
        self.dialog.passed.connect(lambda: self.told.append("passed"))
        self.dialog.begin(before)

    @property
    def words(self) -> list[str]:
        return texts(self.dialog)


def test_every_question_is_there_and_nothing_is_answered_for_you(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    assert {question.text for question in health_screening_text.questions()} <= set(asked.words)
    assert "Kept only on this computer. Nothing is sent anywhere." in asked.words
    assert not asked.dialog.accept_button.isEnabled()
    assert asked.dialog.yes() == frozenset()


def test_none_of_these_is_an_answer(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.dialog.none_applies.click()
    assert any(line.startswith("You can begin.") for line in asked.words)
    asked.dialog.accept_button.click()
    assert asked.told == [RecordFact(HealthScreened(NOW, "", False)), "passed"]
    assert not asked.dialog.isVisible()


def test_none_and_a_yes_exclude_each_other(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.dialog.answers["sore"].click()
    asked.dialog.none_applies.click()
    assert asked.dialog.yes() == frozenset()
    asked.dialog.answers["sore"].click()
    assert not asked.dialog.none_applies.isChecked()


def test_a_little_sore_goes_gently(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.dialog.answers["sore"].click()
    assert any(line.startswith("Hipbreak goes gently") for line in asked.words)
    assert not asked.dialog.cleared.isVisible()
    asked.dialog.accept_button.click()
    assert asked.told == [RecordFact(HealthScreened(NOW, "sore", False)), "passed"]


@pytest.mark.parametrize(
    "name", [q.name for q in health_screening_text.questions() if q.name != health_screening.GENTLE_ONLY]
)
def test_a_caution_asks_a_clinician_first_until_cleared(qtbot: QtBot, name: str) -> None:
    asked = Asked(qtbot)
    asked.dialog.answers[name].click()
    assert any(line.startswith("Please ask a doctor") for line in asked.words)
    asked.dialog.accept_button.click()
    assert asked.told == [RecordFact(HealthScreened(NOW, name, False))], "kept, but no routine follows"
    asked.dialog.begin(HealthAnswers(NOW.date(), frozenset({name}), False))
    asked.dialog.cleared.click()
    assert any(line.startswith("Hipbreak goes gently") for line in asked.words)
    asked.dialog.accept_button.click()
    assert asked.told[1:] == [RecordFact(HealthScreened(NOW, name, True)), "passed"]


def test_the_answers_of_before_are_there_to_be_changed(qtbot: QtBot) -> None:
    asked = Asked(qtbot, HealthAnswers(NOW.date(), frozenset({"balance", "sore"}), True))
    assert asked.dialog.yes() == {"balance", "sore"}
    assert asked.dialog.cleared.isChecked()
    asked.dialog.answers["balance"].click()
    asked.dialog.answers["sore"].click()
    asked.dialog.none_applies.click()
    asked.dialog.accept_button.click()
    assert asked.told[0] == RecordFact(HealthScreened(NOW, "", False)), "without a caution nobody has to clear"


def test_closed_without_an_answer_nothing_is_kept(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.dialog.answers["sore"].click()
    asked.dialog.close()
    assert asked.told == []


@pytest.mark.parametrize("larger", [1, 2])
def test_no_text_is_clipped(qtbot: QtBot, larger: float) -> None:
    asked = Asked(qtbot, larger=larger)
    asked.dialog.answers["balance"].click()
    asked.dialog.resize(int(420 * larger), 600)
    QApplication.processEvents()
    assert clipped(asked.dialog) == []

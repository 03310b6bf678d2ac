"""The quiet question on the page Now, its answers, and taking them back."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from hipbreak.core.facts.programme_facts import TipDismissed
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.main_window.pace_question import PaceQuestion

NOW = datetime.fromisoformat("2026-03-03T10:00:00+01:00")


class Asked:
    """The question, with the settings and the log that it changes."""

    def __init__(self, qtbot: QtBot, settings: Settings) -> None:
        self.settings, self.facts = settings, list[object]()
        self.due: TipDismissed | None = TipDismissed(NOW, "pace-day")
        self.row = PaceQuestion(lambda: self.due, lambda: self.settings)
        self.row.changed.connect(self._change)
        self.row.requested.connect(self._record)
        qtbot.addWidget(self.row)

    def _change(self, key: str, value: timedelta) -> None:
        self.settings = replace(self.settings, **{key: value})

    def _record(self, request: RecordFact) -> None:
        self.facts.append(request.fact)
        self.due = None
        self.row.refresh()


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot, Settings())


def minutes(settings: Settings) -> tuple[float, float]:
    return settings.window_opens / timedelta(minutes=1), settings.window_closes / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("answer", "window", "says"),
    [
        ("often", (35, 50), "between 35 min and 50 min"),
        ("right", (30, 45), "stays so: a break is offered between 30 min and 45 min"),
        ("seldom", (25, 40), "between 25 min and 40 min"),
    ],
)
def test_an_answer_moves_the_window_and_says_so(asked: Asked, answer: str, window: tuple[int, int], says: str) -> None:
    asked.row.answers[answer].click()
    assert minutes(asked.settings) == window
    assert says in asked.row.text.text()
    assert asked.facts == [TipDismissed(NOW, "pace-day")]
    assert not any(button.isVisibleTo(asked.row) for button in asked.row.answers.values())
    assert asked.row.undo.isVisibleTo(asked.row) == (answer != "right")


def test_a_move_can_be_taken_back_and_is_not_asked_again(asked: Asked) -> None:
    asked.row.answers["often"].click()
    asked.row.undo.click()
    assert asked.settings == Settings()
    assert "30 min" in asked.row.text.text() and not asked.row.undo.isVisibleTo(asked.row)
    assert len(asked.facts) == 1


def test_at_the_limit_it_stays_and_says_so(qtbot: QtBot) -> None:
    last = replace(Settings(), window_closes=timedelta(minutes=60))
    asked = Asked(qtbot, last)
    asked.row.answers["often"].click()
    assert asked.settings == last
    assert "within 20 and 60 min" in asked.row.text.text() and not asked.row.undo.isVisibleTo(asked.row)


def test_without_a_question_it_takes_no_room(asked: Asked) -> None:
    assert not asked.row.isHidden()
    asked.due = None
    asked.row.refresh()
    assert asked.row.isHidden()

"""Texts on which safety depends can be read in English wherever they are shown translated."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hipbreak.core.i18n import untranslated
from hipbreak.core.programme.health_screening import Clearance
from hipbreak.core.text import health_screening as texts
from hipbreak.ui.theme.tokens import LIGHT
from hipbreak.ui.widgets.safety_text import EnglishSwitch
from tests.ui import every_window
from tests.ui.long_language import long_language
from tests.ui.window_actions import settle

SHOWN = {
    "welcome-1": (every_window.welcome, texts.disclaimer),
    "programme-before-today": (every_window.programme, texts.disclaimer),
    "programme-ask-first-today": (every_window.programme, lambda: texts.clearance_text(Clearance.ASK_FIRST)[0]),
    "health-screening": (every_window.health_screening, texts.screening_intro),
    "overview": (every_window.session, texts.during_exercise),
    "pain-low-back": (every_window.pain_window, texts.flags_note),
    "learn": (every_window.learn, texts.flags_note),
}


@pytest.fixture
def translated() -> Iterator[None]:
    with long_language():
        yield


@pytest.mark.parametrize("state", SHOWN)
def test_the_english_is_a_click_away(qtbot: QtBot, translated: None, state: str) -> None:
    windows, text = SHOWN[state]
    opened = windows(LIGHT)
    window = next(window for name, window in opened if name == state)
    settle()
    switches = [switch for switch in window.findChildren(EnglishSwitch) if switch.isVisible()]

    def shown(of: Callable[[], str]) -> bool:
        return any(of() in label.text() for label in window.findChildren(QLabel) if label.isVisible())

    with untranslated():
        assert switches and not shown(text)
    for switch in switches:
        switch.click()
    with untranslated():
        assert shown(text)
    for switch in switches:
        switch.click()
    assert shown(text)
    opened.close()


@pytest.mark.parametrize("state", SHOWN)
def test_in_english_there_is_nothing_to_switch(qtbot: QtBot, state: str) -> None:
    opened = SHOWN[state][0](LIGHT)
    window = next(window for name, window in opened if name == state)
    settle()
    switches = window.findChildren(EnglishSwitch)
    assert switches and not any(switch.isVisible() for switch in switches)
    opened.close()

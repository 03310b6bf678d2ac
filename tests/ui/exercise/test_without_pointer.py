"""A break and a session from start to end with the keyboard alone, and by the actions of assistive technology alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.core.facts.programme_facts import SessionDone
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.prompt.card import PromptCard
from hipbreak.ui.theme.tokens import LIGHT
from tests.ui import tracker_states
from tests.ui.sessions import opened

Press = Callable[[QtBot, QWidget, str], None]
"""Presses the button of that name in a window."""
_MOST_STOPS = 20


def press_by_keyboard(qtbot: QtBot, window: QWidget, name: str) -> None:
    """Press Tab until the button has the focus, then Space."""
    window.activateWindow()
    QApplication.processEvents()
    for _ in range(_MOST_STOPS):
        focused = window.focusWidget()
        if focused is not None and name_of(QAccessible.queryAccessibleInterface(focused)) == name:
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Space)
            return
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


def press_by_assistive_technology(qtbot: QtBot, window: QWidget, name: str) -> None:
    """Find the button among the parts of the window and do its action; the window needs no focus."""
    button = find(QAccessible.queryAccessibleInterface(window), name)
    assert button is not None, name
    action = button.actionInterface()
    assert QAccessibleActionInterface.pressAction() in action.actionNames()
    action.doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: not button.state().pressed)  # Qt presses it for a moment


def find(part: QAccessibleInterface, name: str) -> QAccessibleInterface | None:
    """The visible and enabled button of that name."""
    state = part.state()
    if state.invisible:
        return None
    if part.role() == QAccessible.Role.Button and name_of(part) == name and not state.disabled:
        return part
    children = (part.child(n) for n in range(part.childCount()))
    return next((found for child in children if child is not None and (found := find(child, name))), None)


def name_of(part: QAccessibleInterface) -> str:
    return part.text(QAccessible.Text.Name)


@pytest.fixture(params=[press_by_keyboard, press_by_assistive_technology], ids=["keyboard", "actions"])
def press(request: pytest.FixtureRequest) -> Press:
    """Each of the two ways."""
    chosen: Press = request.param
    return chosen


def test_a_break_is_taken_paused_and_ended(qtbot: QtBot, press: Press) -> None:
    card, requested = PromptCard(), list[object]()
    qtbot.addWidget(card)
    card.requested.connect(requested.append)
    card.show_card(tracker_states.card().status, Settings(ignore_input_for=timedelta(0)))
    if press is press_by_keyboard:
        card.take_focus()  # as its shortcut does
    press(qtbot, card, "Stand up")
    assert requested == [inputs.Start("stand")]
    card.hide_card()

    now = timedelta(0)
    guide = BreakGuideWindow(LIGHT, lambda: now)
    qtbot.addWidget(guide)
    guide.requested.connect(requested.append)
    guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30), get_up=True))
    for second in range(34):
        if second == 10:
            press(qtbot, guide, "Pause")
            assert guide.accessibleDescription() == "Paused"
            now += timedelta(minutes=1)
            guide.playback.update()
            press(qtbot, guide, "Resume")
        now += timedelta(seconds=1)
        guide.playback.update()
    assert guide.accessibleDescription().startswith("Done.")
    assert requested[1:] == [inputs.Finish(timedelta(seconds=30))]
    press(qtbot, guide, "I'm staying up")
    press(qtbot, guide, "Close")
    assert requested[2:] == [inputs.StayUp(), inputs.Sit()]
    assert not guide.isVisible()


def test_a_session_is_played_to_its_end(qtbot: QtBot, press: Press) -> None:
    with opened(qtbot) as played:
        played.turns = False
        window = played.window
        press(qtbot, window, "Start")
        played.wait(3)
        press(qtbot, window, "Pause")
        assert window.player_view.accessibleDescription() == "Paused"
        press(qtbot, window, "Resume")
        waits = 0
        while window.playback.player is not None:
            if window.playback.waiting:
                waits += 1
                assert "Change sides" in window.player_view.accessibleDescription()
                press(qtbot, window, "I'm there")
            played.wait(1)
        assert waits >= 2
        assert window.summary.accessibleDescription().startswith("Done.")
        press(qtbot, window, "Close")
        assert not window.isVisible()
    assert played.request_names() == ["Start", "Finish", "RecordFact"]
    (done,) = played.recorded_facts()
    assert isinstance(done, SessionDone)
    assert (done.routine, done.extent, done.percent) == ("mini", "whole", 100)

"""The popover of the tray icon: its place, its requests, and when it closes."""

import pytest
from PySide6.QtCore import QRect, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.text.status import outlook, posture
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.tokens import LIGHT
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.popover import Popover
from hipbreak.ui.tray.status_panel import DayStrip, PostureFigure
from hipbreak.ui.widgets.status_ring import StatusRing
from tests.ui import tracker_states
from tests.ui.days import today, today_with_target
from tests.ui.statistics.logged_days import texts
from tests.ui.tracker_states import SETTINGS, Tracker
from tests.ui.window_actions import press


class Shown:
    """An open popover, and its requests."""

    def __init__(self, qtbot: QtBot, tracker: Tracker, icon: QRect | None = None) -> None:
        self.menu = MainMenu(lambda: tracker.now)
        qtbot.addWidget(self.menu)
        self.menu.show_status(tracker.status, SETTINGS)
        self.popover = Popover(self.menu, today, LIGHT)
        qtbot.addWidget(self.popover)
        self.requested: list[object] = []
        self.popover.requested.connect(self.requested.append)
        self.popover.show_status(tracker.status)
        self.popover.toggle(icon or QRect())
        qtbot.waitUntil(self.popover.isActiveWindow)

    def button(self, text: str) -> QPushButton:
        found = self.popover.findChildren(QPushButton)
        return next(b for b in found if b.isVisible() and b.text().replace("&", "") == text)


def test_it_says_what_the_state_is_and_shows_the_day(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting()
    shown = Shown(qtbot, tracker)
    assert {posture(tracker.status), outlook(tracker.status)} <= set(texts(shown.popover))
    assert shown.popover.findChild(DayStrip).accessibleName().startswith("7 h 44 min at the desk, 8 breaks")
    picture = shown.popover.findChild(DayStrip).grab().toImage()
    colours = {picture.pixelColor(x, 6).name() for x in range(picture.width())}
    assert {LIGHT.band.lower(), LIGHT.standing.lower(), LIGHT.beyond.lower()} <= colours


def test_the_day_runs_in_the_direction_of_the_charts(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    strip = shown.popover.findChild(DayStrip)
    picture = strip.grab().toImage()
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert strip.grab().toImage() == picture


@pytest.mark.parametrize(
    ("tracker", "text", "expected"),
    [
        (tracker_states.sitting(), "Stand up now", inputs.Start("stand")),
        (tracker_states.sitting(), "Standing", inputs.Stand()),
        (tracker_states.standing(), "Sitting", inputs.Sit()),
        (tracker_states.in_call(), "The call is over", inputs.EndCall()),
        (tracker_states.paused(), "Resume", inputs.Resume()),
        (tracker_states.sitting(), "Today's session: Mini routine, 3:50 min", Intent.SESSION),
        (tracker_states.sitting(), "Today", Intent.NOW),
        (tracker_states.sitting(), "Programme", Intent.PROGRAMME),
        (tracker_states.sitting(), "Settings", Intent.SETTINGS),
    ],
)
def test_a_request_closes_it(qtbot: QtBot, tracker: Tracker, text: str, expected: object) -> None:
    shown = Shown(qtbot, tracker)
    shown.button(text).click()
    assert shown.requested == [expected]
    assert not shown.popover.isVisible()


def test_calls_and_pauses_have_the_choices_of_the_menu(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    assert shown.button("In a call").menu() is shown.menu.calls
    assert shown.button("Pause").menu() is shown.menu.pauses


def test_it_is_inside_the_screen_above_or_below_the_icon(qtbot: QtBot) -> None:
    area = QGuiApplication.primaryScreen().availableGeometry()
    for corner in (area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()):
        icon = QRect(0, 0, 22, 22)
        icon.moveCenter(corner)
        popover = Shown(qtbot, tracker_states.sitting(), icon).popover
        assert area.contains(popover.geometry())
        distance = popover.geometry().center() - corner
        assert abs(distance.y()) <= popover.height() / 2 + 32 and abs(distance.x()) <= popover.width() / 2 + 32
        popover.close()


def test_esc_closes_it_and_another_window_does(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    press(shown.popover, Qt.Key.Key_Escape)
    assert not shown.popover.isVisible()
    again = Shown(qtbot, tracker_states.sitting())
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not again.popover.isVisible())


def test_the_click_that_closes_it_does_not_open_it_again(qtbot: QtBot) -> None:
    """The panel takes the focus first, and then the click is reported."""
    popover = Shown(qtbot, tracker_states.sitting()).popover
    popover.close()
    popover.toggle(QRect())
    assert not popover.isVisible()
    qtbot.waitUntil(lambda: (popover.toggle(QRect()), popover.isVisible())[1], timeout=5000)


def test_its_keyboard_focus_is_on_the_first_answer(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    assert shown.popover.focusWidget() is shown.popover.panel.stand


def test_the_figure_stands_when_the_person_does(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    figure = shown.popover.findChild(PostureFigure)
    sitting = figure.grab().toImage()
    shown.popover.show_status(tracker_states.standing().status)
    assert figure.grab().toImage() != sitting
    shown.popover.show_status(tracker_states.sitting().status)
    assert figure.grab().toImage() == sitting


def test_the_chair_is_empty_while_the_person_is_away(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.sitting())
    figure = shown.popover.findChild(PostureFigure)
    body = QColor(LIGHT.body).rgb()
    for tracker, name, has_body in (
        (tracker_states.sitting(), "Sitting", True),
        (tracker_states.declared_away(), "Away", False),
        (tracker_states.standing(), "Standing", True),
    ):
        shown.popover.show_status(tracker.status)
        picture = figure.grab().toImage()
        pixels = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
        assert figure.accessibleName() == name
        assert (body in pixels) is has_body and len(pixels) > 10, "floor and chair stay"


@pytest.mark.parametrize("is_reduced", [False, True])
def test_the_ring_breathes_once_at_each_opening(qtbot: QtBot, is_reduced: bool) -> None:
    tracker = tracker_states.sitting()
    menu = MainMenu(lambda: tracker.now)
    qtbot.addWidget(menu)
    popover = Popover(menu, today, LIGHT, lambda: is_reduced)
    qtbot.addWidget(popover)
    popover.show_status(tracker.status)
    popover.toggle(QRect())
    animations = popover.findChildren(QVariantAnimation)
    assert len(animations) == (not is_reduced)
    if animations:
        assert 1_000 <= animations[0].duration() <= 2_000 and animations[0].loopCount() == 1
        ring = popover.findChild(StatusRing)
        small = ring.grab().toImage()
        animations[0].setCurrentTime(animations[0].duration() // 2)
        assert ring.grab().toImage() != small
        with qtbot.waitSignal(animations[0].destroyed):
            animations[0].setCurrentTime(animations[0].duration())
        assert ring.grab().toImage() == small


def test_the_standing_is_compared_with_a_target_if_there_is_one(qtbot: QtBot) -> None:
    popover = Popover(MainMenu(lambda: tracker_states.MORNING), today_with_target, LIGHT)
    qtbot.addWidget(popover)
    popover.toggle(QRect())
    assert [text for text in texts(popover) if text.startswith("Stood") and "of your 30" in text]
    assert not [text for text in texts(Shown(qtbot, tracker_states.sitting()).popover) if text.startswith("Stood")]

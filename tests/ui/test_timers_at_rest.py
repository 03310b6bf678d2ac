"""A window that is paused or closed has no running timer, and nothing is repainted without a visible change."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.core.exercise.session_steps import StepKind
from hipbreak.core.figure.illustration import BREATH_SECONDS
from hipbreak.core.figure.poses.catalogue import PICTURES
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.countdown_ring import CountdownRing
from tests.core.exercise.shipped import SIDED_PICTURES
from tests.ui.sessions import PlayedSession, opened, started
from tests.ui.timers import timers_of

PAUSE_LIMIT = 5 * 60 * 1_000  # ms after which a paused window closes
FRAME, REDUCED = 16, 200  # ms
TOLERANCE = 12  # of 255: smaller bends of a contour are not repainted


class PaintCounter(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_timers_of_finds_timers_of_children(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    timer = QTimer(QWidget(window))
    assert timers_of(window) == []
    timer.start(70)
    assert timers_of(window) == [70]


@pytest.mark.parametrize("reduced", [False, True])
def test_the_guide_has_a_timer_only_while_it_runs(qtbot: QtBot, reduced: bool) -> None:
    now = [timedelta(0)]
    guide = BreakGuideWindow(tokens.LIGHT, lambda: now[0], reduced)
    qtbot.addWidget(guide)
    assert timers_of(guide) == []
    guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)))
    assert timers_of(guide) == [REDUCED if reduced else FRAME]
    guide.pause_button.click()
    assert timers_of(guide) == [PAUSE_LIMIT]
    guide.pause_button.click()
    assert timers_of(guide) == [REDUCED if reduced else FRAME]
    guide.close()
    assert timers_of(guide) == []
    guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)))
    now[0] += timedelta(seconds=31)
    guide.playback.update()
    assert len(timers_of(guide)) == 1, "done: only the timer that closes it"
    guide.close()
    assert timers_of(guide) == []


@pytest.mark.parametrize("reduced", [False, True])
def test_a_session_has_a_timer_only_while_it_runs(qtbot: QtBot, reduced: bool) -> None:
    with opened(qtbot, reduced=reduced) as played:
        window = played.window
        assert timers_of(window) == [], "the overview has no animation"
        window.overview.start_button.click()
        assert timers_of(window) == [REDUCED if reduced else FRAME]
        window.perform(SessionAction.PAUSE)
        assert timers_of(window) == [PAUSE_LIMIT]
        window.close()
        assert timers_of(window) == []


def test_a_step_that_waits_has_no_timer(qtbot: QtBot) -> None:
    with started(qtbot, "self-test") as played:
        play_until_it_waits(played)
        assert all(interval == PAUSE_LIMIT for interval in timers_of(played.window))
        played.window.perform(SessionAction.PAIN)
        assert all(interval == PAUSE_LIMIT for interval in timers_of(played.window)), "the panel has no animation"


def play_until_it_waits(played: PlayedSession) -> None:
    for _ in range(400):
        if played.window.playback.waiting:
            assert played.window.playback.position().step.kind in (StepKind.CHANGE, StepKind.LOOK, StepKind.SET_UP)
            return
        played.wait(1)
    raise AssertionError("no step of the self-test waits")


def test_a_breathing_hold_is_painted_only_when_it_visibly_moves(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.apply_theme(tokens.LIGHT)
    view.show_step("couch_relax", "right")
    view.show()
    qtbot.waitExposed(view)
    counter, frames = PaintCounter(view), round(BREATH_SECONDS * 60)
    for frame in range(frames):
        view.set_moment(5.0 + frame / 60)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    assert 4 <= counter.times < frames / 2
    view.set_moment(9.0)
    QCoreApplication.processEvents()
    count = counter.times
    for _ in range(20):
        view.set_moment(9.0)
        QCoreApplication.processEvents()
    assert counter.times == count


class Patched(QObject):
    """A picture of a figure, in which only the regions of its paint events are updated."""

    def __init__(self, view: FigureView) -> None:
        super().__init__()
        self.image, self.region = view.grab().toImage(), QRegion()
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = event.region()
        return False

    def show(self, seconds: float) -> None:
        """Go to another moment of the step."""
        self.region = QRegion()
        self._view.set_moment(seconds)
        QCoreApplication.processEvents()
        if not self.region.isEmpty():
            region = QRegion(self.region)
            self._view.render(self.image, region.boundingRect().topLeft(), region)


def difference(a: QImage, b: QImage) -> int:
    """The largest difference of a channel of a pixel."""
    return max(abs(x - y) for x, y in zip(bytes(a.constBits()), bytes(b.constBits()), strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_partial_repaints_give_the_same_picture(qtbot: QtBot, name: str) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(240, 200)
    view.apply_theme(tokens.LIGHT)
    view.show_step(name, "left" if name in SIDED_PICTURES else None)
    view.show()
    qtbot.waitExposed(view)
    patched = Patched(view)
    for moment in range(1, 40):
        patched.show(moment * 0.11)
    assert difference(patched.image, view.grab().toImage()) <= TOLERANCE


def test_a_breath_repaints_a_part(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show_step("squeeze")
    view.set_moment(BREATH_SECONDS)
    view.show()
    qtbot.waitExposed(view)
    patched = Patched(view)
    patched.show(BREATH_SECONDS + 0.5)
    patched.show(BREATH_SECONDS + 1.0)
    moved = patched.region.boundingRect()
    assert 0 < moved.width() * moved.height() < 0.5 * view.width() * view.height()


def test_a_ring_repaints_only_what_moves(qtbot: QtBot) -> None:
    ring = CountdownRing()
    qtbot.addWidget(ring)
    ring.resize(240, 240)
    ring.show()
    qtbot.waitExposed(ring)
    ring.show_left(0.5, "5")
    QCoreApplication.processEvents()
    counter = PaintCounter(ring)
    for left in (0.5, 0.5001, 0.5):
        ring.show_left(left, "5")
        QCoreApplication.processEvents()
    assert counter.times == 0
    for n in range(1, 11):
        ring.show_left(0.5 - n / 100, "5")
        QCoreApplication.processEvents()
    assert counter.times == 10
    step_by_step = ring.grab().toImage()
    fresh = CountdownRing()
    qtbot.addWidget(fresh)
    fresh.resize(240, 240)
    fresh.show_left(0.4, "5")
    assert step_by_step == fresh.grab().toImage()

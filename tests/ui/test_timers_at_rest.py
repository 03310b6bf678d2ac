"""A window that stands still, or is closed, has no timer; what looks the same is not painted again."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import break_steps
from hipbreak.core.exercise.session_steps import StepKind
from hipbreak.core.figure.illustration import BREATH_SECONDS
from hipbreak.core.figure.poses.catalogue import PICTURES, picture
from hipbreak.store.routine_library import read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.countdown_ring import CountdownRing
from tests.ui.sessions import Played, begun, opened
from tests.ui.timers import timers_of

FORGOTTEN = 5 * 60 * 1_000  # ms: the one deadline of a paused window, at which it closes
FRAME, REDUCED = 16, 200  # ms
UNSEEN = 12  # of 255: a contour that bends by hundredths of a degree is not bent anew


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_the_timers_are_really_seen(qtbot: QtBot) -> None:
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
    assert timers_of(guide) == [FORGOTTEN]
    guide.pause_button.click()
    assert timers_of(guide) == [REDUCED if reduced else FRAME]
    guide.close()
    assert timers_of(guide) == []
    guide.begin(break_steps(read_shipped("pulse-30"), timedelta(seconds=30)))
    now[0] += timedelta(seconds=31)
    guide.playback.update()
    assert len(timers_of(guide)) == 1, "done: only the moment at which it closes"
    guide.close()
    assert timers_of(guide) == []


@pytest.mark.parametrize("reduced", [False, True])
def test_a_session_has_a_timer_only_while_it_runs(qtbot: QtBot, reduced: bool) -> None:
    with opened(qtbot, reduced=reduced) as played:
        window = played.window
        assert timers_of(window) == [], "the overview stands still"
        window.overview.start_button.click()
        assert timers_of(window) == [REDUCED if reduced else FRAME]
        window.perform(SessionAction.PAUSE)
        assert timers_of(window) == [FORGOTTEN]
        window.close()
        assert timers_of(window) == []


def test_a_step_that_waits_for_the_person_has_no_timer_to_look_at_the_clock(qtbot: QtBot) -> None:
    with begun(qtbot, "self-test") as played:
        until_it_waits(played)
        assert all(interval == FORGOTTEN for interval in timers_of(played.window))
        played.window.perform(SessionAction.PAIN)
        assert timers_of(played.window) == [], "the panel stands still"


def until_it_waits(played: Played) -> None:
    for _ in range(400):
        if played.window.playback.waiting:
            assert played.window.playback.position().step.kind in (StepKind.CHANGE, StepKind.LOOK, StepKind.SET_UP)
            return
        played.wait(1)
    raise AssertionError("nothing waits in the self-test")


def test_a_hold_that_only_breathes_is_painted_when_something_is_seen_to_move(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.apply_theme(tokens.LIGHT)
    view.show_step("couch_relax", "right")
    view.show()
    qtbot.waitExposed(view)
    painted, frames = Painted(view), round(BREATH_SECONDS * 60)
    for frame in range(frames):
        view.set_moment(5.0 + frame / 60)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    assert 4 <= painted.times < frames / 2
    view.set_moment(9.0)
    QCoreApplication.processEvents()
    done = painted.times
    for _ in range(20):
        view.set_moment(9.0)
        QCoreApplication.processEvents()
    assert painted.times == done


class Patched(QObject):
    """A picture of a figure on which only what the figure asks to paint is painted."""

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


def apart(a: QImage, b: QImage) -> int:
    """By how much one channel of one pixel differs at most."""
    return max(abs(x - y) for x, y in zip(bytes(a.constBits()), bytes(b.constBits()), strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_a_figure_of_which_only_what_moves_is_painted_is_whole(qtbot: QtBot, name: str) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(240, 200)
    view.apply_theme(tokens.LIGHT)
    view.show_step(name, "left" if picture(name).one_sided else None)
    view.show()
    qtbot.waitExposed(view)
    patched = Patched(view)
    for moment in range(1, 40):
        patched.show(moment * 0.11)
    assert apart(patched.image, view.grab().toImage()) <= UNSEEN


def test_a_breath_is_painted_where_it_is(qtbot: QtBot) -> None:
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


def test_of_a_ring_only_what_moves_is_painted(qtbot: QtBot) -> None:
    ring = CountdownRing()
    qtbot.addWidget(ring)
    ring.resize(240, 240)
    ring.show()
    qtbot.waitExposed(ring)
    ring.show_left(0.5, "5")
    QCoreApplication.processEvents()
    painted = Painted(ring)
    for left in (0.5, 0.5001, 0.5):
        ring.show_left(left, "5")
        QCoreApplication.processEvents()
    assert painted.times == 0
    for n in range(1, 11):
        ring.show_left(0.5 - n / 100, "5")
        QCoreApplication.processEvents()
    assert painted.times == 10
    step_by_step = ring.grab().toImage()
    fresh = CountdownRing()
    qtbot.addWidget(fresh)
    fresh.resize(240, 240)
    fresh.show_left(0.4, "5")
    assert step_by_step == fresh.grab().toImage()

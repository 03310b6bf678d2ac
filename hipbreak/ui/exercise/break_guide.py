"""The guide of a stand-up break: a moving figure, a verb, a countdown and what comes next."""

import math
from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QStyle, QWidget

from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.routine_text import next_step, pain_button
from hipbreak.core.exercise.session_steps import Step, StepPart
from hipbreak.core.text import session as session_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.playback import Playback
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.prompt.placement import area_without_panels, framed_geometry, screen_at
from hipbreak.ui.theme.buttons import MinSizeButton, make_tertiary
from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.palette import WASH
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT, PANEL_RADIUS, SPACE_4, SPACE_16, SPACE_24
from hipbreak.ui.theme.themed_window import SurfaceWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.announcement import announce
from hipbreak.ui.widgets.countdown_ring import RING_FRAME_RATE, CountdownRing
from hipbreak.ui.widgets.fitted_labels import BREAK_SIZE, LARGE, CueLabel, VerbLabel
from hipbreak.ui.widgets.layouts import add_parts, column_of, grid_of
from hipbreak.ui.widgets.mirrored_key import mirrored_key
from hipbreak.ui.widgets.responsive_row import STACKED, ResponsiveRow
from hipbreak.ui.widgets.shrinkable_area import LeastHeightBox, ShrinkableArea
from hipbreak.ui.widgets.step_dots import StepDots
from hipbreak.ui.widgets.wrapping import muted_label, show_text

_DONE_SHOWN = 8_000  # ms, to press "I'm staying up"
_STAY_UP = timedelta(minutes=2)  # of standing (project default)
_TICK = 1_000  # ms
_PAUSE_LIMIT = 5 * 60 * 1_000  # ms after which a paused guide is stopped
_GET_UP_SIGN = "↑"  # in the ring, instead of a count
_LEAST_TEXT_WIDTH = 340  # px
_KEY_MOMENT = 1e3  # seconds into a picture


class WashPanel(QWidget):
    """A panel in the accent wash around one widget, which paints its own background in the same colour."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        column_of(widget, parent=self, margins=SPACE_16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), PANEL_RADIUS, self.palette().color(WASH))


class BreakGuideWindow(SurfaceWindow):
    """One window, created once and used again.

    `requested` carries Finish or Abandon, StayUp and Sit; `pain_reported` a move and its verb, for
    which it is paused and hidden. `audio_needed` is emitted at the start, `audio_cue` carries a tone and a text, either
    may be empty; `speech_cancelled` means that speech is to stop, `audio_ended` that no more audio follows.
    """

    requested = Signal(object)
    pain_reported = Signal(str, str)
    audio_needed = Signal()
    audio_cue = Signal(str, str)
    speech_cancelled = Signal()
    audio_ended = Signal()

    def __init__(self, tokens: Tokens | None, elapsed: Callable[[], timedelta], reduced: bool = False) -> None:
        """`elapsed` is a steady clock; without tokens the colours follow the system."""
        super().__init__(tokens, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._elapsed, self._stays_until, self._large = elapsed, timedelta(0), False
        self.playback = Playback(elapsed, reduced, self)
        self.stay_timer = QTimer(self, interval=_TICK)
        self.stay_timer.timeout.connect(self._show_stay)
        self.close_timer = QTimer(self, singleShot=True)
        self.close_timer.timeout.connect(self.close)
        self.setWindowTitle(session_text.break_title())
        self.resize(960, 560)
        self._build()
        self.playback.step_changed.connect(self._show_step)
        self.playback.position_changed.connect(self._show_position)
        self.playback.ended.connect(self._finish)
        self.playback.interrupted.connect(self._show_paused)
        self.playback.audio_cue.connect(self.audio_cue)
        self.playback.speech_cancelled.connect(self.speech_cancelled)
        self.reapply_theme()

    def _build(self) -> None:
        self.figure = FigureView(self)
        self.verb = VerbLabel(self, BREAK_SIZE)
        self.ring, self.dots = CountdownRing(self), StepDots(self)
        self.ring.setMinimumSize(96, 96)
        self.cue, self.next, self.notice = CueLabel(self), muted_label(), muted_label()
        self.cue.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.next, self.notice):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.notice.hide()
        side = LeastHeightBox(STACKED)
        side.setSpacing(SPACE_4)
        add_parts(side, self.verb, (self.ring, 3), (self.cue, 1), self.dots, self.next)
        grid = grid_of(6, 4, gaps=(SPACE_24, SPACE_16))
        self._panel = WashPanel(self.figure)
        grid.addWidget(self._panel, 0, 0)
        grid.addLayout(side, 0, 1)
        grid.addWidget(self.notice, 1, 0, 1, 2)
        grid.setColumnMinimumWidth(1, _LEAST_TEXT_WIDTH)
        grid.setRowStretch(0, 1)
        self._grid, self.content = grid, ShrinkableArea(grid, self)
        margins = (SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        column_of((self.content, 1), self._build_controls(), parent=self, spacing=SPACE_16, margins=margins)

    def _build_controls(self) -> ResponsiveRow:
        texts = session_text.buttons()
        self.pause_button = QPushButton(texts["pause"])
        self.next_button = QPushButton(texts["next"])
        self.stop_button = MinSizeButton(session_text.break_stop())
        self.pain_button = QPushButton(pain_button())
        make_tertiary(self.pain_button)
        self.stay_button = QPushButton(session_text.stay_up())
        self.stay_button.hide()
        self.stay_button.clicked.connect(self._stay_up)
        self.pause_button.clicked.connect(self._toggle)
        self.next_button.clicked.connect(lambda: self.playback.skip_steps(1))
        self.stop_button.clicked.connect(self.close)
        self.pain_button.clicked.connect(self._report_pain)
        self._during = (self.pause_button, self.next_button, self.pain_button)
        moves = (self.pause_button, self.next_button, self.stay_button)
        ends = (self.pain_button, self.stop_button)
        for button in (*moves, *ends):
            button.setMinimumHeight(LARGE_BUTTON_HEIGHT + (8 if button is self.stop_button else 0))
        row = ResponsiveRow()
        row.set_parts([(button, 2) for button in moves], [(self.pain_button, 3), (self.stop_button, 4)])
        return row

    def apply_theme(self, tokens: Tokens) -> None:
        factor = LARGE if self._large else 1.0
        self.verb.enlarge(factor)
        self.cue.set_base_font(scaled(self.font(), factor))
        for label in (self.next, self.dots):
            label.setFont(scaled(self.font(), factor))
        self.figure.apply_theme(tokens, tokens.wash)
        self.ring.apply_theme(tokens)
        self.dots.apply_theme(tokens)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show key positions only."""
        self.playback.reduced = reduced

    def set_large(self, large: bool) -> None:
        """Fill the screen with larger text, or go back to the window."""
        if large is not self._large:
            self._large = large
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            self.reapply_theme()

    def show_notice(self, notice: str) -> None:
        """Show a line about audio; empty for none."""
        show_text(self.notice, notice)

    def begin(self, steps: Sequence[Step], corner: QPoint | None = None) -> None:
        """Start the steps; the bottom right of the window is put at `corner`, within the screen that has it."""
        self.close_timer.stop()
        self.audio_needed.emit()
        self.playback.load(tuple(steps), 1.0)
        has_pictures = any(step.picture for step in steps)
        self._panel.setVisible(has_pictures)
        self._grid.setColumnStretch(0, 6 if has_pictures else 0)
        self._show_buttons(True)
        self.playback.resume()
        self._update_pause_button()
        if corner is not None:  # after the texts, which determine the size
            self.setGeometry(self._framed(corner))
        elif not self.isVisible():
            self.resize(self._framed(None).size())
        bring_to_front(self)
        self.pause_button.setFocus()

    def _framed(self, corner: QPoint | None) -> QRect:
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        size = self.size().expandedTo(self.minimumSizeHint()) + QSize(0, self.content.hidden_height())
        return framed_geometry(size, corner or QPoint(), area_without_panels(screen_at(corner)), title)

    def key_moment(self) -> str | None:
        """The name of a moment worth a picture: a step well under way, or the end."""
        if not self.running:
            return "guide-done" if self.isVisible() else None
        at = self.playback.position()
        return f"guide-{at.step.picture}" if at.into > at.step.length / 2 else None

    @property
    def running(self) -> bool:
        """Whether a break is in progress, paused or not."""
        return self.playback.player is not None

    def _show_position(self, at: PlayerPosition) -> None:
        left_s = round(at.left.total_seconds() * RING_FRAME_RATE) / RING_FRAME_RATE
        left = min(left_s / at.step.length.total_seconds(), 1.0) if at.step.length else 0.0
        count = str(math.ceil(at.left.total_seconds()))
        if at.step.part is StepPart.SET_UP:
            left, count = 1.0, _GET_UP_SIGN
        self.ring.show_left(left, count)
        self.figure.set_moment(_KEY_MOMENT if self.playback.reduced else at.into.total_seconds())

    def _show_step(self, at: PlayerPosition) -> None:
        step = at.step
        self._show_text(step.verb, step.cue, self._following(at))
        self.figure.show_step(step.picture)
        self.figure.setAccessibleName(step.verb)
        self.figure.setAccessibleDescription(step.cue)
        self._show_dots(at)
        announced = session_text.break_announced(step.verb, step.cue, math.ceil(step.length.total_seconds()))
        if step.part is StepPart.SET_UP:
            announced = session_text.announced_line(step.verb, step.cue)
        announce(self, announced)

    def _show_dots(self, at: PlayerPosition) -> None:
        """Show which of the break's steps it is; getting up is none of them."""
        counted = [n for n, step in enumerate(self.playback.paused_player().steps) if step.part is StepPart.EXERCISE]
        number = sum(n <= at.index for n in counted)
        self.dots.show_count(number, len(counted), session_text.step_of(number, len(counted)))

    def _following(self, at: PlayerPosition) -> str:
        steps = self.playback.paused_player().steps
        return next_step(steps[at.index + 1].verb.lower() if at.index + 1 < len(steps) else None)

    def _show_text(self, verb: str, cue: str, following: str) -> None:
        self.verb.show_verb(verb)
        self.cue.show_cue(cue)
        self.next.setText(following)

    def _finish(self) -> None:
        played = self.playback.time_exercised()
        self.playback.clear()
        self._show_text(session_text.done_title(), session_text.break_done(), "")
        self.dots.show_count(0, 0, "")
        self.ring.show_left(0.0, "✓")
        self._show_buttons(False)
        self.stay_button.show()
        self.stop_button.setFocus()
        announce(self, session_text.announced_line(session_text.done_title(), session_text.break_done()))
        self.close_timer.start(_DONE_SHOWN)
        self.requested.emit(inputs.Finish(played))
        self.audio_ended.emit()

    def _show_buttons(self, during: bool) -> None:
        """Show the buttons for a break in progress, or those for its end."""
        for button in self._during:
            button.setEnabled(during)
            button.setVisible(during)
        self.stay_button.hide()
        self.stop_button.setText(session_text.break_stop() if during else session_text.close())

    # Staying up after the break

    def _stay_up(self) -> None:
        self.close_timer.stop()
        self.stop_button.setFocus()
        self.stay_button.hide()
        self._stays_until = self._elapsed() + _STAY_UP
        title, cue = session_text.staying_up()
        self._show_text(title, cue, "")
        announce(self, session_text.announced_line(title, cue))
        self.stay_timer.start()
        self._show_stay()
        self.requested.emit(inputs.StayUp())

    def _show_stay(self) -> None:
        left = self._stays_until - self._elapsed()
        self.ring.show_left(max(left / _STAY_UP, 0.0), session_text.ring_count(max(left, timedelta(0))))
        if left <= timedelta(0):
            self.close()

    def _update_pause_button(self) -> None:
        paused = self.running and not self.playback.running
        self.pause_button.setText(session_text.buttons()["resume" if paused else "pause"])

    def _toggle(self) -> None:
        if self.playback.running:
            self.playback.pause()
            self._show_paused()
        elif self.running:
            self.close_timer.stop()
            at = self.playback.position()
            self.next.setText(self._following(at))
            announce(self, session_text.announced_line(at.step.verb, at.step.cue))
            self.playback.resume()
        self._update_pause_button()

    def _show_paused(self) -> None:
        self.next.setText(session_text.paused())
        announce(self, session_text.paused())
        self._update_pause_button()
        self.close_timer.start(_PAUSE_LIMIT)

    def interrupt(self) -> None:
        """Pause at the last moment that was shown, or end staying up: the screen is locked, or the machine sleeps."""
        if self.stay_timer.isActive():
            self.stay_timer.stop()
            self.close()
        if self.playback.running:
            self.playback.pause_at_last_update()
            self._show_paused()

    def stop(self) -> None:
        """Stop the break, if one is in progress, or staying up."""
        self.close_timer.stop()
        if self.stay_timer.isActive():
            self.stay_timer.stop()
            self.requested.emit(inputs.Sit())
        if self.running:
            self.playback.pause()
            played = self.playback.time_exercised()
            self.playback.clear()
            self.requested.emit(inputs.Abandon(played))

    def _report_pain(self) -> None:
        if self.running:
            step = self.playback.position().step
            self.hide()  # it pauses
            self.pain_reported.emit(step.move or step.block, step.verb)

    def go_on(self) -> None:
        """Continue a break that was paused for a report of pain."""
        if self.running and not self.playback.running:
            self._toggle()
            bring_to_front(self)
            self.pause_button.setFocus()

    def dismiss(self) -> None:
        """Close without a command: the engine has ended the guide itself."""
        self.playback.clear()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses, the arrow keys go back and on as texts are read, F11 makes all larger, Esc stops."""
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_Space: self._toggle,
            Qt.Key.Key_Left: lambda: self.playback.skip_steps(-1),
            Qt.Key.Key_Right: lambda: self.playback.skip_steps(1),
            Qt.Key.Key_F11: lambda: self.set_large(not self._large),
        }
        action = keys.get(mirrored_key(Qt.Key(event.key()), self))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verb.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        self.set_large(False)
        self.audio_ended.emit()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop all timers."""
        if not event.spontaneous():
            self.playback.pause()
            self.close_timer.stop()
        super().hideEvent(event)

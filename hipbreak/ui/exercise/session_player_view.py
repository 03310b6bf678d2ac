"""A session in progress: figure, side, verb, ring, cue, what comes next, and the controls."""

from datetime import timedelta
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.routine_text import count_of, halfway
from hipbreak.core.exercise.session_steps import Side, Step, StepKind, cue_at, following, is_halfway
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import session as session_text
from hipbreak.core.text.programme import self_test_answers, self_test_question
from hipbreak.ui.exercise.session_controls import PlaybackState, SessionControls
from hipbreak.ui.figure.view import FigureView, StillFigure
from hipbreak.ui.theme.accessible_roles import WithAccessibleRole
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.palette import ACCENT, MUTED
from hipbreak.ui.theme.sizes import (
    LARGE_BUTTON_HEIGHT,
    RING_SPACE,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_24,
    retain_size_when_hidden,
)
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.announcement import announce
from hipbreak.ui.widgets.countdown_ring import RING_FRAME_RATE, CountdownRing
from hipbreak.ui.widgets.fitted_labels import LARGE, CueLabel, VerbLabel
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, column_of, grid_of, row_of
from hipbreak.ui.widgets.painted_widget import PaintedWidget
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED
from hipbreak.ui.widgets.shrinkable_area import LeastHeightBox, ShrinkableArea
from hipbreak.ui.widgets.step_dots import StepDots
from hipbreak.ui.widgets.wrapping import muted_label, show_text

_BAR_HEIGHT, _BAR_GAP = 10, 4  # px


class SessionProgress(PaintedWidget):
    """A bar with a segment for each side of each block, filled up to where the session is."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.segments: list[float] = []  # seconds
        self._played = 0.0  # seconds
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR_HEIGHT)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Make the segments as wide as they are long in time."""
        runs = groupby(steps, key=lambda step: (step.block, step.side))
        self.segments = [sum(step.length.total_seconds() for step in run) for _, run in runs]
        self.update()

    def show_played(self, seconds: float) -> None:
        """Fill the bar up to this time."""
        if abs(seconds - self._played) >= 0.25 or seconds == 0:
            self._played = seconds
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        total = sum(self.segments)
        if not total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        available = self.width() - 1 - _BAR_GAP * (len(self.segments) - 1)
        left, played = 0.5, self._played
        for segment in self.segments:
            width = available * segment / total
            self._paint_segment(painter, left, width, min(max(played / segment, 0.0), 1.0) if segment else 1.0)
            left += width + _BAR_GAP
            played -= segment

    def _paint_segment(self, painter: QPainter, left: float, width: float, share: float) -> None:
        rect = QRectF(left, 1.5, width, _BAR_HEIGHT - 3)
        painter.setPen(QColor(self.tokens.muted))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 3, 3)
        if share > 0:
            rect.setWidth(max(width * share, 2.0))
            painter.setPen(QColor(self.tokens.accent))
            painter.setBrush(QColor(self.tokens.accent))
            painter.drawRoundedRect(rect, 3, 3)


class SelfTestAnswers(QWidget, WithAccessibleRole):
    """The answers of the self-test; `answered` carries the side and the answer as the log has them."""

    accessible_role = QAccessible.Role.Grouping

    answered = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._side: Side | None = None
        self.buttons: dict[str, QPushButton] = {}
        row = row_of(parent=self, spacing=10)
        for name, label in self_test_answers().items():
            self.buttons[name] = button = QPushButton(label, self)
            button.setMinimumHeight(LARGE_BUTTON_HEIGHT)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, name=name: self._answer(name))
            row.addWidget(button, 1)

    def ask(self, side: Side | None) -> None:
        """Ask for this leg; None to ask nothing."""
        self._side = side
        self.setVisible(side is not None)
        if side:
            self.setAccessibleName(self_test_question(side))

    def _answer(self, answer: str) -> None:
        if self._side:
            self.answered.emit(str(self._side), answer)


_KEY_MOMENT = 1e3  # seconds into a picture
_BREATHS = (StepKind.IN, StepKind.OUT)
_PREVIEW = 132, 96  # px
_COLUMN, _COLUMN_GAP, _SIDE_SIZE = 300, 20, 30  # px
_LOW, _LOW_LINES = 600, 24  # px, and lines of text: in windows lower than this there is no scrolling either
_WIDE = 1.6  # times the height: there a ring beside the verb leaves room for it
_HALFWAY_SHOWN = timedelta(seconds=2)


class SessionPlayerView(QWidget):
    """Shows the given position; it has no clock and no player."""

    def __init__(self) -> None:
        super().__init__()
        self.reduced = False
        self._steps: tuple[Step, ...] = ()
        self._state, self._large = PlaybackState.RUNNING, False
        self._is_low: bool | None = None
        self.progress = SessionProgress(self)
        self.during, self.left = muted_label(health_screening_text.during_exercise()), QLabel(self)
        self.notice = muted_label()
        self.notice.hide()
        self.figure = FigureView(self)
        self.side = VerbLabel(self, _SIDE_SIZE)
        self.verb = VerbLabel(self)
        self.ring, self.dots = CountdownRing(self), StepDots(self)
        self.ring.setMinimumSize(96, 96)
        self.cue = CueLabel(self)
        self.cue.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.feel, self._footer = muted_label(), QWidget()
        self.next_label, self.next = QLabel(session_text.next_up(), self), QLabel(self, wordWrap=True)
        self.preview = StillFigure("stand", *_PREVIEW)
        retain_size_when_hidden(self.preview)
        self.answers = SelfTestAnswers(self)
        self.answers.hide()
        self.controls = SessionControls(self)
        for label in (self.left, self.next_label):
            label.setForegroundRole(MUTED)
        self.side.setForegroundRole(ACCENT)
        self._arrange()

    def _arrange(self) -> None:
        header = row_of(
            (self.during, 1), self.left, self.controls.large, spacing=24, margins=(0, RING_SPACE, RING_SPACE, 0)
        )
        next_up = column_of(STRETCH, self.next_label, self.next, STRETCH, spacing=2)
        row_of((next_up, 1), self.preview, parent=self._footer, spacing=12)
        grid = grid_of(1, 1, gaps=(_COLUMN_GAP, -1))
        grid.addWidget(self.progress, 0, 0, 1, 2)
        grid.addLayout(header, 1, 0, 1, 2)
        grid.addLayout(self._arrange_movement(), 2, 0, 1, 2)
        grid.addWidget(self.cue, 3, 0)
        grid.addWidget(self.notice, 5, 0, 1, 2)
        grid.setRowStretch(2, 1)
        self._grid = grid
        self.content = ShrinkableArea(grid)
        self._column = column_of((self.content, 1), self.answers, self.controls, parent=self, spacing=SPACE_8)
        self._fit_height(False)

    def _arrange_movement(self) -> QBoxLayout:
        """The figure beside verb and ring, which have the whole width where there is none."""
        side, row = LeastHeightBox(STACKED), LeastHeightBox(SIDE_BY_SIDE)
        side.setSpacing(0)
        row.setSpacing(_COLUMN_GAP)
        self._count = column_of(column_of(self.side, self.verb, spacing=0), self.ring, spacing=SPACE_8)
        add_parts(side, (self._count, 1), self.dots)
        add_parts(row, (self.figure, 1), (side, 1))
        return row

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        for part in (self.figure, self.preview, self.ring, self.dots, self.progress):
            part.apply_theme(tokens)
        factor = LARGE if self._large else 1.0
        font = scaled(self.font(), factor)
        for label in (self.during, self.left, self.next_label, self.feel, self.dots):
            label.setFont(font)
        self.side.enlarge(factor * max(1.0, self.fontMetrics().height() * 1.3 / _SIDE_SIZE))
        self.next.setFont(emphasised(font))
        self.cue.set_base_font(font)
        self.verb.enlarge(factor)
        for column in (0, 1):  # larger text needs a wider column, or it would need a higher one
            self._grid.setColumnMinimumWidth(column, max(_COLUMN, round(self.fontMetrics().height() * 14)))
        if self.isVisible():
            self._fit_height(self._has_little_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height(self._has_little_height())
        self.side.fit()
        self.verb.fit()

    def _has_little_height(self) -> bool:
        lines = self.height() / QFontMetrics(self.left.font()).height()
        return self.height() < _LOW or (lines < _LOW_LINES and self.width() > _WIDE * self.height())

    def _fit_height(self, is_low: bool) -> None:
        """In a low window put the ring beside the verb, and what to feel below both columns."""
        if is_low is self._is_low:
            return
        self._is_low = is_low
        self._count.setDirection(SIDE_BY_SIDE if is_low else STACKED)
        for part, share in enumerate((3, 2) if is_low else (0, 1)):
            self._count.setStretch(part, share)
        self._grid.setVerticalSpacing(2 if is_low else SPACE_8)
        self.preview.collapse(is_low)
        above, below = (SPACE_4, SPACE_4) if is_low else (SPACE_12, SPACE_16)
        self._column.setContentsMargins(SPACE_24, above, SPACE_24, below)
        self._grid.addWidget(self.feel, 4, 0, 1, 2 if is_low else 1)
        self._grid.addWidget(self._footer, 3, 1, 1 if is_low else 2, 1)

    def set_large(self, large: bool, tokens: Tokens) -> None:
        """Show larger text, to be read from two metres and more."""
        self._large = large
        self.controls.show_large(large)
        self.apply_theme(tokens)

    def show_notice(self, notice: str) -> None:
        """Show a line about audio; empty for none."""
        show_text(self.notice, notice)

    def show_session(self, steps: tuple[Step, ...]) -> None:
        """Show another session, or the same with other lengths."""
        self._steps = steps
        self.figure.setVisible(any(step.picture for step in steps))
        self.progress.show_steps(steps)

    def show_step(self, at: PlayerPosition) -> None:
        """Show a step as it begins."""
        step = at.step
        side = session_text.side_title(step.side) if step.side else ""
        self.side.show_verb(side)
        self.verb.show_verb(step.verb)
        self.cue.show_cue(self._cue(at))
        self._show_next(at)
        number, total = step.count or (0, 0)
        self.dots.show_count(number, total, count_of(number, total) if step.count else "")
        show_text(self.feel, session_text.feel(step.feel) if step.feel else "")
        self.answers.ask(step.side if step.kind is StepKind.LOOK else None)
        self.figure.show_step(step.picture, step.side)
        self.figure.setAccessibleName(step.verb)
        self.figure.setAccessibleDescription(" ".join(filter(None, (side, step.cue))))
        if step.speech:
            # Announced at each step, not at each second.
            announce(self, session_text.announced(step.speech, "" if step.count else step.title))

    def _cue(self, at: PlayerPosition) -> str:
        cue, effort = cue_at(at.step, at.into), at.step.effort
        if not cue and at.step.kind is StepKind.RELEASE and at.index:
            # Keep the cue of the repetition, which would otherwise flicker with each.
            return self._steps[at.index - 1].cue
        return f"{cue} {session_text.effort(effort)}".strip() if effort and effort.lower() not in cue.lower() else cue

    def _show_next(self, at: PlayerPosition) -> None:
        counting = at.step.kind is StepKind.COUNTDOWN and at.index + 1 < len(self._steps)
        coming = self._steps[at.index + 1] if counting else following(self._steps, at.index)
        self.next_label.setVisible(coming is not None)
        has_other = coming is not None and coming.picture not in ("", at.step.picture)
        self.preview.setVisible(has_other and at.step.extendable)
        if coming is None:
            self.next.setText(session_text.then_done())
            return
        side = session_text.side_title(coming.side) if coming.side and coming.side is not at.step.side else ""
        self.next.setText("\n".join(filter(None, (coming.title or coming.verb, side))))
        self.preview.show_picture(coming.picture, coming.side)
        self.preview.setAccessibleName(coming.title or coming.verb)

    def show_position(self, at: PlayerPosition, seconds_played: float, left: str) -> None:
        """Show the progress of the step and of the session."""
        step = at.step
        waiting = self._state is PlaybackState.WAITING
        self.figure.set_moment(_KEY_MOMENT if self.reduced or waiting else at.into.total_seconds())
        left_s = round(at.left.total_seconds() * RING_FRAME_RATE) / RING_FRAME_RATE
        share = min(left_s / step.length.total_seconds(), 1.0) if step.length else 0.0
        count, below = session_text.ring_count(at.left), ""
        if waiting:
            count, share = "…", 0.0
        elif self._state is PlaybackState.PAUSED:
            below = session_text.paused()
        elif is_halfway(step, at.into, _HALFWAY_SHOWN):
            below = halfway()
        if step.kind in _BREATHS and not self.reduced:
            full = 1 - share if step.kind is StepKind.IN else share
            self.ring.show_left(1.0, count, below, full * full * (3 - 2 * full))
        else:
            self.ring.show_left(share, count, below)
        self.cue.show_cue(self._waiting_cue(at) if waiting else self._cue(at))
        self.progress.show_played(seconds_played)
        if left != self.left.text():
            self.left.setText(left)
            self.progress.setAccessibleName(left)

    def _waiting_cue(self, at: PlayerPosition) -> str:
        cue = self._cue(at)
        return (
            cue if at.step.kind in (StepKind.CHANGE, StepKind.LOOK) else f"{cue} {session_text.press_any_key()}".strip()
        )

    def show_state(self, state: PlaybackState, at: PlayerPosition) -> None:
        """Show whether time passes."""
        before, self._state = self._state, state
        if state is not before and state is PlaybackState.PAUSED:
            announce(self, session_text.paused())
        elif state is not before is PlaybackState.PAUSED:
            announce(self, session_text.announced_line(at.step.verb, self._cue(at)))
        looking = state is PlaybackState.WAITING and at.step.kind is StepKind.LOOK
        shown = PlaybackState.RUNNING if looking else state
        can_extend = at.step.extendable and state is not PlaybackState.WAITING
        self.controls.show_state(shown, at.index > 0 or bool(at.into), can_extend)

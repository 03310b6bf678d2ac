"""The guide: walks through the steps of a pulse with a moving figure, a verb, a count and what comes next."""

import math
from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QStyle, QVBoxLayout

from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.routine_text import hurts, then
from hipbreak.core.exercise.session_steps import Step
from hipbreak.core.text import session as session_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.playback import Playback
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.prompt.placement import framed, screen_at
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.countdown_ring import RING_RATE, RingView
from hipbreak.ui.widgets.fitted_labels import CueLabel, VerbLabel
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.responsive_row import ResponsiveRow
from hipbreak.ui.widgets.single_shot import single_shot

_LINGER = 4_000  # ms that "Done" stays
_FORGOTTEN = 5 * 60 * 1_000  # ms after which a paused guide is taken as stopped
_STILL = 1e3  # seconds into a picture: its key moment
_CONTROL = 44  # px


class BreakGuideWindow(ThemedWindow):
    """One window, made once and used again.

    `wanted` carries Finish or Abandon; `hurt` the move and its verb, when something hurts; `heard` a tone and what is
    said, either may be empty; `opened`, `silent` and `over` when something will be heard, nothing more of what is being
    said, and nothing any more.
    """

    wanted = Signal(object)
    hurt = Signal(str, str)
    opened = Signal()
    heard = Signal(str, str)
    silent = Signal()
    over = Signal()

    def __init__(self, tokens: Tokens | None, elapsed: Callable[[], timedelta], reduced: bool = False) -> None:
        """`elapsed` is a steady clock; without tokens the colours follow the system."""
        super().__init__(tokens, None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.run = Playback(elapsed, reduced, self)
        self._linger = single_shot(self, self.close)
        self.setWindowTitle(session_text.break_title())
        self.resize(960, 560)
        self._build()
        self.run.stepped.connect(self._show_step)
        self.run.moved.connect(self._show_moment)
        self.run.ended.connect(self._finish)
        self.run.interrupted.connect(self._show_paused)
        self.run.heard.connect(self.heard)
        self.run.silent.connect(self.silent)
        self.reapply_theme()

    def _build(self) -> None:
        self.figure = FigureView(self)
        self.verb = VerbLabel(self)
        self.ring = RingView(self)
        self.ring.setMinimumSize(150, 150)
        self.cue, self.next, self.notice = CueLabel(self), QLabel(self), QLabel(self)
        self.cue.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.next, self.notice):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.notice.hide()
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.verb)
        side.addWidget(self.ring, 3)
        side.addWidget(self.cue, 1)
        side.addWidget(self.next)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 16, 24, 20)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(self.figure, 0, 0)
        grid.addLayout(side, 0, 1)
        grid.addWidget(self.notice, 1, 0, 1, 2)
        grid.addWidget(self._build_controls(), 2, 0, 1, 2)
        # The figure is as wide as its height asks for; the words need the rest to stand on one line.
        grid.setColumnMinimumWidth(1, 420)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 6)
        grid.setRowStretch(0, 1)

    def _build_controls(self) -> ResponsiveRow:
        texts = session_text.buttons()
        self.pause_button = QPushButton(texts["pause"])
        self.back_button = QPushButton(texts["back"])
        self.next_button = QPushButton(texts["next"])
        self.stop_button = MinSizeButton(session_text.break_stop())
        self.hurts_button = QPushButton(hurts())
        self.pause_button.clicked.connect(self._toggle)
        self.back_button.clicked.connect(lambda: self.run.move(-1))
        self.next_button.clicked.connect(lambda: self.run.move(1))
        self.stop_button.clicked.connect(self.close)
        self.hurts_button.clicked.connect(self._hurts)
        moves, ends = (self.pause_button, self.back_button, self.next_button), (self.hurts_button, self.stop_button)
        for button in (*moves, *ends):
            button.setMinimumHeight(_CONTROL if button is not self.stop_button else _CONTROL + 8)
            button.setAutoDefault(False)
        row = ResponsiveRow()
        row.line_up([(button, 2) for button in moves], [(self.hurts_button, 3), (self.stop_button, 4)])
        return row

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.cue.set_own_font(self.font())
        for label in (self.next, self.notice):
            set_text_colour(label, tokens.muted)
        self.figure.apply_theme(tokens)
        self.ring.apply_theme(tokens)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show the key positions only."""
        self.run.reduced = reduced

    def say(self, notice: str) -> None:
        """A quiet line, such as that nothing can be heard here; empty for none."""
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))

    def begin(self, steps: Sequence[Step], corner: QPoint | None = None, screen: QRect | None = None) -> None:
        """Walk through the steps from now on; `corner` is the card's bottom right, kept on `screen`."""
        self._linger.stop()
        self.opened.emit()
        self.run.load(tuple(steps), 1.0)
        for button in (self.pause_button, self.back_button, self.next_button, self.hurts_button):
            button.setEnabled(True)
        self.stop_button.setText(session_text.break_stop())
        self.run.go()
        self._name_pause()
        if corner is not None:  # by now its words have told how much room they need
            self._stand_at(corner, screen or screen_at(corner).availableGeometry())
        self.show()
        self.raise_()
        self.activateWindow()
        self.pause_button.setFocus()

    def _stand_at(self, corner: QPoint, room: QRect) -> None:
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        self.setGeometry(framed(self.size().expandedTo(self.minimumSizeHint()), corner, room, title))

    def key_moment(self) -> str | None:
        """The name of a moment worth a picture: a step well under way, or the end."""
        if not self.running:
            return "guide-done" if self.isVisible() else None
        at = self.run.place()
        return f"guide-{at.step.picture}" if at.into > at.step.length / 2 else None

    @property
    def running(self) -> bool:
        """Whether steps are being walked through, paused or not."""
        return self.run.player is not None

    def _show_moment(self, at: PlayerPosition) -> None:
        left_s = round(at.left.total_seconds() * RING_RATE) / RING_RATE
        left = min(left_s / at.step.length.total_seconds(), 1.0) if at.step.length else 0.0
        self.ring.show_left(left, str(math.ceil(at.left.total_seconds())))
        self.figure.set_moment(_STILL if self.run.reduced else at.into.total_seconds())

    def _show_step(self, at: PlayerPosition) -> None:
        step = at.step
        self._show_text(step.verb, step.cue, self._following(at))
        self.figure.show_step(step.picture)
        self.figure.setAccessibleName(step.verb)
        self.figure.setAccessibleDescription(step.cue)
        self.back_button.setEnabled(at.index > 0)
        announced = session_text.break_announced(step.verb, step.cue, math.ceil(step.length.total_seconds()))
        self.setAccessibleDescription(announced)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, announced))

    def _following(self, at: PlayerPosition) -> str:
        steps = self.run.halted().steps
        return then(steps[at.index + 1].verb.lower() if at.index + 1 < len(steps) else None)

    def _show_text(self, verb: str, cue: str, following: str) -> None:
        self.verb.show_verb(verb)
        self.cue.show_cue(cue)
        self.next.setText(following)

    def _finish(self) -> None:
        held = self.run.spent()
        self.run.drop()
        self._show_text(session_text.done_title(), session_text.break_done(), "")
        self.ring.show_left(0.0, "✓")
        for button in (self.pause_button, self.back_button, self.next_button, self.hurts_button):
            button.setEnabled(False)
        self.stop_button.setText(session_text.close())
        self.stop_button.setFocus()
        self._linger.start(_LINGER)
        self.wanted.emit(inputs.Finish(held))
        self.over.emit()

    def _name_pause(self) -> None:
        paused = self.running and not self.run.running
        self.pause_button.setText(session_text.buttons()["go on" if paused else "pause"])

    def _toggle(self) -> None:
        if self.run.running:
            self.run.halt()
            self._show_paused()
        elif self.running:
            self._linger.stop()
            self.next.setText(self._following(self.run.place()))
            self.run.go()
        self._name_pause()

    def _show_paused(self) -> None:
        self.next.setText(session_text.paused())
        self._name_pause()
        self._linger.start(_FORGOTTEN)

    def interrupt(self) -> None:
        """The screen is locked, or the machine sleeps: paused as at the last moment that was shown."""
        if self.run.running:
            self.run.suspended()
            self._show_paused()

    def stop(self) -> None:
        """The person stops, or left: say so, and close."""
        self._linger.stop()
        if self.running:
            self.run.halt()
            held = self.run.spent()
            self.run.drop()
            self.wanted.emit(inputs.Abandon(held))

    def _hurts(self) -> None:
        if self.running:
            step = self.run.place().step
            self.close()
            self.hurt.emit(step.picture, step.verb)

    def dismiss(self) -> None:
        """Close without a word: the engine has ended the guide itself."""
        self.run.drop()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses, the arrows go back and on, Esc stops; only here."""
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_Space: self._toggle,
            Qt.Key.Key_Left: lambda: self.run.move(-1),
            Qt.Key.Key_Right: lambda: self.run.move(1),
        }
        act = keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        self.over.emit()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs behind a closed window."""
        if not event.spontaneous():
            self.run.halt()
            self._linger.stop()
        super().hideEvent(event)

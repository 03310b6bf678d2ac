"""The guide: walks through the steps of a pulse with a moving figure, a verb, a count and what comes next."""

import math
from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFont, QHideEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hipbreak.core import guide_words as words
from hipbreak.core import inputs, pulse
from hipbreak.ui.figure import FigureView
from hipbreak.ui.ring import RingView
from hipbreak.ui.tokens import Tokens, current

_FRAME = 16  # ms, the display's usual rate
_STILL_FRAME = 200  # ms with reduced motion: only the count moves
_LINGER = 4_000  # ms that "Done" stays
_FORGOTTEN = 5 * 60 * 1_000  # ms after which a paused guide is taken as stopped
_VERB, _SMALLEST_VERB = 88, 56  # px; 88 is readable from two metres
_CONTROL = 44  # px


class GuideWindow(QWidget):
    """One window, made once and used again; `wanted` carries Finish or Abandon."""

    wanted = Signal(object)

    def __init__(self, tokens: Tokens | None, elapsed: Callable[[], timedelta], reduced: bool = False) -> None:
        """`elapsed` is a steady clock; without tokens the colours follow the system."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self._fixed: Tokens | None = tokens
        self._elapsed = elapsed
        self._reduced = reduced
        self._player: pulse.Player | None = None
        self._shown: int | None = None
        self._frames = QTimer(self)
        self._frames.timeout.connect(self._show_moment)
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.timeout.connect(self._linger_over)
        self.setWindowTitle(words.guide_title())
        self.setMinimumSize(640, 440)
        self.resize(960, 560)
        self._build(tokens or current())
        self.set_tokens(tokens)

    def _build(self, tokens: Tokens) -> None:
        self.figure = FigureView(self)
        self.verb = QLabel(self)
        self.verb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verb.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.ring = RingView(tokens, self)
        self.cue = QLabel(self)
        self.next = QLabel(self)
        for label in (self.cue, self.next):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        cue_font = QFont(self.font())
        cue_font.setPointSizeF(cue_font.pointSizeF() * 1.35)
        self.cue.setFont(cue_font)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.verb)
        side.addWidget(self.ring, 1)
        side.addWidget(self.cue)
        side.addWidget(self.next)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 16, 24, 20)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(self.figure, 0, 0)
        grid.addLayout(side, 0, 1)
        grid.addLayout(self._build_controls(), 1, 0, 1, 2)
        # The figure is as wide as its height asks for; the words need the rest to stand on one line.
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 6)
        grid.setRowStretch(0, 1)

    def _build_controls(self) -> QHBoxLayout:
        back, pause, _, following, stop = words.guide_buttons()
        self.pause_button = QPushButton(pause)
        self.back_button = QPushButton(back)
        self.next_button = QPushButton(following)
        self.stop_button = QPushButton(stop)
        self.pause_button.clicked.connect(self._toggle)
        self.back_button.clicked.connect(lambda: self._move(-1))
        self.next_button.clicked.connect(lambda: self._move(1))
        self.stop_button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(12)
        for button, stretch in (
            (self.pause_button, 2), (self.back_button, 2), (self.next_button, 2), (self.stop_button, 4),
        ):  # fmt: skip
            button.setMinimumHeight(_CONTROL if stretch == 2 else _CONTROL + 8)
            button.setAutoDefault(False)
            row.addWidget(button, stretch)
        return row

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Take other colours; None to follow the system."""
        self._fixed = tokens
        self._dress(tokens or current())

    def changeEvent(self, event: QEvent) -> None:
        """The system's colours have changed."""
        if event.type() == QEvent.Type.ThemeChange and self._fixed is None:
            self._dress(current())
        super().changeEvent(event)

    def _dress(self, tokens: Tokens) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, tokens.surface)
        palette.setColor(QPalette.ColorRole.WindowText, tokens.ink)
        self.setPalette(palette)
        muted = self.next.palette()
        muted.setColor(QPalette.ColorRole.WindowText, tokens.muted)
        self.next.setPalette(muted)
        self.figure.set_tokens(tokens)
        self.ring.set_tokens(tokens)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show the key positions only."""
        self._reduced = reduced

    def begin(self, steps: Sequence[pulse.Step], corner: QPoint | None = None, screen: QRect | None = None) -> None:
        """Walk through the steps from now on; `corner` is the card's bottom right, kept on `screen`."""
        self._linger.stop()
        self._player = pulse.resume(pulse.Player(tuple(steps)), self._elapsed())
        self._shown = None
        if corner is not None:
            frame = QRect(QPoint(), self.size())
            frame.moveBottomRight(corner)
            if screen is not None:
                frame.moveLeft(max(frame.left(), screen.left()))
                frame.moveTop(max(frame.top(), screen.top()))
            self.setGeometry(frame)
        for button in (self.pause_button, self.back_button, self.next_button):
            button.setEnabled(True)
        self.pause_button.setText(words.guide_buttons()[1])
        self.stop_button.setText(words.guide_buttons()[4])
        self._show_moment()
        self._frames.start(_STILL_FRAME if self._reduced else _FRAME)
        self.show()
        self.raise_()
        self.activateWindow()
        self.pause_button.setFocus()

    def key_moment(self) -> str | None:
        """The name of a moment worth a picture: a step well under way, or the end."""
        if self._player is None:
            return "guide-done" if self.isVisible() else None
        at = pulse.place(self._player, self._elapsed())
        return f"guide-{at.step.name}" if at.into > at.step.length / 2 else None

    @property
    def running(self) -> bool:
        """Whether steps are being walked through, paused or not."""
        return self._player is not None

    def _show_moment(self) -> None:
        player, now = self._player, self._elapsed()
        if player is None:
            return
        if pulse.done(player, now):
            self._finish(player, now)
            return
        at = pulse.place(player, now)
        if at.index != self._shown:
            self._show_step(player, at)
        left = at.left / at.step.length if at.step.length else 0.0
        self.ring.show_left(left, str(math.ceil(at.left.total_seconds())))
        self.figure.set_moment(1e3 if self._reduced else at.into.total_seconds())

    def _show_step(self, player: pulse.Player, at: pulse.Place) -> None:
        self._shown = at.index
        said = words.step_words(at.step.name)
        following = player.steps[at.index + 1].name if at.index + 1 < len(player.steps) else None
        self._say(said, words.next_words(following))
        self.figure.show_step(at.step.name)
        self.figure.setAccessibleName(said.verb)
        self.figure.setAccessibleDescription(said.cue)
        self.back_button.setEnabled(at.index > 0)
        self.setAccessibleDescription(words.announce(said, math.ceil(at.step.length.total_seconds())))

    def _say(self, said: words.StepWords, following: str) -> None:
        self.verb.setText(said.verb)
        self.cue.setText(said.cue)
        self.next.setText(following)
        self._fit_verb()

    def _finish(self, player: pulse.Player, now: timedelta) -> None:
        self._frames.stop()
        self._player = None
        self._say(words.done_words(), "")
        self.ring.show_left(0.0, "✓")
        for button in (self.pause_button, self.back_button, self.next_button):
            button.setEnabled(False)
        self.stop_button.setText(words.close_word())
        self.stop_button.setFocus()
        self._linger.start(_LINGER)
        self.wanted.emit(inputs.Finish(pulse.held(player, now)))

    def _linger_over(self) -> None:
        self.close()

    def _toggle(self) -> None:
        if self._player is None:
            return
        now = self._elapsed()
        _, pause, go_on, _, _ = words.guide_buttons()
        if self._player.since is None:
            self._player = pulse.resume(self._player, now)
            self._linger.stop()
            self.pause_button.setText(pause)
            self._frames.start(_STILL_FRAME if self._reduced else _FRAME)
        else:
            self._player = pulse.pause(self._player, now)
            self._frames.stop()
            self.pause_button.setText(go_on)
            self.next.setText(words.paused_word())
            self._linger.start(_FORGOTTEN)
            return
        self._shown = None
        self._show_moment()

    def _move(self, by: int) -> None:
        if self._player is not None:
            self._player = pulse.move(self._player, self._elapsed(), by)
            self._show_moment()

    def stop(self) -> None:
        """The person stops, or left: say so, and close."""
        player, self._player = self._player, None
        self._frames.stop()
        self._linger.stop()
        if player is not None:
            self.wanted.emit(inputs.Abandon(pulse.held(player, self._elapsed())))

    def dismiss(self) -> None:
        """Close without a word: the engine has ended the guide itself."""
        self._player = None
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses, the arrows go back and on, Esc stops; only here."""
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close,
            Qt.Key.Key_Space: self._toggle,
            Qt.Key.Key_Left: lambda: self._move(-1),
            Qt.Key.Key_Right: lambda: self._move(1),
        }
        act = keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs behind a closed window."""
        if not event.spontaneous():
            self._frames.stop()
            self._linger.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_verb()

    def _fit_verb(self) -> None:
        """As large as fits: 88 px and more, smaller only for words longer than their place."""
        room = max(self.verb.width(), 200)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        size = max(_VERB, round(self.height() * 0.15))
        while True:
            font.setPixelSize(size)
            self.verb.setFont(font)
            if size <= _SMALLEST_VERB or self.verb.fontMetrics().horizontalAdvance(self.verb.text()) <= room:
                return
            size -= 2

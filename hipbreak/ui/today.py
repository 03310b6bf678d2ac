"""The Today window: the day in a sentence, as a strip, in figures, and the week behind it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hipbreak.core import day_words as words
from hipbreak.core import inputs
from hipbreak.core.day_pieces import is_empty, last_break
from hipbreak.core.sentences import day_sentence
from hipbreak.core.statistics import Day
from hipbreak.ui.ground import lay_paper, shade
from hipbreak.ui.pairs import Pairs, scaled
from hipbreak.ui.placed import PlacedWindow
from hipbreak.ui.strip import DayStrip
from hipbreak.ui.tokens import Tokens, current
from hipbreak.ui.week_bars import WeekBars
from hipbreak.ui.wishes import Wish

_RESTYLED = (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange)


class TodayWindow(PlacedWindow):
    """Shows seven days of which the last is today; `wanted` carries a command or a wish."""

    wanted = Signal(object)
    _built = False

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setWindowTitle(words.title(words.today()))
        self._date, self._sentence, self._note, self._week = QLabel(), QLabel(), QLabel(), QLabel(words.week())
        self._strip, self._pairs, self._bars = DayStrip(tokens), Pairs(), WeekBars(tokens)
        self._last = QLabel()
        self._undo = QPushButton(words.not_a_break())
        self._log = QPushButton(words.i_was_up())
        self._lay_out()
        self._tie()
        self._built = True
        self._dress()
        unit = self.fontMetrics().height()
        self.open_at(54 * unit, 42 * unit)
        self._strip.setFocus()

    def _lay_out(self) -> None:
        for label in (self._date, self._sentence, self._note, self._week):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 24, 32, 16)
        column.setSpacing(0)
        for part, gap in (
            (self._date, 4),
            (self._sentence, 8),
            (self._note, 16),
            (self._strip, 24),
            (self._pairs, 24),
            (self._week, 4),
            (self._bars, 0),
        ):
            column.addWidget(part)
            column.addSpacing(gap)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(32, 8, 32, 24)
        foot.setSpacing(8)
        foot.addWidget(self._log)
        foot.addStretch(1)
        foot.addWidget(self._last)
        foot.addWidget(self._undo)
        return foot

    def _tie(self) -> None:
        self._undo.setToolTip(words.not_a_break_help())
        self._undo.setAccessibleDescription(words.not_a_break_help())
        self._log.setToolTip(words.i_was_up_help())
        self._log.setAccessibleDescription(words.i_was_up_help())
        self._undo.clicked.connect(lambda: self.wanted.emit(inputs.Undo()))
        self._log.clicked.connect(lambda: self.wanted.emit(Wish.LOG_BREAK))

    def show_days(self, days: Sequence[Day], now: datetime, shortest_break: timedelta) -> None:
        """Show these days; the last is today, and `shortest_break` is what counts as a break."""
        day, tokens = days[-1], self._tokens or current()
        date = QDate(day.date.year, day.date.month, day.date.day)
        self._date.setText(QLocale().toString(date, QLocale.FormatType.LongFormat))
        self._sentence.setText(day_sentence(day.sum))
        empty = is_empty(day)
        self._note.setText(words.nothing_yet())
        self._note.setVisible(empty)
        self._strip.show_day(day, now)
        rate = day.sum.breaks_per_hour
        per_hour = QLocale().toString(rate or 0.0, "f", 1)
        self._pairs.show_pairs(words.figures(day, shortest_break, per_hour), tokens)
        self._pairs.setVisible(not empty)
        self._bars.show_days(days)
        self._show_last(last_break(day))

    def _show_last(self, began: datetime | None) -> None:
        self._last.setText(words.last_break(began) if began else "")
        self._undo.setVisible(began is not None)

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Other colours; None follows the system."""
        self._tokens = tokens
        self._strip.set_tokens(tokens)
        self._bars.set_tokens(tokens)
        self._dress()

    def _dress(self) -> None:
        tokens = self._tokens or current()
        lay_paper(self, tokens)
        self._sentence.setFont(scaled(self.font(), 1.6))
        for label in (self._date, self._note, self._last):
            shade(label, tokens.muted)
        self._pairs.dress(tokens)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _RESTYLED and self._built:
            self.setPalette(QPalette())
            self._dress()
        super().changeEvent(event)

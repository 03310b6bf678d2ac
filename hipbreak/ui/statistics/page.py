"""What the pages of the statistics window share: a sheet with the period, a sentence, and what follows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hipbreak.core.statistics.periods import Period
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.metrics import SIDE
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.figure_grid import KeyFigureGrid
from hipbreak.ui.widgets.wrapping_label import wrapping_label


class Page(QScrollArea):
    """Scrolls where the window is too small; `wanted` carries a command or wish, `opened` a reach and a day."""

    wanted = Signal(object)
    opened = Signal(object, object)

    def __init__(self, source: StatisticsSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source, self.tokens = source, tokens
        self.period: Period | None = None
        self.date, self.sentence, self.compared = wrapping_label(), wrapping_label(), wrapping_label()
        self._muted: list[QWidget] = [self.date, self.compared]
        self._sheet = QWidget()
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(SIDE, 16, SIDE, 16)
        self._column.setSpacing(0)
        self._lead = QHBoxLayout()
        self._lead.addWidget(self.date, 1)
        self._column.addLayout(self._lead)
        self._column.addSpacing(4)
        self.add(self.sentence, 8)
        self.add(self.compared, 16)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._sheet)

    def add(self, part: QWidget, gap: int) -> None:
        """One more part below the others, and white below it."""
        self._column.addWidget(part)
        self._column.addSpacing(gap)

    def add_lead(self, field: QWidget) -> None:
        """A field in the line of the period, at its end."""
        self._lead.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)

    def close_sheet(self) -> None:
        """All parts are there."""
        self._column.addStretch(1)

    def mute(self, label: QWidget) -> None:
        """This text stands back."""
        self._muted.append(label)

    def show_period(self, period: Period) -> None:
        """Show this period, or show it anew."""
        raise NotImplementedError

    def main(self) -> QWidget:
        """What has the focus when the window opens here."""
        raise NotImplementedError

    def say(self, label: QLabel, words: str) -> None:
        """A line that takes no room while it says nothing."""
        label.setText(words)
        label.setVisible(bool(words))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.tokens = tokens
        self.sentence.setFont(scaled(self.font(), 1.6))
        for label in self._muted:
            set_text_colour(label, tokens.muted)
        for part in self.findChildren(ChartPanel):
            part.apply_theme(tokens)
        for pairs in self.findChildren(KeyFigureGrid):
            pairs.apply_theme(tokens)

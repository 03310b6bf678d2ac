"""Numbers with their labels, in as many equal columns as the width holds."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.tokens import Tokens


class KeyFigure(QWidget):
    """One number, its label below it, and a note where one is needed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._label, self._note = QLabel(), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for label in (self._number, self._label, self._note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(1)

    def show_pair(self, number: str, label: str, note: str) -> None:
        self._number.setText(number)
        self._label.setText(label)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._number.setAccessibleName(f"{label}: {number}" + (f", {note}" if note else ""))

    def apply_theme(self, tokens: Tokens) -> None:
        self._number.setFont(scaled(self.font(), 1.4))
        set_text_colour(self._label, tokens.muted)
        set_text_colour(self._note, tokens.muted)


class KeyFigureGrid(QWidget):
    """Pairs in reading order, row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[KeyFigure] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pairs(self, pairs: Sequence[tuple[str, str, str]], tokens: Tokens) -> None:
        """Each pair is a number, a label and a note (may be empty)."""
        while len(self._pairs) < len(pairs):
            self._pairs.append(KeyFigure(self))
        for pair, texts in zip(self._pairs, pairs, strict=True):
            pair.show_pair(*texts)
            pair.show()
        self.apply_theme(tokens)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        for pair in self._pairs:
            pair.apply_theme(tokens)
        self.updateGeometry()
        self._arrange()

    def _gap(self) -> int:
        return 24

    def _columns(self, width: int) -> int:
        least = max([8 * self.fontMetrics().height(), *(pair.minimumSizeHint().width() for pair in self._pairs)])
        fit = max(1, (width + self._gap()) // (least + self._gap()))
        rows = math.ceil(len(self._pairs) / fit)
        return math.ceil(len(self._pairs) / rows) if rows else 1

    def _rows(self, width: int) -> list[tuple[list[KeyFigure], int, int]]:
        """Each row's pairs, the width of a column and the height of the row."""
        columns = self._columns(width)
        wide = (width - (columns - 1) * self._gap()) // columns
        rows = [self._pairs[n : n + columns] for n in range(0, len(self._pairs), columns)]
        return [(row, wide, max(_height(pair, wide) for pair in row)) for row in rows]

    def heightForWidth(self, width: int) -> int:
        heights = [high for _, _, high in self._rows(width)]
        return sum(heights) + 16 * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 40 * self.fontMetrics().height())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = max((pair.minimumSizeHint().width() for pair in self._pairs), default=0)
        return QSize(least, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        y = 0
        for row, wide, high in self._rows(max(self.width(), 1)):
            for n, pair in enumerate(row):
                x = n * (wide + self._gap())
                pair.setGeometry(x if not self.isRightToLeft() else self.width() - x - wide, y, wide, high)
            y += high + 16

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._arrange()
        super().changeEvent(event)


def _height(pair: KeyFigure, width: int) -> int:
    layout = pair.layout()
    return layout.totalHeightForWidth(width) if layout is not None else 0

"""Numbers with their labels, in as many equal columns as fit."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from hipbreak.core.text import day as day_text
from hipbreak.ui.theme.buttons import make_tertiary
from hipbreak.ui.theme.fonts import caption, title
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of
from hipbreak.ui.widgets.painted_widget import ThemedPart
from hipbreak.ui.widgets.wrapping import muted_label, wrapping_label

_COLUMN_GAP, _ROW_GAP = 24, 16  # px
_ALWAYS_SHOWN = 3


class KeyFigure(QWidget):
    """A number, its label below it, and an optional note."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._label, self._note = wrapping_label(), muted_label(), muted_label()
        self.column = column_of(self._number, self._label, self._note, STRETCH, parent=self, spacing=2)

    def show_figure(self, number: str, label: str, note: str) -> None:
        self._number.setText(number)
        self._label.setText(label)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._number.setAccessibleName(f"{label}: {number}" + (f", {note}" if note else ""))

    def apply_fonts(self) -> None:
        self._number.setFont(title(self.font()))
        self._label.setFont(caption(self.font()))
        self._note.setFont(caption(self.font()))


class KeyFigureGrid(ThemedPart):
    """Key figures in reading order, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: list[KeyFigure] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Show these numbers, each with its label and a note (may be empty)."""
        while len(self._figures) < len(figures):
            self._figures.append(KeyFigure(self))
        for unused in self._figures[len(figures) :]:
            unused.hide()
            unused.deleteLater()
        del self._figures[len(figures) :]
        for figure, texts in zip(self._figures, figures, strict=True):
            figure.show_figure(*texts)
            figure.show()
        self._apply_fonts()

    def apply_theme(self, _tokens: Tokens) -> None:
        self._apply_fonts()

    def _apply_fonts(self) -> None:
        for figure in self._figures:
            figure.apply_fonts()
        self.updateGeometry()
        self._arrange()

    def _columns(self, width: int) -> int:
        minimum = max(
            [8 * self.fontMetrics().height(), *(figure.minimumSizeHint().width() for figure in self._figures)]
        )
        columns = max(1, (width + _COLUMN_GAP) // (minimum + _COLUMN_GAP))
        rows = math.ceil(len(self._figures) / columns)
        return math.ceil(len(self._figures) / rows) if rows else 1

    def _rows(self, width: int) -> list[tuple[list[KeyFigure], int, int]]:
        """Each row's figures, the width of a column and the height of the row."""
        columns = self._columns(width)
        column_width = (width - (columns - 1) * _COLUMN_GAP) // columns
        rows = [self._figures[n : n + columns] for n in range(0, len(self._figures), columns)]
        return [(row, column_width, max(one.column.totalHeightForWidth(column_width) for one in row)) for row in rows]

    def heightForWidth(self, width: int) -> int:
        heights = [height for _, _, height in self._rows(width)]
        return sum(heights) + _ROW_GAP * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        width = max(self.width(), 40 * self.fontMetrics().height())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        minimum = max((figure.minimumSizeHint().width() for figure in self._figures), default=0)
        return QSize(minimum, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        y = 0
        for row, width, height in self._rows(max(self.width(), 1)):
            for n, figure in enumerate(row):
                x = n * (width + _COLUMN_GAP)
                figure.setGeometry(x if not self.isRightToLeft() else self.width() - x - width, y, width, height)
            y += height + _ROW_GAP

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._arrange()
        super().changeEvent(event)


class FigureSection(QWidget):
    """Number, label and note of each figure; a button shows those beyond the first three."""

    def __init__(self) -> None:
        super().__init__()
        self._grid, self.more = KeyFigureGrid(), QPushButton(day_text.more())
        self._figures: Sequence[tuple[str, str, str]] = ()
        self.more.setCheckable(True)
        make_tertiary(self.more)
        self.more.toggled.connect(self._update)
        column_of(self._grid, (self.more, Qt.AlignmentFlag.AlignLeft), parent=self, spacing=12)

    def show_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Show these figures, the main ones first; none hides the section."""
        self._figures = figures
        self.setVisible(bool(figures))
        self._update()

    def _update(self) -> None:
        is_open = self.more.isChecked()
        self._grid.show_figures(self._figures if is_open else self._figures[:_ALWAYS_SHOWN])
        self.more.setText(day_text.fewer() if is_open else day_text.more())

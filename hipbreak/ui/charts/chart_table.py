"""The facts of a chart as a table, for the keyboard and the screen reader."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

_Index = QModelIndex | QPersistentModelIndex
_SHOWN = 12  # rows before it scrolls
_NOTHING = QModelIndex()
_HEADING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
_WIDEST = 20  # heights of a line; what is longer takes several lines
_ORIENTATION = Qt.Orientation
_Marks = QItemSelectionModel.SelectionFlag
_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class _Facts(QAbstractTableModel):
    """Texts in rows; the first column names the row."""

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._headings, self._rows = headings, rows

    def rowCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[index.column()]}: {text}" if index.column() else text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == _ORIENTATION.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class ChartTable(QTableView):
    """Shows rows of texts; `picked` carries the row that was opened."""

    picked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: _Facts | None = None
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag(_HEADING))
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(lambda index: self.picked.emit(index.row(), None))

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead; the chosen one stays chosen."""
        at = self.currentIndex()
        row, column = at.row(), at.column()
        before, self._facts = self._facts, _Facts(headings, rows, self)
        self.setModel(self._facts)
        if before is not None:
            before.deleteLater()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        if self._fit(headings, rows):
            self.resizeRowsToContents()
        shown = sum(self.rowHeight(n) for n in range(min(len(rows), _SHOWN)))
        frame = self.horizontalHeader().height() + 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(max(shown, self.verticalHeader().defaultSectionSize()) + frame + bar)
        if rows:
            self._choose(self._facts.index(max(0, min(row, len(rows) - 1)), max(0, column)))

    def _choose(self, index: QModelIndex) -> None:
        """The keyboard's row; it is only marked while the table has the focus."""
        marks = _Marks.ClearAndSelect | _Marks.Rows if self.hasFocus() else _Marks.Clear
        self.selectionModel().setCurrentIndex(index, marks)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._choose(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self._choose(self.currentIndex())

    def _fit(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Columns as wide as what they hold and the longest word above it; tells whether a text needs several lines."""
        metrics, unit = self.fontMetrics(), self.fontMetrics().height()
        high, too_long = unit, False
        for n, heading in enumerate(headings):
            texts = {*(row[n] for row in rows), *heading.split()}
            wide = max(*map(metrics.horizontalAdvance, texts), min(3 * unit, metrics.horizontalAdvance(heading)))
            too_long = too_long or wide > _WIDEST * unit
            self.setColumnWidth(n, min(wide, _WIDEST * unit) + round(1.2 * unit))
            box = QRect(0, 0, wide, 100 * unit)
            high = max(high, metrics.boundingRect(box, _HEADING, heading).height())
        self.horizontalHeader().setFixedHeight(high + unit // 2)
        return too_long

    def rows(self) -> list[tuple[str, ...]]:
        """Every row as it is shown."""
        model = self._facts
        if model is None:
            return []
        across = range(model.columnCount())
        return [tuple(str(model.index(n, m).data()) for m in across) for n in range(model.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        openers = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu)
        if event.key() in openers and self.currentIndex().isValid():
            self.picked.emit(self.currentIndex().row(), None)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the window closes
        else:
            super().keyPressEvent(event)

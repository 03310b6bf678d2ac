"""The data of a chart as a table, for the keyboard and the screen reader."""

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
_VISIBLE_ROWS = 12  # before it scrolls
_NO_INDEX = QModelIndex()
_HEADING = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
_WIDEST_COLUMN = 20  # heights of a line; longer texts wrap
_ORIENTATION = Qt.Orientation
_SELECTION = QItemSelectionModel.SelectionFlag
_FOCUS_KEPT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class _Rows(QAbstractTableModel):
    """Rows of texts; the first column names the row."""

    def __init__(self, headings: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._headings, self._rows = headings, rows

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
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
    """Shows rows of texts; `row_activated` carries the row that was opened, and None for a position."""

    row_activated = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, showGrid=False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag(_HEADING))
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.row(), None))

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows; the current one stays current."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        before, model = self.model(), _Rows(headings, rows, self)
        self.setModel(model)
        if isinstance(before, _Rows):
            before.deleteLater()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        if self._fit_columns(headings, rows):
            self.resizeRowsToContents()
        visible = sum(self.rowHeight(n) for n in range(min(len(rows), _VISIBLE_ROWS)))
        frame = self.horizontalHeader().height() + 2 * self.frameWidth()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(max(visible, self.verticalHeader().defaultSectionSize()) + frame + bar)
        if rows:
            self._set_current(model.index(max(0, min(row, len(rows) - 1)), max(0, column)))

    def _set_current(self, index: QModelIndex) -> None:
        """Make a row the current one; it is selected only while the table has the focus."""
        flags = _SELECTION.ClearAndSelect | _SELECTION.Rows if self.hasFocus() else _SELECTION.Clear
        self.selectionModel().setCurrentIndex(index, flags)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_current(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _FOCUS_KEPT:
            self._set_current(self.currentIndex())

    def _fit_columns(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Make columns as wide as their texts and the longest word of their heading; whether a text needs to wrap."""
        metrics, unit = self.fontMetrics(), self.fontMetrics().height()
        height, wraps = unit, False
        for n, heading in enumerate(headings):
            texts = {*(row[n] for row in rows), *heading.split()}
            width = max(*map(metrics.horizontalAdvance, texts), min(3 * unit, metrics.horizontalAdvance(heading)))
            wraps = wraps or width > _WIDEST_COLUMN * unit
            self.setColumnWidth(n, min(width, _WIDEST_COLUMN * unit) + round(1.2 * unit))
            box = QRect(0, 0, width, 100 * unit)
            height = max(height, metrics.boundingRect(box, _HEADING, heading).height())
        self.horizontalHeader().setFixedHeight(height + unit // 2)
        return wraps

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu)
        if event.key() in keys and self.currentIndex().isValid():
            self.row_activated.emit(self.currentIndex().row(), None)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the window closes
        else:
            super().keyPressEvent(event)

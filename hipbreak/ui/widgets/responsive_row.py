"""Controls in one row, or in two where one is too narrow for their texts."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from hipbreak.ui.theme.buttons import MinSizeButton
from hipbreak.ui.widgets.layouts import add_parts, column_of, row_of
from hipbreak.ui.widgets.tab_order import reach_in_order

_GAP = 10  # px
SIDE_BY_SIDE, STACKED = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
"""The two directions of a `QBoxLayout` whose parts are stacked in narrow windows."""


class ResponsiveRow(QWidget):
    """Parts have widths by their stretch factors, as far as their texts allow; the last is always the widest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leading: Sequence[tuple[QWidget, int]] = ()
        self._trailing: Sequence[tuple[QWidget, int]] = ()
        self._two_rows = False
        self._upper, self._lower = row_of(spacing=_GAP), row_of(spacing=_GAP)
        column_of(self._upper, self._lower, parent=self, spacing=0)

    def set_parts(self, leading: Sequence[tuple[QWidget, int]], trailing: Sequence[tuple[QWidget, int]]) -> None:
        """Add widgets with their stretch factors, in reading order; `trailing` move to the second row."""
        self._leading, self._trailing = leading, trailing
        for row, parts in ((self._upper, leading), (self._lower if self._two_rows else self._upper, trailing)):
            add_parts(row, *parts)
        reach_in_order([part for part, _ in (*leading, *trailing)])

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        parts = [part for part, _ in (*self._leading, *self._trailing)]
        if parts and isinstance(last := parts[-1], MinSizeButton):
            last.set_minimum(max(part.sizeHint().width() for part in parts[:-1]) + _GAP, last.minimumHeight())
        self._set_two_rows(_row_width((*self._leading, *self._trailing)) > self.width())

    def minimumSizeHint(self) -> QSize:
        """The width of the wider of the two rows."""
        return QSize(max(_row_width(self._leading), _row_width(self._trailing)), super().minimumSizeHint().height())

    def _set_two_rows(self, two_rows: bool) -> None:
        if two_rows == self._two_rows:
            return
        self._two_rows = two_rows
        for part, stretch in self._trailing:
            (self._upper if two_rows else self._lower).removeWidget(part)
            (self._lower if two_rows else self._upper).addWidget(part, stretch)
        self._lower.setContentsMargins(0, _GAP if two_rows else 0, 0, 0)
        self.updateGeometry()


def _row_width(parts: Sequence[tuple[QWidget, int]]) -> int:
    return sum(part.sizeHint().width() for part, _ in parts) + _GAP * (len(parts) - 1)

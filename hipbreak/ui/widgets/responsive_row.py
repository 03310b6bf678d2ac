"""Controls in one row, or in two where their words need more than the width there is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipbreak.ui.widgets.min_size_button import MinSizeButton

_GAP = 10  # px
BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
"""How the parts of other layouts lie, that fold as well."""


class ResponsiveRow(QWidget):
    """Each part is as wide as its share says, the words of the others permitting; the last is always the widest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: Sequence[tuple[QWidget, int]] = ()
        self._second: Sequence[tuple[QWidget, int]] = ()
        self._folded = False
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for row in (self._upper, self._lower):
            row.setSpacing(_GAP)
            whole.addLayout(row)

    def line_up(self, first: Sequence[tuple[QWidget, int]], second: Sequence[tuple[QWidget, int]]) -> None:
        """The parts with their shares, in the order of reading; `second` are those that go below the others."""
        self._first, self._second = first, second
        for row, parts in ((self._upper, first), (self._lower if self._folded else self._upper, second)):
            for part, share in parts:
                row.addWidget(part, share)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._measure()
        return super().event(event)

    def _measure(self) -> None:
        parts = [part for part, _ in (*self._first, *self._second)]
        if parts and isinstance(last := parts[-1], MinSizeButton):
            last.at_least(max(part.sizeHint().width() for part in parts[:-1]) + _GAP, last.minimumHeight())
        self._fold(_wide((*self._first, *self._second)) > self.width())

    def minimumSizeHint(self) -> QSize:
        """As narrow as two rows can be."""
        return QSize(max(_wide(self._first), _wide(self._second)), super().minimumSizeHint().height())

    def _fold(self, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        for part, share in self._second:
            (self._upper if folded else self._lower).removeWidget(part)
            (self._lower if folded else self._upper).addWidget(part, share)
        self._lower.setContentsMargins(0, _GAP if folded else 0, 0, 0)


def _wide(parts: Sequence[tuple[QWidget, int]]) -> int:
    return sum(part.sizeHint().width() for part, _ in parts) + _GAP * (len(parts) - 1)

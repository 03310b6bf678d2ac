"""A list of the titles of pages, for the side of a window."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from hipbreak.ui.theme.tokens import Tokens

_ROW_LINES = 2  # heights of a line
_PADDING = 56  # px


class NavigationList(QListWidget):
    """As wide as its longest title, or wider; `name` is for assistive technology."""

    def __init__(self, name: str, titles: Sequence[str], minimum_width: int = 0) -> None:
        super().__init__()
        self._minimum_width = minimum_width
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setIconSize(QSize(4, 4))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        blank = QPixmap(4, 4)
        blank.fill(Qt.GlobalColor.transparent)
        for title in titles:
            self.addItem(QListWidgetItem(QIcon(blank), title))  # the icon keeps the text off the edge

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply the font."""
        self.setFont(QFont(self.window().font()))
        metrics = self.fontMetrics()
        items = [self.item(n) for n in range(self.count())]
        for item in items:
            item.setSizeHint(QSize(0, _ROW_LINES * metrics.height()))
        longest = max(metrics.horizontalAdvance(item.text()) for item in items)
        self.setFixedWidth(max(longest + _PADDING, self._minimum_width))

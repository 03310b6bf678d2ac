"""Pages behind a list of their names at the side; a page is made when it is first shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from hipbreak.ui.theme.tokens import Tokens


class SidePages(QWidget):
    """`made` carries a page that was just made, before it is shown; `turned` the number of the page that is."""

    made = Signal(QWidget)
    turned = Signal(int)

    def __init__(
        self, name: str, pages: Sequence[tuple[str, Callable[[], QWidget]]], parent: QWidget | None = None
    ) -> None:
        """`pages` by their names, each with what makes it; `name` is the list's own, for a screen reader."""
        super().__init__(parent)
        self._makers = [make for _, make in pages]
        self._pages: dict[int, QWidget] = {}
        self._list, self._stack = QListWidget(), QStackedWidget()
        self._list.setAccessibleName(name)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setIconSize(QSize(4, 4))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        blank = QPixmap(4, 4)
        blank.fill(Qt.GlobalColor.transparent)
        for title, _ in pages:
            self._list.addItem(QListWidgetItem(QIcon(blank), title))  # the icon keeps the text off the edge
        side, whole = QVBoxLayout(), QHBoxLayout(self)
        side.setContentsMargins(0, 24, 0, 0)
        side.addWidget(self._list)
        whole.setContentsMargins(16, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(side)
        whole.addWidget(self._stack, 1)
        self._list.currentRowChanged.connect(self._turn)

    def open(self, number: int) -> None:
        """Go to that page."""
        self._list.setCurrentRow(number)

    @property
    def names(self) -> QListWidget:
        """The list of names."""
        return self._list

    def pages(self) -> list[QWidget]:
        """Those that have been made."""
        return list(self._pages.values())

    def _turn(self, number: int) -> None:
        if number not in self._pages:
            page = self._pages[number] = self._makers[number]()
            self._stack.addWidget(page)
            self.made.emit(page)
        self._stack.setCurrentWidget(self._pages[number])
        self.turned.emit(number)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        palette = QPalette(self._list.palette())
        palette.setColor(QPalette.ColorRole.Base, tokens.paper)
        palette.setColor(QPalette.ColorRole.Text, tokens.ink)
        self._list.setPalette(palette)
        self._list.setFont(self.font())
        metrics = self._list.fontMetrics()
        items = [self._list.item(n) for n in range(self._list.count())]
        for item in items:
            item.setSizeHint(QSize(0, 2 * metrics.height()))
        self._list.setFixedWidth(max(metrics.horizontalAdvance(item.text()) for item in items) + 56)

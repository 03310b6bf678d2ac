"""Pages behind a list of their names at the side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from hipbreak.ui.theme.backgrounds import set_field_colours
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage

Page = ScrollPage | Callable[[], ScrollPage]


class SidebarPages(QWidget):
    """`page_changed` carries the number of the page that is shown."""

    page_changed = Signal(int)

    def __init__(self, name: str, pages: Sequence[tuple[str, Page]], parent: QWidget | None = None) -> None:
        """`pages` with their titles, each a page or what creates it at its first showing; `name` is the list's own."""
        super().__init__(parent)
        self._tokens: Tokens | None = None
        self._create: dict[int, Callable[[], ScrollPage]] = {}
        self._pages: dict[int, ScrollPage] = {}
        self.list, self._stack = QListWidget(), QStackedWidget()
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(4, 4))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        blank = QPixmap(4, 4)
        blank.fill(Qt.GlobalColor.transparent)
        for number, (title, page) in enumerate(pages):
            self.list.addItem(QListWidgetItem(QIcon(blank), title))  # the icon keeps the text off the edge
            if isinstance(page, ScrollPage):
                self._add(number, page)
            else:
                self._create[number] = page
        side, row = QVBoxLayout(), QHBoxLayout(self)
        side.setContentsMargins(0, 24, 0, 0)
        side.addWidget(self.list)
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._show_page)

    def open(self, number: int) -> None:
        """Show that page."""
        self.list.setCurrentRow(number)

    def _show_page(self, number: int) -> None:
        if number not in self._pages:
            self._add(number, self._create[number]())
        self._stack.setCurrentWidget(self._pages[number])
        self.page_changed.emit(number)

    def _add(self, number: int, page: ScrollPage) -> None:
        self._pages[number] = page
        self._stack.addWidget(page)
        if self._tokens is not None:
            page.apply_theme(self._tokens)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours to the list and to every page there is."""
        self._tokens = tokens
        set_field_colours(self.list, tokens.paper, tokens.ink)
        self.list.setFont(self.font())
        metrics = self.list.fontMetrics()
        items = [self.list.item(n) for n in range(self.list.count())]
        for item in items:
            item.setSizeHint(QSize(0, 2 * metrics.height()))
        self.list.setFixedWidth(max(metrics.horizontalAdvance(item.text()) for item in items) + 56)
        for page in self._pages.values():
            page.apply_theme(tokens)

"""Pages with a list of their titles at the side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.navigation_list import NavigationList
from hipbreak.ui.widgets.scroll_page import ScrollPage

Page = ScrollPage | Callable[[], ScrollPage]


class SidebarPages(QWidget):
    """`page_changed` carries the index of the page shown."""

    page_changed = Signal(int)

    def __init__(self, name: str, pages: Sequence[tuple[str, Page]]) -> None:
        """`pages` are titles with a page each, or a function that creates it when first shown; `name` is the list's."""
        super().__init__()
        self._tokens: Tokens | None = None
        self._create: dict[int, Callable[[], ScrollPage]] = {}
        self._pages: dict[int, ScrollPage] = {}
        self.list, self._stack = NavigationList(name, [title for title, _ in pages]), QStackedWidget()
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        for index, (_, page) in enumerate(pages):
            if isinstance(page, ScrollPage):
                self._add(index, page)
            else:
                self._create[index] = page
        side, row = QVBoxLayout(), QHBoxLayout(self)
        side.setContentsMargins(0, 24, 0, 0)
        side.addWidget(self.list)
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._show_page)

    def open(self, index: int) -> None:
        """Show the page with this index."""
        self.list.setCurrentRow(index)

    def _show_page(self, index: int) -> None:
        if index not in self._pages:
            self._add(index, self._create[index]())
        self._stack.setCurrentWidget(self._pages[index])
        self.page_changed.emit(index)

    def _add(self, index: int, page: ScrollPage) -> None:
        self._pages[index] = page
        self._stack.addWidget(page)
        if self._tokens is not None:
            page.apply_theme(self._tokens)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours to the list and to the pages created so far."""
        self._tokens = tokens
        self.list.apply_theme(tokens)
        for page in self._pages.values():
            page.apply_theme(tokens)

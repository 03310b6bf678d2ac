"""Pages below a row of tabs with their titles."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QWidget

from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of, row_of
from hipbreak.ui.widgets.scroll_page import ScrollPage


def tab_bar(name: str, titles: Sequence[str]) -> QTabBar:
    """A row of tabs; `name` is for assistive technology."""
    never = Qt.TextElideMode.ElideNone
    tabs = QTabBar(drawBase=False, expanding=False, documentMode=True, elideMode=never, usesScrollButtons=True)
    tabs.setAccessibleName(name)
    for title in titles:
        tabs.addTab(title)
    for scroll in tabs.findChildren(QToolButton):
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do it
    return tabs


class TabbedPages(QWidget):
    """A page is created when it is first shown; `page_changed` carries its index."""

    page_changed = Signal(int)

    def __init__(self, name: str, pages: Sequence[tuple[str, Callable[[], ScrollPage]]]) -> None:
        """`pages` are titles, each with a function that creates the page; `name` is that of the tabs."""
        super().__init__()
        self._tokens: Tokens | None = None
        self._create = [create for _, create in pages]
        self._pages: dict[int, ScrollPage] = {}
        self.tabs, self._stack = tab_bar(name, [title for title, _ in pages]), QStackedWidget()
        top = row_of(self.tabs, margins=(PAGE_MARGIN, 16, PAGE_MARGIN, 0))
        column_of(top, (self._stack, 1), parent=self, spacing=0)
        self.tabs.currentChanged.connect(self._show_page)

    def open(self, index: int) -> None:
        """Show the page with this index."""
        if self.tabs.currentIndex() == index:
            self._show_page(index)
        else:
            self.tabs.setCurrentIndex(index)

    def current(self) -> ScrollPage:
        """The page that is shown."""
        return self._pages[self.tabs.currentIndex()]

    def _show_page(self, index: int) -> None:
        page = self._pages.get(index)
        if page is None:
            page = self._pages[index] = self._create[index]()
            self._stack.addWidget(page)
            if self._tokens is not None:
                page.apply_theme(self._tokens)
        self._stack.setCurrentWidget(page)
        self.page_changed.emit(index)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours to the pages created so far."""
        self._tokens = tokens
        for page in self._pages.values():
            page.apply_theme(tokens)

"""The main window: a list of its pages at the side, and the page that is open."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedWidget

from hipbreak.core.text import main_window as main_window_text
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.themed_window import PaperView, PaperWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of, row_of

_WIDTH, _HEIGHT = 960, 680  # px, at the usual size of texts
_LINES = 54, 38  # the same in heights of a line, for larger texts
_SIDEBAR_WIDTH = 180  # px
_ROW_LINES = 2  # heights of a line
_PADDING = 56  # px, beside a title


class _PageList(QListWidget):
    """The titles of the pages, as wide as the longest, or wider."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(main_window_text.navigation())
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
        self.setFixedWidth(max(longest + _PADDING, _SIDEBAR_WIDTH))


class MainWindow(PaperWindow):
    """Each page is created when it is first opened; closing deletes the window with all pages.

    `closing` is emitted before, while the geometry is valid.
    """

    closing = Signal()
    page_reopened = Signal(object)
    """Carries the page that is open now."""

    def __init__(self, create: Mapping[Intent, Callable[[], PaperView]], tokens: Tokens | None) -> None:
        """`create` returns the page of each intent that names one; it follows the same colours as the window."""
        super().__init__(tokens)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._create = create
        self._views: dict[Intent, PaperView] = {}
        titles = main_window_text.pages()
        self._list = _PageList([titles[page.value] for page in create])
        self._stack = QStackedWidget()
        self._pages = tuple(create)
        side = column_of(self._list, margins=(0, 24, 0, 0))
        row_of(side, (self._stack, 1), parent=self, spacing=0, margins=(16, 0, 0, 0))
        self._list.currentRowChanged.connect(lambda index: self._show(self._pages[index]))
        self.reapply_theme()
        self.set_initial_size(*_LINES, least=(_WIDTH, _HEIGHT))

    @property
    def page(self) -> Intent | None:
        """The page that is open; None before the first."""
        return self._pages[self._list.currentRow()] if self._list.currentRow() >= 0 else None

    def open(self, page: Intent) -> None:
        """Show the page, and give the focus to its first widget."""
        self._list.setCurrentRow(self._pages.index(page))
        self._views[page].initial_focus().setFocus()

    def _show(self, page: Intent) -> None:
        view = self._views.get(page)
        is_known = view is not None
        if view is None:
            view = self._views[page] = self._create[page]()
            self._stack.addWidget(view)
            view.windowTitleChanged.connect(self._update_title)
        self._stack.setCurrentWidget(view)
        self._update_title()
        if is_known:
            self.page_reopened.emit(page)

    def _update_title(self) -> None:
        if self.page is not None:
            self.setWindowTitle(self._views[self.page].windowTitle())

    def set_tokens(self, tokens: Tokens | None) -> None:
        super().set_tokens(tokens)
        for view in self._views.values():
            view.set_tokens(tokens)

    def apply_theme(self, tokens: Tokens) -> None:
        self._list.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Apply a valid edit that is still being typed."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.closing.emit()
        super().closeEvent(event)

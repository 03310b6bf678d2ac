"""The Settings window: few pages of options, taking effect as they are changed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.text import settings as settings_text
from hipbreak.core.text.audio import TONE, VOICE
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.themed_window import PaperWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.test_button_row import TestButtonRow

_TRIED_AFTER = {"tone_volume": TONE, "voice_rate": VOICE}


class SettingsWindow(PaperWindow):
    """`changed` carries the key and the new value of an option, already judged valid; `tried` what a Test button tests.

    Whoever tries it says with `show_trial` what came of it.
    """

    changed = Signal(str, object)
    tried = Signal(str)

    def __init__(
        self,
        path: str,
        tokens: Tokens | None = None,
        more: Sequence[tuple[str, Callable[[], ScrollPage]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`path` is where the settings are kept, told at the foot; `more` pages are made when they are first shown."""
        super().__init__(tokens, parent)
        self._more = dict(more)
        self._sheets: dict[str, ScrollPage] = {}
        self.setWindowTitle(settings_text.title())
        self._pages, self._stack = QListWidget(), QStackedWidget()
        self._headings: list[QLabel] = []
        self.rows: dict[str, OptionRow] = {}
        self.trials: dict[str, TestButtonRow] = {}
        self._kept_in, self._path = QLabel(settings_text.kept_in()), QLineEdit(path)
        self._style_parts()
        self._fill()
        self._lay_out()
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.open_at(46 * unit, 38 * unit)
        self._pages.setFocus()

    def _style_parts(self) -> None:
        self._pages.setAccessibleName(settings_text.pages())
        self._pages.setFrameShape(QFrame.Shape.NoFrame)
        self._pages.setIconSize(QSize(4, 4))
        self._pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.setFrameShape(QFrame.Shape.NoFrame)
        self._pages.currentRowChanged.connect(self._turn)
        self._path.setReadOnly(True)
        self._path.setFrame(False)
        self._path.setAccessibleName(settings_text.kept_in())

    def _lay_out(self) -> None:
        """Last of all, so that the tab key goes in reading order."""
        side, middle, foot, whole = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        side.setContentsMargins(0, 24, 0, 0)
        side.addWidget(self._pages)
        middle.setSpacing(0)
        middle.setContentsMargins(16, 0, 0, 0)
        middle.addLayout(side)
        middle.addWidget(self._stack, 1)
        foot.setContentsMargins(24, 8, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self._kept_in)
        foot.addWidget(self._path, 1)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)

    def _fill(self) -> None:
        blank = QPixmap(4, 4)
        blank.fill(Qt.GlobalColor.transparent)
        indent = QIcon(blank)  # keeps the text off the edge without a style sheet
        for name in dict.fromkeys(option.page for option in OPTIONS.values()):
            self._pages.addItem(QListWidgetItem(indent, settings_text.declared(name)))
            self._stack.addWidget(self._page(name))
        for name in self._more:
            self._pages.addItem(QListWidgetItem(indent, name))
        self._pages.setCurrentRow(0)

    def _turn(self, number: int) -> None:
        name = self._pages.item(number).text()
        if name not in self._more:
            self._stack.setCurrentIndex(number)
            return
        if name not in self._sheets:
            self._sheets[name] = self._more[name]()
            self._stack.addWidget(self._sheets[name])
            self._sheets[name].apply_theme(self.tokens)
        self._stack.setCurrentWidget(self._sheets[name])

    def open(self, name: str) -> None:
        """Go to the page of that name."""
        for item in self._pages.findItems(name, Qt.MatchFlag.MatchExactly):
            self._pages.setCurrentItem(item)

    def _page(self, name: str) -> QScrollArea:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 24, 24, 16)
        column.setSpacing(16)
        heading = QLabel(settings_text.declared(name))
        self._headings.append(heading)
        column.addWidget(heading)
        for option in OPTIONS.values():
            if option.page == name:
                row = OptionRow(option)
                row.changed.connect(self.changed)
                self.rows[option.key] = row
                column.addWidget(row)
                if option.key in _TRIED_AFTER:
                    column.addWidget(self._trial(_TRIED_AFTER[option.key]))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setWidget(sheet)
        return scroll

    def _trial(self, what: str) -> TestButtonRow:
        self.trials[what] = row = TestButtonRow(what)
        row.asked.connect(self.tried)
        return row

    def show_trial(self, what: str, works: bool, line: str) -> None:
        """What came of a Test button."""
        self.trials[what].show_outcome(works, line)

    def show_settings(self, settings: Settings) -> None:
        """Show these values; nothing is emitted."""
        for key, row in self.rows.items():
            if getattr(settings, key) != row.value:  # else a half-typed text would be lost
                row.show_value(getattr(settings, key))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        for heading in self._headings:
            heading.setFont(scaled(self.font(), 1.6))
        rows: list[OptionRow | TestButtonRow] = [*self.rows.values(), *self.trials.values()]
        for row in rows:
            row.apply_theme(tokens)
            row.setMaximumWidth(36 * self.fontMetrics().height())
        for sheet in self._sheets.values():
            sheet.apply_theme(tokens)
        set_text_colour(self._kept_in, tokens.muted)
        self._clear_ground(self._pages, tokens.ink, tokens.paper)
        self._clear_ground(self._path, tokens.muted, tokens.paper)
        self._pages.setFont(self.font())
        metrics = self._pages.fontMetrics()
        items = [self._pages.item(n) for n in range(self._pages.count())]
        for item in items:
            item.setSizeHint(QSize(0, 2 * metrics.height()))
        self._pages.setFixedWidth(max(metrics.horizontalAdvance(item.text()) for item in items) + 56)

    def _clear_ground(self, widget: QWidget, text: str, ground: str) -> None:
        palette = QPalette(widget.palette())
        palette.setColor(QPalette.ColorRole.Base, ground)
        palette.setColor(QPalette.ColorRole.Text, text)
        widget.setPalette(palette)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed and valid counts, also when the window is closed over it."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        super().closeEvent(event)

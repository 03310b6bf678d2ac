"""The settings: pages of options, whose changes take effect at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.text import settings as settings_text
from hipbreak.core.text.audio import TONE, VOICE
from hipbreak.ui.intents import Intent
from hipbreak.ui.settings.option_page import OptionPage
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.sidebar_pages import SidebarPages

_TESTS = {"tone_volume": TONE, "voice_rate": VOICE}
"""The subject of the Test button below an option."""
_WIDEST_ROW = 36  # heights of a line


class _SettingsPage(OptionPage):
    requested = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(margins=QMargins(PAGE_MARGIN, 24, 24, 16))
        self.column.setSpacing(16)
        self.add_text(settings_text.option_text(name), "lead", 0).setWordWrap(False)
        for option in OPTIONS.values():
            if option.page == name:
                self.add_option(option, 0)
                if option.key in _TESTS:
                    self.add_test(_TESTS[option.key], 0)
        if "daily_copy" in self.rows:
            self._add_restore_button()
        self.add_stretch()

    def _add_restore_button(self) -> None:
        button = QPushButton(settings_text.restore_copy())
        button.clicked.connect(lambda: self.requested.emit(Intent.RESTORE))
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        for row in (*self.rows.values(), *self.test_rows.values()):
            row.setMaximumWidth(_WIDEST_ROW * self.fontMetrics().height())


class SettingsView(PaperView):
    """`changed` carries the key and the new, valid value of an option; `test_requested` what a Test button tests.

    The result of a test is given to `show_test_result`. `requested` carries an Intent.
    """

    changed = Signal(str, object)
    test_requested = Signal(str)
    requested = Signal(object)

    def __init__(
        self, path: str, tokens: Tokens | None = None, more: Sequence[tuple[str, Callable[[], ScrollPage]]] = ()
    ) -> None:
        """`path` of the settings file is shown at the bottom; `more` pages are created when first shown."""
        super().__init__(tokens)
        self.setWindowTitle(settings_text.title())
        names = dict.fromkeys(option.page for option in OPTIONS.values())
        self._option_pages = {name: _SettingsPage(name) for name in names}
        for page in self._option_pages.values():
            page.changed.connect(self.changed)
            page.test_requested.connect(self.test_requested)
            page.requested.connect(self.requested)
        self.rows = {key: row for page in self._option_pages.values() for key, row in page.rows.items()}
        self.test_rows = {
            subject: row for page in self._option_pages.values() for subject, row in page.test_rows.items()
        }
        titled = [(settings_text.option_text(name), page) for name, page in self._option_pages.items()]
        self.pages = SidebarPages(settings_text.pages(), [*titled, *more])
        self._path_label, self._path = QLabel(settings_text.stored_in()), QLineEdit(path)
        self._path.setReadOnly(True)
        self._path.setFrame(False)
        self._path.setAccessibleName(settings_text.stored_in())
        self._lay_out()
        self.pages.open(0)
        self.reapply_theme()

    def initial_focus(self) -> QWidget:
        return self.pages.list

    def _lay_out(self) -> None:
        footer, column = QHBoxLayout(), QVBoxLayout(self)
        footer.setContentsMargins(24, 8, 24, 16)
        footer.setSpacing(8)
        footer.addWidget(self._path_label)
        footer.addWidget(self._path, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addLayout(footer)

    def show_test_result(self, subject: str, works: bool, line: str) -> None:
        """Show the result of a test."""
        self.test_rows[subject].show_result(works, line)

    def show_settings(self, settings: Settings) -> None:
        """Show these values; nothing is emitted."""
        for page in self._option_pages.values():
            page.show_settings(settings)

    def apply_theme(self, tokens: Tokens) -> None:
        self.pages.apply_theme(tokens)
        self._path_label.setForegroundRole(MUTED)

"""A page of options, in the settings window and at the first start."""

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QWidget

from hipbreak.core.settings.option import Option
from hipbreak.core.settings.settings import Settings
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import MARGINS, ScrollPage
from hipbreak.ui.widgets.test_button_row import TestButtonRow


class OptionPage(ScrollPage):
    """`changed` carries the key and the new, valid value of an option; `test_requested` what a Test button tests."""

    changed = Signal(str, object)
    test_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, margins: QMargins = MARGINS) -> None:
        super().__init__(parent, margins)
        self.rows: dict[str, OptionRow] = {}
        self.test_rows: dict[str, TestButtonRow] = {}

    def add_option(self, option: Option, gap: int = 16) -> None:
        """Append a row for the option."""
        row = self.rows[option.key] = OptionRow(option)
        row.changed.connect(self.changed)
        self.add(row, gap)

    def add_test(self, subject: str, gap: int = 16) -> None:
        """Append a Test button for the option above."""
        row = self.test_rows[subject] = TestButtonRow(subject)
        row.requested.connect(self.test_requested)
        self.add(row, gap)

    def show_settings(self, settings: Settings) -> None:
        """Show these values; nothing is emitted."""
        for key, row in self.rows.items():
            value = getattr(settings, key)
            if row.value != value:  # otherwise a half-typed text would be lost
                row.show_value(value)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        rows: list[OptionRow | TestButtonRow] = [*self.rows.values(), *self.test_rows.values()]
        for row in rows:
            row.apply_theme(tokens)

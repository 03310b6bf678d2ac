"""A page of options, in Settings and at the first start."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.settings.contradictions import contradiction
from hipbreak.core.settings.option import Option
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.settings.option_editors import OptionEditor
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.theme.palette import INK, MUTED
from hipbreak.ui.widgets.layouts import Margins, row_of
from hipbreak.ui.widgets.scroll_page import LONGEST_LINE, MARGINS, ScrollPage
from hipbreak.ui.widgets.wrapping import wrapping_label


class TestButtonRow(QWidget):
    """A Test button with its result beside it; `requested` carries the subject: TONE or VOICE of core.text.audio."""

    requested = Signal(str)

    def __init__(self, subject: str) -> None:
        super().__init__()
        self.button, self.line = QPushButton(audio_text.test_label()), wrapping_label()
        self.button.setAccessibleName(audio_text.test_button_names()[subject])
        row_of((self.button, Qt.AlignmentFlag.AlignTop), (self.line, 1), parent=self, spacing=16)
        self.button.clicked.connect(lambda: self._request(subject))

    def _request(self, subject: str) -> None:
        self._show_line(audio_text.testing(), MUTED)
        self.requested.emit(subject)

    def show_result(self, works: bool, line: str) -> None:
        """Show the result, and announce it to screen readers."""
        self._show_line(line, MUTED if works else INK)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, line))

    def _show_line(self, line: str, colour: QPalette.ColorRole) -> None:
        self.line.setText(line)
        self.line.setForegroundRole(colour)


class OptionPage(ScrollPage):
    """`changed` carries the key and the new, valid value of an option; `test_requested` what a Test button tests."""

    changed = Signal(str, object)
    test_requested = Signal(str)

    def __init__(self, margins: Margins = MARGINS, longest_line: int | None = LONGEST_LINE) -> None:
        super().__init__(margins, longest_line)
        self._settings = Settings()
        self.rows: dict[str, OptionRow] = {}
        self.test_rows: dict[str, TestButtonRow] = {}

    def add_option(self, option: Option, gap: int = 16, field: OptionEditor | None = None) -> None:
        """Append a row for the option, with its editor where its type alone does not say which."""
        row = self.rows[option.key] = OptionRow(option, self._why_refused, field)
        row.changed.connect(self._change)
        self.add(row, gap)

    def add_test(self, subject: str) -> None:
        """Append a Test button for the option above."""
        row = self.test_rows[subject] = TestButtonRow(subject)
        row.requested.connect(self.test_requested)
        self.add(row)

    def _why_refused(self, key: str, value: object) -> str:
        return contradiction(self._settings, key, value, settings_text.quoted_label)

    def _change(self, key: str, value: object) -> None:
        self._settings = replace(self._settings, **{key: value})
        self.changed.emit(key, value)

    def show_settings(self, settings: Settings) -> None:
        """Show these values; nothing is emitted."""
        self._settings = settings
        for key, row in self.rows.items():
            value = getattr(settings, key)
            if row.value != value:  # otherwise a half-typed text would be lost
                row.show_value(value)

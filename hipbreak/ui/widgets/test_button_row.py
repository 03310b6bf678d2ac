"""A Test button with its result beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from hipbreak.core.text import audio as audio_text
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.theme.widget_colours import set_text_colour


class TestButtonRow(QWidget):
    """`requested` carries the subject of the test: TONE or VOICE of core.text.audio."""

    requested = Signal(str)

    def __init__(self, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button, self.line = QPushButton(audio_text.test_label()), QLabel()
        self.button.setAccessibleName(audio_text.test_button_names()[subject])
        self.button.setAutoDefault(False)
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self._failed = False
        self._tokens: Tokens | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.line, 1)
        self.button.clicked.connect(lambda: self._request(subject))

    def _request(self, subject: str) -> None:
        self._failed = False
        self._show_line(audio_text.testing())
        self.requested.emit(subject)

    def show_result(self, works: bool, line: str) -> None:
        """Show the result, and announce it to screen readers."""
        self._failed = not works
        self._show_line(line)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, line))

    def _show_line(self, line: str) -> None:
        self.line.setText(line)
        self._apply_colour()

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self._tokens = tokens
        self._apply_colour()

    def _apply_colour(self) -> None:
        if self._tokens:
            set_text_colour(self.line, self._tokens.due if self._failed else self._tokens.muted)

"""A text on which safety depends, with the English original at a click where it is translated."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.sizes import SPACE_12
from hipbreak.ui.widgets.english_switch import EnglishSwitch
from hipbreak.ui.widgets.layouts import row_of
from hipbreak.ui.widgets.wrapping import wrapping_label


class SafetyText(QWidget):
    """`label` shows what the function returns, which looks it up in the language."""

    def __init__(self, text: Callable[[], str]) -> None:
        super().__init__()
        self._text = text
        self.label, self.english = wrapping_label(text()), EnglishSwitch()
        self.english.toggled.connect(self._show)
        row_of((self.label, 1), (self.english, Qt.AlignmentFlag.AlignTop), parent=self, spacing=SPACE_12)

    def _show(self) -> None:
        with self.english.texts():
            self.label.setText(self._text())

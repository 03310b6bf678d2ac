"""A text on which safety depends, with the English original at a click where it is translated."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core import i18n
from hipbreak.core.text.settings import show_in_english
from hipbreak.ui.theme.sizes import SPACE_12
from hipbreak.ui.widgets.layouts import row_of
from hipbreak.ui.widgets.wrapping import wrapping_label


class EnglishSwitch(QPushButton):
    """Shows the English original while it is checked; hidden while no translation is in use."""

    def __init__(self) -> None:
        super().__init__(show_in_english())
        self.setCheckable(True)
        self._is_translated = i18n.is_translated()
        if not self._is_translated:
            self.hide()

    def setVisible(self, visible: bool) -> None:
        """Stay hidden in English also in a button box, which shows what is added to it."""
        super().setVisible(visible and self._is_translated)

    def texts(self) -> AbstractContextManager[None]:
        """In this block texts are looked up in the language to show."""
        return i18n.untranslated() if self.isChecked() else nullcontext()


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

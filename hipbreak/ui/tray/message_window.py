"""What the person has to know, in a window of its own: where no notification and no balloon of the tray can show it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.tracking.inputs import ConfirmAbsence
from hipbreak.ui.tray.menu import Wanted


class MessageWindow(QMessageBox):
    """Stays until it is closed, takes no focus by itself, and waits for nobody."""

    def __init__(self, want: Callable[[Wanted], None]) -> None:
        super().__init__(QMessageBox.Icon.Information, prompt_text.note(), "")
        self._want = want
        self._sentences: list[str] = []
        self._button: QPushButton | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setStandardButtons(QMessageBox.StandardButton.Close)
        self.setDefaultButton(QMessageBox.StandardButton.Close)  # Enter was meant for something else
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.finished.connect(self._sentences.clear)

    def tell(self, sentence: str, wish: Wanted | None) -> None:
        """Show it below what has not been closed yet; a button means the last wish."""
        self._sentences.append(sentence)
        self.setText("\n".join(self._sentences))
        if self._button is not None:
            self.removeButton(self._button)
            self._button = None
        if wish is not None:
            answer = prompt_text.yes() if isinstance(wish, ConfirmAbsence) else prompt_text.open_it()
            self._button = self.addButton(answer, QMessageBox.ButtonRole.AcceptRole)
            self._button.clicked.connect(lambda: self._want(wish))
        self.show()

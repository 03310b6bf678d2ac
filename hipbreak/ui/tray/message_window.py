"""The window for messages where neither notifications nor balloons can show them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.tracking.inputs import ConfirmAbsence, RevertToSitting, Stand
from hipbreak.ui.tray.menu import Request


class MessageWindow(QMessageBox):
    """Collects messages until it is closed; it takes no focus by itself and blocks nothing."""

    def __init__(self, send: Callable[[Request], None]) -> None:
        """`send` receives the request of a message whose button was clicked."""
        super().__init__(QMessageBox.Icon.NoIcon, prompt_text.note_title(), "")
        self._send = send
        self._messages: list[str] = []
        self._button: QPushButton | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setStandardButtons(QMessageBox.StandardButton.Close)
        self.setDefaultButton(QMessageBox.StandardButton.Close)  # Enter was meant for another window
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.finished.connect(self._messages.clear)

    def add_message(self, text: str, request: Request | None) -> None:
        """Show a message below those that have not been closed; only the last one has a button."""
        self._messages.append(text)
        self.setText("\n".join(self._messages))
        if self._button is not None:
            self.removeButton(self._button)
            self._button = None
        if request is not None:
            self._button = self.addButton(_answer_label(request), QMessageBox.ButtonRole.AcceptRole)
            self._button.clicked.connect(lambda: self._send(request))
        self.show()


def _answer_label(request: Request) -> str:
    match request:
        case ConfirmAbsence():
            return prompt_text.confirm_absence()
        case Stand():
            return prompt_text.yes_standing()
        case RevertToSitting():
            return prompt_text.undo()
    return prompt_text.open_label()

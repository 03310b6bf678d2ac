"""The page about starting: with the session or by hand, as the desktop has it, and the welcome once more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.settings import autostart_option
from hipbreak.ui.settings.autostart_row import AutostartRow, StartSwitch
from hipbreak.ui.theme.tokens import Tokens, current
from hipbreak.ui.widgets.scroll_page import BUTTON, ScrollPage


class StartPage(ScrollPage):
    """What is on disk is read whenever the page is shown."""

    welcome_wanted = Signal()

    def __init__(self, start: StartSwitch, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(autostart_option.page(), "lead", 16)
        self.autostart = AutostartRow(start)
        self.put(self.autostart, 24)
        self.again = QPushButton(autostart_option.again())
        self.again.clicked.connect(self.welcome_wanted)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_sheet()
        self.apply_theme(tokens or current())

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.autostart.apply_theme(tokens)
        self.again.setMinimumHeight(BUTTON)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.autostart.refresh()

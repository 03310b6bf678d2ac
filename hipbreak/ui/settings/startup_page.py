"""The page about starting the app: autostart, and the windows of the first start again."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hipbreak.core.settings.settings import AUTOSTART
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import show_text, wrapping_label


@dataclass(frozen=True)
class AutostartSwitch:
    """`switch` returns an error message, empty on success; `place` is where the setting is stored.

    `problem` returns a message if autostart is on and would start nothing.
    """

    is_on: Callable[[], bool]
    switch: Callable[[bool], str]
    place: str
    problem: Callable[[], str] = str


class AutostartRow(QWidget):
    """The autostart option, read from disk by `refresh`, since other programs may change it."""

    def __init__(self, autostart: AutostartSwitch) -> None:
        super().__init__()
        self._autostart = autostart
        self.row, self.error = OptionRow(AUTOSTART), wrapping_label()
        self._place = wrapping_label(settings_text.autostart_stored_in(autostart.place))
        self.row.changed.connect(lambda _, on: self._change(on))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.row, self._place, self.error):
            column.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """Show the state on disk."""
        show_text(self.error, self._autostart.problem())
        self.row.show_value(self._autostart.is_on())

    def _change(self, on: bool) -> None:
        error = self._autostart.switch(on)
        self.row.show_value(self._autostart.is_on())
        show_text(self.error, error or self._autostart.problem())

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self.row.apply_theme(tokens)
        self._place.setForegroundRole(MUTED)


class StartupPage(ScrollPage):
    """The state on disk is read each time the page is shown."""

    welcome_requested = Signal()

    def __init__(self, autostart: AutostartSwitch, tokens: Tokens | None = None) -> None:
        super().__init__()
        self.add_text(settings_text.autostart_page(), "lead", 16)
        self.autostart = AutostartRow(autostart)
        self.add(self.autostart, 24)
        self.show_welcome = QPushButton(settings_text.show_welcome_again())
        self.show_welcome.clicked.connect(self.welcome_requested)
        self.column.addWidget(self.show_welcome, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_stretch()
        self.apply_theme(tokens or system_tokens())

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.autostart.apply_theme(tokens)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.autostart.refresh()

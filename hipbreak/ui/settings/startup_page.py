"""The page about starting: with the session or by hand, as the desktop has it, and the welcome once more."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hipbreak.core.settings.settings import AUTOSTART
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.theme.widget_colours import set_text_colour
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import show_text, wrapping_label


@dataclass(frozen=True)
class AutostartSwitch:
    """`switch` makes it so and gives one sentence when that cannot be; `place` is where it is kept."""

    is_on: Callable[[], bool]
    switch: Callable[[bool], str]
    place: str


class AutostartRow(QWidget):
    """Shows what is on disk whenever it is refreshed, since other programs may change it."""

    def __init__(self, start: AutostartSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self.row, self._kept, self.refused = OptionRow(AUTOSTART), wrapping_label(), wrapping_label()
        self._kept.setText(settings_text.autostart_kept_at(start.place))
        self.row.changed.connect(lambda _, on: self._change(on))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.row, self._kept, self.refused):
            column.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """Show what is on disk."""
        show_text(self.refused, "")
        self.row.show_value(self._start.is_on())

    def _change(self, on: bool) -> None:
        refused = self._start.switch(on)
        self.row.show_value(self._start.is_on())
        show_text(self.refused, refused)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self.row.apply_theme(tokens)
        set_text_colour(self._kept, tokens.muted)
        set_text_colour(self.refused, tokens.due)


class StartupPage(ScrollPage):
    """What is on disk is read whenever the page is shown."""

    welcome_requested = Signal()

    def __init__(self, start: AutostartSwitch, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_text(settings_text.autostart_page(), "lead", 16)
        self.autostart = AutostartRow(start)
        self.add(self.autostart, 24)
        self.again = QPushButton(settings_text.show_welcome_again())
        self.again.clicked.connect(self.welcome_requested)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_stretch()
        self.apply_theme(tokens or system_tokens())

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.autostart.apply_theme(tokens)
        self.again.setMinimumHeight(BUTTON_HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.autostart.refresh()

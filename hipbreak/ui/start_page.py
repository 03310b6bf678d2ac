"""The page about starting: with the session or by hand, as the desktop has it, and the welcome once more."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core import start_option as words
from hipbreak.ui.ground import shade
from hipbreak.ui.option_row import OptionRow
from hipbreak.ui.sheet import BUTTON, Sheet, tell
from hipbreak.ui.tokens import Tokens, current


class StartPage(Sheet):
    """What is on disk is read whenever the page is shown, since other programs may change it."""

    welcome_wanted = Signal()

    def __init__(
        self,
        is_on: Callable[[], bool],
        switch: Callable[[bool], str],
        place: str,
        tokens: Tokens | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`switch` makes it so and gives one sentence when that cannot be; `place` is where it is kept."""
        super().__init__(parent)
        self._is_on, self._switch = is_on, switch
        self.say(words.PAGE, "lead", 16)
        self.row = OptionRow(words.AUTOSTART)
        self.row.changed.connect(lambda _, on: self._change(on))
        self.put(self.row, 4)
        self.say(words.kept_at(place), "muted", 4)
        self.refused = self.say("", gap=24)
        self.again = QPushButton(words.again())
        self.again.clicked.connect(self.welcome_wanted)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.close_sheet()
        self.dress(tokens or current(), tokens)
        self.refresh()

    def refresh(self) -> None:
        """Show what is on disk."""
        tell(self.refused, "")
        self.row.show_value(self._is_on())

    def _change(self, on: bool) -> None:
        refused = self._switch(on)
        self.row.show_value(self._is_on())
        tell(self.refused, refused)

    def dress(self, tokens: Tokens, given: Tokens | None) -> None:
        super().dress(tokens, given)
        self.row.dress(tokens)
        self.again.setMinimumHeight(BUTTON)
        shade(self.refused, tokens.due)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

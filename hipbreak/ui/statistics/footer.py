"""The foot of the statistics window: a break told afterwards, the last one taken back, and what to do with the log."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.metrics import SIDE
from hipbreak.ui.theme.tokens import Tokens


class StatsFoot(QWidget):
    """`wanted` carries a command or a wish."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log, self._undo = QPushButton(day_text.i_was_up()), QPushButton(day_text.not_a_break())
        self._records, self._last = QPushButton(statistics_text.records()), QLabel()
        for button, told, wanted in (
            (self._log, day_text.i_was_up_help(), Intent.LOG_BREAK),
            (self._undo, day_text.not_a_break_help(), inputs.Undo()),
        ):
            button.setToolTip(told)
            button.setAccessibleDescription(told)
            button.clicked.connect(lambda _=False, w=wanted: self.wanted.emit(w))
        menu = QMenu(self)
        for name, wish in (
            (statistics_text.export_file(), Intent.EXPORT),
            (statistics_text.import_file(), Intent.IMPORT),
            (statistics_text.delete(), Intent.DELETE),
        ):
            menu.addAction(name).triggered.connect(lambda _=False, w=wish: self.wanted.emit(w))
        self._records.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 8, SIDE, 20)
        row.setSpacing(8)
        row.addWidget(self._log)
        row.addWidget(self._undo)
        row.addWidget(self._last)
        row.addStretch(1)
        row.addWidget(self._records)

    def show_today(self, shown: bool, last: datetime | None) -> None:
        """Whether today is on the screen, and when its last break began."""
        self._log.setVisible(shown)
        self._undo.setVisible(shown and last is not None)
        self._last.setVisible(shown and last is not None)
        self._last.setText(day_text.last_break(last) if last is not None else "")

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        set_text_colour(self._last, tokens.muted)

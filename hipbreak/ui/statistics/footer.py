"""The buttons below the day and the statistics: corrections and data operations."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from hipbreak.core.statistics.timeline import last_break
from hipbreak.core.text import before_after as before_after_text
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.widgets.layouts import STRETCH, row_of
from hipbreak.ui.widgets.wrapping import show_text


class StatisticsFooter(QWidget):
    """Buttons for corrections and data operations; `requested` carries a command or an intent."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._log_break, self._undo = QPushButton(day_text.i_was_up()), QPushButton(day_text.not_a_break())
        self._data, self._last_break = QPushButton(statistics_text.data()), QLabel()
        self._last_break.setForegroundRole(MUTED)
        self._last_break_start: datetime | None = None
        for button, help_text in (
            (self._log_break, day_text.i_was_up_help()),
            (self._undo, day_text.not_a_break_help()),
        ):
            button.setToolTip(help_text)
            button.setAccessibleDescription(help_text)
        self._log_break.clicked.connect(lambda: self.requested.emit(Intent.LOG_BREAK))
        self._undo.clicked.connect(self._request_undo)
        menu = QMenu(self)
        for name, intent in (
            (statistics_text.report(), Intent.REPORT),
            (statistics_text.export_file(), Intent.EXPORT),
            (statistics_text.import_file(), Intent.IMPORT),
            (before_after_text.history(), Intent.HISTORY),
            (statistics_text.delete(), Intent.DELETE),
            (statistics_text.restore_copy(), Intent.RESTORE),
        ):
            menu.addAction(name).triggered.connect(lambda _=False, intent=intent: self.requested.emit(intent))
        self._data.setMenu(menu)
        parts = (self._log_break, self._undo, self._last_break, STRETCH, self._data)
        row_of(*parts, parent=self, spacing=8, margins=(PAGE_MARGIN, 8, PAGE_MARGIN, 20))

    def _request_undo(self) -> None:
        if self._last_break_start is not None:
            self.requested.emit(inputs.RevertToSitting(self._last_break_start))

    def show_day(self, source: StatisticsSource, is_today: bool = True) -> None:
        """Show the buttons for corrections if the day is today, and when its last break began."""
        days = source.days_up_to(source.today) if is_today else []
        start = self._last_break_start = last_break(days[-1]) if days else None
        self._log_break.setVisible(is_today)
        self._undo.setVisible(start is not None)
        show_text(self._last_break, day_text.last_break(start) if start is not None else "")

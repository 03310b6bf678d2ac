"""The page of now: what is going on, what comes next, and the day so far."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.periods import PeriodKind, period_of
from hipbreak.core.statistics.timeline import last_break
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text import status as status_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.day_page import DayPage
from hipbreak.ui.statistics.footer import StatisticsFooter
from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.posture_switch import PostureSwitch
from hipbreak.ui.widgets.status_ring import StatusRing
from hipbreak.ui.widgets.wrapping import muted_label, show_text, wrapping_label

_RING_SIZE = 120  # px


class LiveStatus(QWidget):
    """The ring, what is going on and what comes next, and the answers to it; `requested` carries a command."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ring, self._posture, self._outlook = StatusRing(_RING_SIZE), wrapping_label(), muted_label()
        self._notice = wrapping_label()
        self.stand, self._switch = QPushButton(menu_text.stand_now()), PostureSwitch()
        self.stand.setAutoDefault(False)
        make_primary(self.stand)
        self.stand.clicked.connect(lambda: self.requested.emit(inputs.Start("stand")))
        self._switch.requested.connect(self.requested)
        buttons, texts, row = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        buttons.setSpacing(16)
        buttons.addWidget(self.stand)
        buttons.addWidget(self._switch)
        buttons.addStretch(1)
        texts.setSpacing(4)
        texts.addStretch(1)
        texts.addWidget(self._posture)
        texts.addWidget(self._outlook)
        texts.addWidget(self._notice)
        texts.addSpacing(8)
        texts.addLayout(buttons)
        texts.addStretch(1)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def show_status(self, status: Status) -> None:
        """Show a state."""
        self._ring.show_status(status)
        self._switch.show_status(status)
        self._posture.setText(status_text.posture(status))
        show_text(self._outlook, status_text.outlook(status))
        self.stand.setEnabled(status.phase != "guiding")

    def show_notice(self, text: str) -> None:
        """Show what is not in the log; nothing while `text` is empty."""
        show_text(self._notice, text)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._ring.apply_theme(tokens)
        self._posture.setFont(scaled(self.font(), 1.4))
        set_minimum_height(self.stand, BUTTON_HEIGHT)


class NowView(PaperView):
    """Reads the days with `read`; `requested` carries a command or an intent.

    `log_notice` returns what is not in the log yet or was lost, empty if everything is there.
    """

    requested = Signal(object)

    def __init__(
        self,
        read: Callable[[date, date], list[Day]],
        now: Callable[[], datetime],
        shortest_break: Callable[[], timedelta],
        tokens: Tokens | None = None,
        log_notice: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(tokens)
        self.setWindowTitle(main_window_text.window_title(main_window_text.pages()["now"]))
        self._source, self._log_notice = StatisticsSource(read, now, shortest_break), log_notice
        self._live, self._footer = LiveStatus(), StatisticsFooter()
        self._day = DayPage(self._source, self.tokens, self._live)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._day, 1)
        column.addWidget(self._footer)
        for part in (self._live, self._day, self._footer):
            part.requested.connect(self.requested)
        self.refresh()
        self.reapply_theme()

    def initial_focus(self) -> QWidget:
        return self._live.stand

    def show_status(self, status: Status) -> None:
        """Show a state of the tracking."""
        self._live.show_status(status)

    def refresh(self) -> None:
        """Read the day again: time has passed, or the log has changed."""
        self._source.invalidate()
        self._live.show_notice(self._log_notice())
        today = self._source.today
        self._day.show_period(period_of(PeriodKind.DAY, today))
        days = self._source.days(today - timedelta(days=7), today)
        self._footer.show_day(True, last_break(days[-1]) if days else None)

    def apply_theme(self, tokens: Tokens) -> None:
        self._live.apply_theme(tokens)
        self._day.apply_theme(tokens)

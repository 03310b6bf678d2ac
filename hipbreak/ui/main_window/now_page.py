"""The page of now: what is going on, what comes next, and the day so far."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.periods import PeriodKind, period_of
from hipbreak.core.text import comparison as comparison_text
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.tracking.status import Status
from hipbreak.ui.main_window.pace_question import PaceQuestion
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.day_page import DayPage
from hipbreak.ui.statistics.footer import StatisticsFooter
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens, reduced_motion
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.live_status import LiveStatus

_FRIDAY = 5


class NowPage(PaperView):
    """Shows what `source` reads; `requested` carries a command or an intent.

    `log_notice` returns what is not in the log yet or was lost, empty if everything is there. `changed` carries an
    option's key and value.
    """

    requested = Signal(object)
    changed = Signal(str, object)

    def __init__(
        self,
        source: StatisticsSource,
        tokens: Tokens | None = None,
        log_notice: Callable[[], str] = lambda: "",
        is_motion_reduced: Callable[[], bool] = reduced_motion,
        pace: PaceQuestion | None = None,
    ) -> None:
        """`pace` is shown above the footer."""
        super().__init__(tokens)
        self._source = source
        self._is_motion_reduced, self._has_been_shown = is_motion_reduced, False
        self.setWindowTitle(main_window_text.window_title(main_window_text.pages()["now"]))
        self._log_notice = log_notice
        self._live, self._footer = LiveStatus(), StatisticsFooter()
        self._day = DayPage(self._source, self._live)
        column = column_of((self._day, 1), parent=self, spacing=0)
        self.pace = pace
        if pace is not None:
            column.addWidget(pace)
            pace.requested.connect(self.requested)
            pace.changed.connect(self.changed)
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
        self._live.show_notice(" ".join(filter(None, (self._week_line(), self._log_notice()))))
        if self.pace is not None:
            self.pace.refresh()
        today = self._source.today
        self._day.show_period(period_of(PeriodKind.DAY, today))
        self._footer.show_day(self._source)

    def _week_line(self) -> str:
        """On a Friday the week against the one before, by the same weekdays; else nothing."""
        today = self._source.today
        if today.isoweekday() != _FRIDAY:
            return ""
        week = period_of(PeriodKind.WEEK, today)
        before = replace(week.before(), last=today - timedelta(weeks=1))
        return comparison_text.week_line(self._source.total(week), self._source.total(before))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_been_shown and not self._is_motion_reduced():
            self._live.breathe()
        self._has_been_shown = True

    def apply_theme(self, tokens: Tokens) -> None:
        self._day.apply_theme(tokens)

"""The statistics window: day, week, month, year, the programme, and the advanced measures; it opens with today."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of
from hipbreak.core.statistics.timeline import last_break
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.statistics.data_source import ProgrammeData, StatisticsSource, no_programme
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.statistics.period_bar import PeriodBar
from hipbreak.ui.theme.locale_format import long_date, month_and_year, short_date
from hipbreak.ui.theme.metrics import PAGE_MARGIN
from hipbreak.ui.theme.themed_window import PaperWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.theme.widget_colours import set_text_colour


class StatisticsFooter(QWidget):
    """`requested` carries a command or a wish."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log, self._undo = QPushButton(day_text.i_was_up()), QPushButton(day_text.not_a_break())
        self._records, self._last = QPushButton(statistics_text.records()), QLabel()
        for button, told, requested in (
            (self._log, day_text.i_was_up_help(), Intent.LOG_BREAK),
            (self._undo, day_text.not_a_break_help(), inputs.Undo()),
        ):
            button.setToolTip(told)
            button.setAccessibleDescription(told)
            button.clicked.connect(lambda _=False, w=requested: self.requested.emit(w))
        menu = QMenu(self)
        for name, wish in (
            (statistics_text.export_file(), Intent.EXPORT),
            (statistics_text.import_file(), Intent.IMPORT),
            (statistics_text.delete(), Intent.DELETE),
        ):
            menu.addAction(name).triggered.connect(lambda _=False, w=wish: self.requested.emit(w))
        self._records.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 20)
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


DAY, WEEK, MONTH, YEAR, PROGRAMME, ADVANCED = range(6)
_NAMES = (
    statistics_text.day,
    statistics_text.week,
    statistics_text.month,
    statistics_text.year,
    statistics_text.programme,
    statistics_text.advanced,
)
_REACHES = (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR, PeriodKind.MONTH)


class StatisticsWindow(PaperWindow):
    """Reads the days it shows through `read`; `requested` carries a command or a wish. A page is made when first shown.

    It is deleted when it closes; `closing` is emitted before, while it still has its geometry.
    """

    requested = Signal(object)
    closing = Signal()

    def __init__(
        self,
        read: Callable[[date, date], list[Day]],
        now: Callable[[], datetime],
        shortest_break: Callable[[], timedelta],
        tokens: Tokens | None = None,
        parent: QWidget | None = None,
        course: Callable[[], ProgrammeData] = no_programme,
    ) -> None:
        super().__init__(tokens, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source = StatisticsSource(read, now, shortest_break, course)
        self._page = DAY
        self._advanced = PeriodKind.WEEK
        self._day = self._source.today
        self._known_today = self._day
        self._bar, self._pages, self._foot = (
            PeriodBar(tuple(name() for name in _NAMES)),
            QStackedWidget(),
            StatisticsFooter(),
        )
        self._made: dict[int, StatisticsPage] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self._pages, 1)
        whole.addWidget(self._foot)
        self._bar.turned.connect(self._turn)
        self._bar.moved.connect(self._move)
        self._bar.chosen.connect(self._choose)
        self._foot.requested.connect(self.requested)
        self.reapply_theme()
        self._show()
        unit = self.fontMetrics().height()
        self.set_initial_size(54 * unit, 44 * unit)
        self._made[DAY].initial_focus().setFocus()

    # What it shows

    def refresh(self, changed: bool = True) -> None:
        """Time has passed; `changed` when facts were told, without which only today's day can look different."""
        today = self._source.today
        if self._day == self._known_today != today:
            self._day = today  # who looks at today goes on looking at today
            changed = True
        self._known_today = today
        if changed or (self._page == DAY and self._day == today):
            self._source.forget()
            self._show()

    def open(self, reach: PeriodKind, day: date | None = None) -> None:
        """Go to the page of this reach, and to this day (None for where it is)."""
        self._day = self._day if day is None else min(day, self._source.today)
        if self._page == ADVANCED and day is None:
            self._advanced = reach
        else:
            self._page = _REACHES.index(reach)
        self._show()

    def days_shown(self) -> tuple[date, date]:
        """The first and the last day of the page, none of them ahead."""
        period = self._period()
        return period.first, min(period.last, self._source.today)

    def _reach(self) -> PeriodKind:
        return self._advanced if self._page == ADVANCED else _REACHES[self._page]

    def _period(self) -> Period:
        return period_of(self._reach(), self._day)

    def _turn(self, page: int) -> None:
        self._page = page
        self._show()

    def _move(self, by: int) -> None:
        period = self._period()
        other = period.after() if by > 0 else period.before()
        today = self._source.today
        self._day = today if other.holds(today) else min(other.first, today)
        self._show()

    def _choose(self, day: date | None) -> None:
        self._day = self._source.today if day is None else day
        self._show()

    def _show(self) -> None:
        period, today = self._period(), self._source.today
        page = self._made.get(self._page)
        if page is None:
            page = self._make(self._page)
        page.show_period(period)
        self._pages.setCurrentWidget(page)
        self._bar.show_place(self._page, self._day, today, period.holds(today))
        self.setWindowTitle(day_text.title(self._name(period)))
        on_today = self._page == DAY and self._day == today
        days = self._source.days(today - timedelta(days=7), today) if on_today else []
        self._foot.show_today(on_today, last_break(days[-1]) if days else None)

    def _name(self, period: Period) -> str:
        if self._page == DAY:
            return day_text.today() if period.holds(self._source.today) else long_date(period.first)
        shown = {
            PeriodKind.WEEK: statistics_text.week_of(short_date(period.first), short_date(period.last)),
            PeriodKind.MONTH: month_and_year(period.first),
        }.get(period.kind, str(period.first.year))
        return statistics_text.page_title(_NAMES[self._page](), shown)

    # Pages

    def _make(self, number: int) -> StatisticsPage:
        page = _PAGES[number]()(self._source, self.tokens)
        page.requested.connect(self.requested)
        page.opened.connect(self.open)
        self._made[number] = page
        self._pages.addWidget(page)
        page.apply_theme(self.tokens)
        return page

    # Colours

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._bar.apply_theme(tokens)
        self._foot.apply_theme(tokens)
        for page in self._made.values():
            page.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


# Each page's code is loaded with its first showing.


def _day_page() -> type[StatisticsPage]:
    from hipbreak.ui.statistics.day_page import DayPage  # noqa: PLC0415

    return DayPage


def _range_page() -> type[StatisticsPage]:
    from hipbreak.ui.statistics.range_page import RangePage  # noqa: PLC0415

    return RangePage


def _year_page() -> type[StatisticsPage]:
    from hipbreak.ui.statistics.year_page import YearPage  # noqa: PLC0415

    return YearPage


def _sessions_page() -> type[StatisticsPage]:
    from hipbreak.ui.statistics.exercise_page import SessionsPage  # noqa: PLC0415

    return SessionsPage


def _advanced_page() -> type[StatisticsPage]:
    from hipbreak.ui.statistics.advanced_page import AdvancedPage  # noqa: PLC0415

    return AdvancedPage


_PAGES = (_day_page, _range_page, _range_page, _year_page, _sessions_page, _advanced_page)

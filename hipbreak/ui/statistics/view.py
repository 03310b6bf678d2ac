"""The page Trends: some weeks, a day, week, month and year, the programme, and standard measures."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hipbreak.core.statistics.periods import Period, PeriodKind, period_of
from hipbreak.core.text import day as day_text
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text import trend as trend_text
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.footer import StatisticsFooter
from hipbreak.ui.statistics.page import StatisticsPage, period_name
from hipbreak.ui.statistics.period_bar import PeriodBar
from hipbreak.ui.theme.locale_format import long_date, short_date
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.tab_order import keep_last

TREND, DAY, WEEK, MONTH, YEAR, PROGRAMME, ADVANCED = range(7)
_PAGE_NAMES = (
    trend_text.page,
    statistics_text.day,
    statistics_text.week,
    statistics_text.month,
    statistics_text.year,
    statistics_text.programme,
    statistics_text.advanced,
)
_PERIOD_PAGES = {PeriodKind.DAY: DAY, PeriodKind.WEEK: WEEK, PeriodKind.MONTH: MONTH, PeriodKind.YEAR: YEAR}
_PERIOD_KINDS = (PeriodKind.WEEK, *_PERIOD_PAGES, PeriodKind.MONTH)


class TrendsView(PaperView):
    """Shows what `source` reads; `requested` carries a command or an intent. Pages are created when first shown."""

    requested = Signal(object)

    def __init__(self, source: StatisticsSource, tokens: Tokens | None = None, page: int = DAY) -> None:
        """`page` is the one that is shown first."""
        super().__init__(tokens)
        self._source = source
        self._page = page
        self._advanced_kind = PeriodKind.WEEK
        self._day = self._source.today
        self._known_today = self._day
        self._bar = PeriodBar(tuple(name() for name in _PAGE_NAMES))
        self._pages = QStackedWidget()
        self._footer = StatisticsFooter()
        self._created: dict[int, StatisticsPage] = {}
        column_of(self._bar, (self._pages, 1), self._footer, parent=self, spacing=0)
        self._bar.page_changed.connect(self._show_page)
        self._bar.step_requested.connect(self._step)
        self._bar.day_chosen.connect(self._show_day)
        self._footer.requested.connect(self.requested)
        self.reapply_theme()
        self._update()

    def initial_focus(self) -> QWidget:
        return self._created[self._page].initial_focus()

    # Period

    def refresh(self, changed: bool = True) -> None:
        """Update after time has passed; `changed` when the log has changed, without which only today can differ."""
        today = self._source.today
        if self._day == self._known_today != today:
            self._day = today  # the page of today stays the page of today
            changed = True
        self._known_today = today
        if changed or (self._page == DAY and self._day == today):
            self._source.invalidate()
            self._update()

    def open(self, kind: PeriodKind, day: date | None = None) -> None:
        """Go to the page of this kind of period, and to this day (None for the current one)."""
        self._day = self._day if day is None else min(day, self._source.today)
        if self._page == ADVANCED and day is None:
            self._advanced_kind = kind
        else:
            self._page = _PERIOD_PAGES[kind]
        self._update()

    def days_shown(self) -> tuple[date, date]:
        """The first and the last day shown, at most today."""
        first, last = self._created[self._page].days(self._period())
        return first, min(last, self._source.today)

    def _period_kind(self) -> PeriodKind:
        return self._advanced_kind if self._page == ADVANCED else _PERIOD_KINDS[self._page]

    def _period(self) -> Period:
        return period_of(self._period_kind(), self._day)

    def _show_page(self, page: int) -> None:
        self._page = page
        self._update()

    def _step(self, direction: int) -> None:
        period = self._period()
        other = period.after() if direction > 0 else period.before()
        today = self._source.today
        self._day = today if other.holds(today) else min(other.first, today)
        self._update()

    def _show_day(self, day: date | None) -> None:
        self._day = self._source.today if day is None else day
        self._update()

    def _update(self) -> None:
        period, today = self._period(), self._source.today
        page = self._created.get(self._page)
        if page is None:
            page = self._create(self._page)
        page.show_period(period)
        keep_last(self._footer)
        self._pages.setCurrentWidget(page)
        self._bar.show_period(self._page, self._day, today, period.holds(today))
        self.setWindowTitle(main_window_text.window_title(self._period_title(period)))
        self._footer.show_day(self._source, self._page == DAY and self._day == today)

    def _period_title(self, period: Period) -> str:
        if self._page == DAY:
            return day_text.today() if period.holds(self._source.today) else long_date(period.first)
        if self._page == TREND:
            return _PAGE_NAMES[TREND]()
        return statistics_text.page_title(_PAGE_NAMES[self._page](), period_name(period, short_date))

    # Pages

    def _create(self, index: int) -> StatisticsPage:
        page = _page_class(index)(self._source)
        page.requested.connect(self.requested)
        page.opened.connect(self.open)
        self._created[index] = page
        self._pages.addWidget(page)
        page.apply_theme(self.tokens)
        return page

    # Colours

    def apply_theme(self, tokens: Tokens) -> None:
        self._bar.apply_theme(tokens)
        for page in self._created.values():
            page.apply_theme(tokens)


def _page_class(index: int) -> type[StatisticsPage]:
    """The class of a page, whose code is loaded when it is first shown."""
    if index == TREND:
        from hipbreak.ui.statistics.trend_page import TrendPage  # noqa: PLC0415

        return TrendPage
    if index == DAY:
        from hipbreak.ui.statistics.day_page import DayPage  # noqa: PLC0415

        return DayPage
    if index == YEAR:
        from hipbreak.ui.statistics.year_page import YearPage  # noqa: PLC0415

        return YearPage
    if index == PROGRAMME:
        from hipbreak.ui.statistics.exercise_page import ExercisePage  # noqa: PLC0415

        return ExercisePage
    if index == ADVANCED:
        from hipbreak.ui.statistics.advanced_page import AdvancedPage  # noqa: PLC0415

        return AdvancedPage
    from hipbreak.ui.statistics.range_page import RangePage  # noqa: PLC0415

    return RangePage

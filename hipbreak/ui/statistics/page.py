"""The base of the pages of Trends: the period, its summary, and a comparison."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import Signal

from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.text import comparison as comparison_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.theme.locale_format import long_date, month_and_year, weekday
from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.widgets.layouts import row_of
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import show_text


def period_name(period: Period, write: Callable[[date], str] = long_date) -> str:
    """The name of a period, which is a day only if its kind is that; `write` formats dates."""
    match period.kind:
        case PeriodKind.DAY:
            return write(period.first)
        case PeriodKind.WEEK:
            return statistics_text.week_of(write(period.first), write(period.last))
        case PeriodKind.MONTH:
            return month_and_year(period.first)
        case PeriodKind.YEAR:
            return str(period.first.year)


class StatisticsPage(ScrollPage):
    """`opened` carries the kind of period to go to, and a day of it."""

    opened = Signal(object, object)

    def __init__(self, source: StatisticsSource) -> None:
        super().__init__((PAGE_MARGIN, 16, PAGE_MARGIN, 16), longest_line=None)
        self.source = source
        self.period: Period | None = None
        self.header = row_of()
        self.date = self.add_text("", "muted", layout=self.header)
        self.header.setStretch(0, 1)
        self.add(self.header, 4)
        self.lead = self.add_text("", "lead")
        self.comparison = self.add_text("", "muted", 16)

    def show_period(self, period: Period) -> None:
        """Show this period, or show it again with new data."""
        raise NotImplementedError

    def days(self, period: Period) -> tuple[date, date]:
        """The first and the last day that the page shows of this period or around it."""
        return period.first, period.last

    def show_comparison(self, period: Period) -> None:
        """Compare the totals of the period with those of the one before, a week up to today with the same weekdays."""
        before, today = period.before(), self.source.today
        name = comparison_text.previous_period(period.kind, period.first)
        if period.kind is PeriodKind.WEEK and period.first <= today < period.last:
            before = replace(before, last=before.first + (today - period.first))
            name = comparison_text.same_weekdays(weekday(before.first), weekday(before.last))
        total, earlier = self.source.total(period), self.source.total(before)
        texts = (comparison_text.comparison(total, earlier, name), comparison_text.prompts(total, earlier, name))
        show_text(self.comparison, " ".join(filter(None, texts)))

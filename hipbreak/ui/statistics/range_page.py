"""The page of a week or a month: bars of sitting by day, and the key figures."""

from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day, recorded
from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.bar_chart import DayBarChart
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.figure_section import FigureSection
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import day_with_weekday, long_date, month_and_year
from hipbreak.ui.theme.tokens import Tokens


def period_name(period: Period) -> str:
    """The heading of a period."""
    match period.kind:
        case PeriodKind.DAY:
            return long_date(period.first)
        case PeriodKind.WEEK:
            return statistics_text.week_of(long_date(period.first), long_date(period.last))
        case PeriodKind.MONTH:
            return month_and_year(period.first)
        case PeriodKind.YEAR:
            return str(period.first.year)


class RangePage(StatisticsPage):
    """Shows the days of a period as bars; a bar opens its day."""

    def __init__(self, source: StatisticsSource, tokens: Tokens) -> None:
        super().__init__(source, tokens)
        self._bars, self._figures = DayBarChart(tokens), FigureSection()
        self._panel = ChartPanel(statistics_text.bars(), [self._bars])
        self._panel.activated.connect(lambda n, _: self.opened.emit(PeriodKind.DAY, self._bars.days[n].date))
        self.add(self._figures, 16)
        self.add(self._panel, 8)
        self.add_stretch()

    def initial_focus(self) -> QWidget:
        return self._bars

    def show_period(self, period: Period) -> None:
        self.period = period
        source = self.source
        days, total = source.days(period.first, period.last), source.total(period)
        self.date.setText(period_name(period))
        self.lead.setText(statistics_text.sentence(total, recorded(days), period.holds(source.today)))
        self.show_comparison(period)
        self._bars.show_days(days, source.today, source.shortest_break())
        self._panel.set_table_data(
            lambda: (
                statistics_text.sum_headings(statistics_text.day_heading(), source.shortest_break()),
                [self._row(d) for d in days],
            )
        )
        so_far = [day for day in days if day.date <= source.today]
        recorded_of = (recorded(days), len(so_far))
        figures = statistics_text.figures(total, recorded_of, source.shortest_break())
        self._figures.show_figures(figures if total.desk else (), self.tokens)

    def _row(self, day: Day) -> tuple[str, ...]:
        return statistics_text.sum_row(day_with_weekday(day.date), day.sum)

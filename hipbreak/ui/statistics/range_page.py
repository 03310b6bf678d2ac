"""The page of a week or a month: bars of sitting by day, and the key figures; and the base of such pages."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day, recorded
from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.bar_chart import DayBarChart
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.daily_chart import DailyChart
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage, period_name
from hipbreak.ui.theme.locale_format import day_with_weekday
from hipbreak.ui.widgets.key_figures import FigureSection
from hipbreak.ui.widgets.layouts import STRETCH


class DailyPage(StatisticsPage):
    """Shows the days of a period in a chart, of which each opens its page, and key figures."""

    def __init__(self, source: StatisticsSource, chart: DailyChart, title: str) -> None:
        super().__init__(source)
        self._chart, self._figures = chart, FigureSection()
        self._panel = ChartPanel(title, [chart])
        self._panel.activated.connect(lambda n, _: self.opened.emit(PeriodKind.DAY, chart.days[n].date))
        self.add(self._figures, 16, self._panel, 8, STRETCH)

    def initial_focus(self) -> QWidget:
        return self._chart

    def show_period(self, period: Period) -> None:
        self.period = period
        source, shortest = self.source, self.source.shortest_break()
        days, total = source.days(period.first, period.last), source.total(period)
        so_far = [day for day in days if day.date <= source.today]
        self.date.setText(period_name(period))
        self.lead.setText(statistics_text.sentence(total, recorded(days), period.holds(source.today)))
        self.show_comparison(period)
        self._chart.show_days(days, source.today, shortest)
        headings = statistics_text.sum_headings(statistics_text.day_heading(), shortest)
        self._panel.set_table_data(lambda: (headings, [self._row(day) for day in self.listed(days)]))
        figures = statistics_text.figures(total, (recorded(days), len(so_far)), shortest)
        self._figures.show_figures(figures if total.desk else ())

    def listed(self, days: Sequence[Day]) -> Sequence[Day]:
        """Those of the period that are rows of the table."""
        return days

    def _row(self, day: Day) -> tuple[str, ...]:
        return statistics_text.sum_row(day_with_weekday(day.date), day.sum)


class RangePage(DailyPage):
    """The days of a week or a month as bars."""

    def __init__(self, source: StatisticsSource) -> None:
        super().__init__(source, DayBarChart(), statistics_text.bars())

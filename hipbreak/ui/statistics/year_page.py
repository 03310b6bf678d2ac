"""The page of a year: a heat map of its days, and key figures."""

from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day, recorded
from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.heat_map import HeatMap
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.figure_section import FigureSection
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import day_with_weekday
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.single_shot import single_shot


class YearPage(StatisticsPage):
    """Shows a year, whose days open their pages; the year before is read after this one is shown."""

    def __init__(self, source: StatisticsSource, tokens: Tokens) -> None:
        super().__init__(source, tokens)
        self._heat_map, self._figures = HeatMap(tokens), FigureSection()
        self._by_day = ChartPanel(statistics_text.heat(), [self._heat_map])
        self._by_day.activated.connect(lambda n, _: self.opened.emit(PeriodKind.DAY, self._heat_map.days[n].date))
        self.add(self._figures, 16)
        self.add(self._by_day, 8)
        self.add_stretch()
        self._comparison_timer = single_shot(self._compare, self)

    def initial_focus(self) -> QWidget:
        return self._heat_map

    def show_period(self, period: Period) -> None:
        self.period = period
        source = self.source
        days, total = source.days(period.first, period.last), source.total(period)
        so_far = [day for day in days if day.date <= source.today]
        self.date.setText(str(period.first.year))
        self.lead.setText(statistics_text.sentence(total, recorded(days), period.holds(source.today)))
        self._heat_map.show_days(days, source.today, source.shortest_break())
        headings = statistics_text.sum_headings(statistics_text.day_heading(), source.shortest_break())
        self._by_day.set_table_data(lambda: (headings, [self._row(day) for day in so_far]))
        figures = statistics_text.figures(total, (recorded(days), len(so_far)), source.shortest_break())
        self._figures.show_figures(figures if total.desk else (), self.tokens)
        self._comparison_timer.start(0)

    def _row(self, day: Day) -> tuple[str, ...]:
        return statistics_text.sum_row(day_with_weekday(day.date), day.sum)

    def _compare(self) -> None:
        if self.period is not None:
            self.show_comparison(self.period)

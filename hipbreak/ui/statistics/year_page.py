"""The page of a year: a heat map of its days, key figures, and trends by week."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day, recorded, total_of
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.chart_panel import ChartPanel, TableData
from hipbreak.ui.charts.heat_map import HeatMap
from hipbreak.ui.charts.line_chart import Series, Week, WeeklyLineChart
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.figure_section import FigureSection
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import day_with_weekday, decimal, percent, short_date
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.single_shot import single_shot


def weeks_of(days: Sequence[Day]) -> Iterator[Week]:
    """The days grouped by weeks from Monday; the first and the last may be incomplete."""
    for _, group in groupby(days, lambda day: period_of(PeriodKind.WEEK, day.date).first):
        week = list(group)
        yield Week(week[0].date, total_of(week))


def _trend_series() -> tuple[Series, Series]:
    """The measures drawn by week."""
    return (
        Series(statistics_text.breaks_per_hour(), lambda figures: figures.rate_shown, decimal, 0.5),
        Series(statistics_text.beyond_share(), lambda figures: figures.beyond_share, percent, 0.1),
    )


def _week_count(year: Period) -> int:
    return (year.first.weekday() + (year.last - year.first).days) // 7 + 1


class YearPage(StatisticsPage):
    """Shows a year, whose days and weeks open their pages; the year before is read after this one is shown."""

    def __init__(self, source: StatisticsSource, tokens: Tokens) -> None:
        super().__init__(source, tokens)
        self._heat_map, self._trends, self._figures = (
            HeatMap(tokens),
            [WeeklyLineChart(line, tokens) for line in _trend_series()],
            FigureSection(),
        )
        self._by_day, self._by_week = (
            ChartPanel(statistics_text.heat(), [self._heat_map]),
            ChartPanel(statistics_text.trend(), self._trends),
        )
        self._by_day.activated.connect(lambda n, _: self.opened.emit(PeriodKind.DAY, self._heat_map.days[n].date))
        self._by_week.activated.connect(lambda n, _: self.opened.emit(PeriodKind.WEEK, self._trends[0].weeks[n].first))
        for part, gap in ((self._by_day, 24), (self._figures, 24), (self._by_week, 8)):
            self.add(part, gap)
        self.add_stretch()
        self._comparison_timer = single_shot(self, self._compare)

    def initial_focus(self) -> QWidget:
        return self._heat_map

    def show_period(self, period: Period) -> None:
        self.period = period
        source = self.source
        days, total = source.days(period.first, period.last), source.total(period)
        so_far = [day for day in days if day.date <= source.today]
        weeks = list(weeks_of(so_far))
        self.date.setText(str(period.first.year))
        self.lead.setText(statistics_text.sentence(total, recorded(days), period.holds(source.today)))
        self._heat_map.show_days(days, source.today, source.shortest_break())
        for trend in self._trends:
            trend.show_weeks(
                weeks, _week_count(period), statistics_text.week_hint() if trend is self._trends[-1] else ""
            )
        self._align_axes()
        self._by_day.set_table_data(
            self._table_data(statistics_text.day_heading(), [(day_with_weekday(day.date), day) for day in so_far])
        )
        self._by_week.set_table_data(
            self._table_data(statistics_text.week_heading(), [(short_date(week.first), week) for week in weeks])
        )
        figures = statistics_text.figures(
            total, (recorded(days), len(so_far)), source.shortest_break(), decimal, percent
        )
        self._figures.show_figures(figures if total.desk else (), self.tokens)
        self._by_week.setVisible(bool(total.desk))
        self._comparison_timer.start(0)

    def _align_axes(self) -> None:
        widest = max(trend.axis_width() for trend in self._trends)
        for trend in self._trends:
            trend.reserve_axis_width(widest)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self._align_axes()

    def _table_data(self, heading: str, rows: Sequence[tuple[str, Day | Week]]) -> TableData:
        headings = statistics_text.sum_headings(heading, self.source.shortest_break())
        return lambda: (headings, [statistics_text.sum_row(name, item.sum, decimal, percent) for name, item in rows])

    def _compare(self) -> None:
        if self.period is not None:
            self.show_comparison(self.period)

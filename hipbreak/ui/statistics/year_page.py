"""A year: a calendar of its days, the trend by week, and the year before it in words."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtWidgets import QWidget

from hipbreak.core.statistics.daily import Day, recorded, total_of
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of
from hipbreak.core.text import comparison as comparison_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.chart_panel import ChartPanel, TableData
from hipbreak.ui.charts.heat_map import HeatMap
from hipbreak.ui.charts.line_chart import Series, Week, WeeklyLineChart
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import day_with_weekday, decimal, percent, short_date
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.key_figures import KeyFigureGrid
from hipbreak.ui.widgets.single_shot import single_shot
from hipbreak.ui.widgets.wrapping import show_text


def weeks_of(days: Sequence[Day]) -> Iterator[Week]:
    """The days by weeks from Monday on; the first and last may be short."""
    for _, group in groupby(days, lambda day: period_of(PeriodKind.WEEK, day.date).first):
        together = list(group)
        yield Week(together[0].date, total_of(together))


def _lines() -> tuple[Series, Series]:
    """What is drawn week by week."""
    return (
        Series(statistics_text.breaks_per_hour(), lambda told: told.breaks_per_hour, decimal, 0.5),
        Series(statistics_text.long_stretches(), lambda figures: figures.long_share, percent, 0.1),
    )


def _slots(year: Period) -> int:
    return (year.first.weekday() + (year.last - year.first).days) // 7 + 1


class YearPage(StatisticsPage):
    """A day opens that day, a week that week. The year before is read once this one is on the screen."""

    def __init__(self, source: StatisticsSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._heat, self._trends, self._figures = (
            HeatMap(tokens),
            [WeeklyLineChart(line, tokens) for line in _lines()],
            KeyFigureGrid(),
        )
        self._by_day, self._by_week = (
            ChartPanel(statistics_text.heat(), [self._heat]),
            ChartPanel(statistics_text.trend(), self._trends),
        )
        self._by_day.activated.connect(lambda n, _: self.opened.emit(PeriodKind.DAY, self._heat.days[n].date))
        self._by_week.activated.connect(lambda n, _: self.opened.emit(PeriodKind.WEEK, self._trends[0].weeks[n].first))
        for part, gap in ((self._by_day, 24), (self._figures, 24), (self._by_week, 8)):
            self.add(part, gap)
        self.add_stretch()
        self._breath = single_shot(self, self._compare)

    def initial_focus(self) -> QWidget:
        return self._heat

    def show_period(self, period: Period) -> None:
        self.period = period
        source = self.source
        days, total = source.days(period.first, period.last), source.total(period)
        so_far = [day for day in days if day.date <= source.today]
        weeks = list(weeks_of(so_far))
        self.date.setText(str(period.first.year))
        self.sentence.setText(statistics_text.sentence(total, recorded(days)))
        self._heat.show_days(days, source.today, source.shortest_break())
        for trend in self._trends:
            trend.show_weeks(weeks, _slots(period), statistics_text.week_hint() if trend is self._trends[-1] else "")
        self._align()
        self._by_day.set_table_data(
            self._table(statistics_text.day_heading(), [(day_with_weekday(day.date), day) for day in so_far])
        )
        self._by_week.set_table_data(
            self._table(statistics_text.week_heading(), [(short_date(week.first), week) for week in weeks])
        )
        figures = statistics_text.figures(
            total, (recorded(days), len(so_far)), source.shortest_break(), decimal, percent
        )
        self._figures.show_figures(figures, self.tokens)
        for part in (self._figures, self._by_week):
            part.setVisible(bool(total.desk))
        self._breath.start(0)

    def _align(self) -> None:
        widest = max(trend.axis_width() for trend in self._trends)
        for trend in self._trends:
            trend.reserve_axis_width(widest)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self._align()

    def _table(self, heading: str, named: Sequence[tuple[str, Day | Week]]) -> TableData:
        headings = statistics_text.sum_headings(heading, self.source.shortest_break())
        return lambda: (headings, [statistics_text.sum_row(name, told.sum, decimal, percent) for name, told in named])

    def _compare(self) -> None:
        if self.period is None:
            return
        before = comparison_text.previous_period(PeriodKind.YEAR)
        total, then = self.source.total(self.period), self.source.total(self.period.before())
        told = (comparison_text.comparison(total, then, before, decimal), comparison_text.prompts(total, then, before))
        show_text(self.comparison, " ".join(filter(None, told)))

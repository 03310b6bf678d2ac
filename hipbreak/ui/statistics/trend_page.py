"""The page of the last 4, 12 or 52 weeks: breaks an hour and sitting beyond 45 min, by week."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from hipbreak.core.formats import format_number
from hipbreak.core.statistics.daily import Day, total_of
from hipbreak.core.statistics.periods import Period, PeriodKind, period_of
from hipbreak.core.statistics.quantiles import usual_range
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text import trend as trend_text
from hipbreak.core.text.formatting import percent
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.line_chart import Series, Week, WeeklyLineChart
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import short_date
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, add_parts
from hipbreak.ui.widgets.tab_order import reach_after
from hipbreak.ui.widgets.wrapping import show_text

if TYPE_CHECKING:
    from hipbreak.ui.charts.range_chart import BeforeAfterPanel

COUNTS = (4, 12, 52)


def weeks_of(days: Sequence[Day]) -> Iterator[Week]:
    """The days grouped by weeks; the first and the last may be incomplete."""
    for _, group in groupby(days, lambda day: period_of(PeriodKind.WEEK, day.date).first):
        week = list(group)
        yield Week(week[0].date, total_of(week))


class TrendPage(StatisticsPage):
    """Shows the weeks up to that of the period; each opens its page."""

    def __init__(self, source: StatisticsSource) -> None:
        super().__init__(source)
        self._breaks = Series(
            statistics_text.breaks_per_hour(), lambda figures: figures.rate_shown, format_number, 0.5, 1
        )
        self._beyond = Series(statistics_text.beyond_share(), lambda figures: figures.beyond_share, percent, 0.1, 2)
        self._charts = [WeeklyLineChart(series) for series in (self._breaks, self._beyond)]
        self._panel = ChartPanel(statistics_text.trend(), self._charts)
        self._panel.activated.connect(lambda n, _: self.opened.emit(PeriodKind.WEEK, self._charts[0].weeks[n].first))
        self.count = QComboBox()
        for count in COUNTS:
            self.count.addItem(trend_text.weeks(count))
        self.count.setCurrentIndex(1)
        self.count.setAccessibleName(trend_text.weeks_label())
        self.count.currentIndexChanged.connect(self._show_count)
        add_parts(self.header, (self.count, Qt.AlignmentFlag.AlignTop))
        self.add(self._panel, 8, STRETCH)
        self._before_after: BeforeAfterPanel | None = None
        self._comparison_timer = QTimer(self, singleShot=True)
        self._comparison_timer.timeout.connect(self._compare)

    def initial_focus(self) -> QWidget:
        return self._charts[0]

    def days(self, period: Period) -> tuple[date, date]:
        return period.first - timedelta(weeks=COUNTS[self.count.currentIndex()] - 1), period.last

    def show_period(self, period: Period) -> None:
        self.period = period
        first, last = self.days(period)
        last = min(last, self.source.today)
        weeks = list(weeks_of(self.source.days(first, last)))
        self.date.setText(statistics_text.week_of(short_date(first), short_date(last)))
        self._show_summary(weeks)
        for series, chart in zip((self._breaks, self._beyond), self._charts, strict=True):
            hint = statistics_text.week_hint() if chart is self._charts[-1] else ""
            chart.show_weeks(weeks, self._usual(series, weeks), hint)
        self._align_axes()
        headings = statistics_text.sum_headings(statistics_text.week_heading(), self.source.shortest_break())
        self._panel.set_table_data(lambda: (headings, [self._row(week) for week in weeks]))
        self._comparison_timer.start(0)

    def _compare(self) -> None:
        """Show the time before Hipbreak beside the time since; read after this page is shown."""
        found = self.source.comparison()
        if found is not None and self._before_after is None:
            from hipbreak.ui.charts.range_chart import BeforeAfterPanel  # noqa: PLC0415

            self._before_after = BeforeAfterPanel()
            self._before_after.chart.apply_theme(self._charts[0].tokens)
            self.column.insertWidget(self.column.count() - 1, self._before_after)
            reach_after(self._panel, self._before_after)
        if self._before_after is not None:
            self._before_after.show_comparison(found)

    def _show_count(self) -> None:
        if self.period is not None:
            self.show_period(self.period)

    def _usual(self, series: Series, weeks: Sequence[Week]) -> tuple[float, float] | None:
        """The usual range of the weeks before the last one, rounded as it is shown."""
        found = usual_range([value for week in weeks[:-1] if (value := series.value(week.sum)) is not None])
        return found and (round(found[0], series.digits), round(found[1], series.digits))

    def _show_summary(self, weeks: Sequence[Week]) -> None:
        last = next((week for week in reversed(weeks) if week.sum.rate_shown is not None), None)
        usual_breaks, usual_beyond = self._usual(self._breaks, weeks), self._usual(self._beyond, weeks)
        rate, share = (last.sum.rate_shown, last.sum.beyond_share) if last is not None else (None, None)
        if last is None or rate is None or share is None:
            self.lead.setText(trend_text.none_yet())
        else:
            is_now = period_of(PeriodKind.WEEK, last.first).holds(self.source.today)
            name = trend_text.this_week() if is_now else trend_text.week_of(short_date(last.first))
            rate, share = round(rate, self._breaks.digits), round(share, self._beyond.digits)
            breaks = trend_text.placed(trend_text.breaks_per_hour(format_number(rate)), rate, usual_breaks)
            beyond = trend_text.placed(trend_text.beyond_share(percent(share)), share, usual_beyond)
            self.lead.setText(trend_text.sentence(name, breaks, beyond))
        note = ""
        if usual_breaks is not None and usual_beyond is not None:
            note = trend_text.usual_range_note(
                trend_text.breaks_range(*map(format_number, usual_breaks)),
                trend_text.beyond_range(*map(percent, usual_beyond)),
            )
        show_text(self.comparison, note)

    def _row(self, week: Week) -> tuple[str, ...]:
        return statistics_text.sum_row(short_date(week.first), week.sum)

    def _align_axes(self) -> None:
        widest = max(chart.axis_width() for chart in self._charts)
        for chart in self._charts:
            chart.reserve_axis_width(widest)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self._align_axes()

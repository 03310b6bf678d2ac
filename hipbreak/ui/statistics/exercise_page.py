"""The page of the programme in a month: sessions by day, a comparison, and all self-tests."""

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.schedule import calendar, day_plan
from hipbreak.core.statistics.exercise_totals import session_totals
from hipbreak.core.statistics.periods import Period
from hipbreak.core.text import exercise_totals as exercise_totals_text
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.charts.month_calendar import MonthCalendar
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import day_with_weekday, month_and_year, short_date
from hipbreak.ui.widgets.key_figures import KeyFigureGrid
from hipbreak.ui.widgets.layouts import STRETCH
from hipbreak.ui.widgets.wrapping import muted_label, show_text


class ExercisePage(StatisticsPage):
    """Shows counts and positions, never a score."""

    def __init__(self, source: StatisticsSource) -> None:
        super().__init__(source)
        self._grid, self._figures = MonthCalendar(), KeyFigureGrid()
        self._panel = ChartPanel(exercise_totals_text.done(), [self._grid])
        self._none_yet, self._tests_heading, self._note = muted_label(), muted_label(), muted_label()
        self._table = ChartTable()
        self._table.setAccessibleName(exercise_totals_text.tests())
        self._none_yet.setContentsMargins(0, 0, 0, 12)
        self.add(self._none_yet, self._panel, 24, self._figures, 24)
        self.add(self._tests_heading, 8, self._table, 8, self._note, 8, STRETCH)

    def initial_focus(self) -> QWidget:
        return self._grid

    def show_period(self, period: Period) -> None:
        self.period = period
        programme, titles = self.source.programme()
        today = self.source.today
        days = [replace(day, due=False) for day in calendar(programme, period.first, period.last, today)]
        total = session_totals(programme, period.first, period.last)
        before = period.before()
        so_far = sum(day.date <= today for day in days)
        self.date.setText(month_and_year(period.first))
        self.lead.setText(exercise_totals_text.sentence(total, so_far))
        show_text(self.comparison, self._comparison(programme, period, before))
        self._grid.show_days(days, today, titles)
        listed = [day for day in days if day.sessions or day.walked or day.tested or day.pains]
        self._panel.set_table_data(
            lambda: (
                programme_view_text.calendar_headings(),
                [(day_with_weekday(day.date), programme_view_text.day_line(day, titles)) for day in listed],
            )
        )
        self._figures.show_figures(exercise_totals_text.figures(total))
        self._figures.setVisible(total.anything)
        self._show_tests(programme)
        show_text(
            self._none_yet,
            "" if programme.sessions or programme.tests or programme.walks else exercise_totals_text.none_yet(),
        )

    def _comparison(self, programme: Programme, period: Period, before: Period) -> str:
        at = day_plan(programme, self.source.today) if period.holds(self.source.today) else None
        then = session_totals(programme, before.first, before.last)
        anything = session_totals(programme, period.first, period.last).anything
        against = exercise_totals_text.month_before(then, (before.last - before.first).days + 1) if anything else ""
        return " ".join(filter(None, (programme_text.progress_sentence(at) if at else "", against)))

    def _show_tests(self, programme: Programme) -> None:
        tests = programme.tests
        self._tests_heading.setText(exercise_totals_text.tests())
        for part in (self._tests_heading, self._table):
            part.setVisible(bool(tests))
        show_text(self._note, programme_text.self_test_note() if tests else "")
        rows = [programme_view_text.test_row(test, short_date(test.day)) for test in reversed(tests)]
        self._table.show_rows(programme_view_text.test_headings(), rows)

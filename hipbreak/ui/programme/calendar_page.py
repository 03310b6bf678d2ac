"""The calendar page: a month as a grid or a table, with navigation to other months."""

from datetime import date, timedelta

from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.programme.progress import phase_of
from hipbreak.core.programme.schedule import CalendarDay, calendar
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.month_calendar import MonthCalendar
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.buttons import arrow_button
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.locale_format import day_with_weekday, month_and_year
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, row_of


class CalendarPage(ProgrammePage):
    """Opens with the current month, and stays at the month chosen."""

    def __init__(self, model: ProgrammeViewModel) -> None:
        super().__init__()
        self._model = model
        self._first = model.today.replace(day=1)
        self._month_label = self.add_text("", "lead", 0)
        self._summary = self.add_text("", "muted", 12)
        earlier, later = programme_view_text.earlier(), programme_view_text.later()
        self._previous = arrow_button("\u2039", earlier, earlier)
        self._next = arrow_button("\u203a", later, later)
        self._this_month = QPushButton(programme_view_text.this_month())
        self._previous.clicked.connect(lambda: self._show_month(self._first - timedelta(days=1)))
        self._next.clicked.connect(lambda: self._show_month(self._first + timedelta(days=31)))
        self._this_month.clicked.connect(lambda: self._show_month(self._model.today))
        navigation = QWidget()
        parts = (self._previous, self._this_month, self._next, STRETCH)
        row_of(*parts, parent=navigation, spacing=6, margins=(0, 0, 0, 12))
        self.grid = MonthCalendar()
        self.panel = ChartPanel(programme_view_text.month(), [self.grid])
        self.add(navigation, self.panel, 8, STRETCH)
        self.show_model(model)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Update the month shown; the page of the current month stays that of the current month."""
        if self._first == self._model.today.replace(day=1):
            self._first = model.today.replace(day=1)
        self._model = model
        self._update()

    def _show_month(self, day: date) -> None:
        self._first = day.replace(day=1)
        self._update()

    def _update(self) -> None:
        today, titles = self._model.today, self._model.titles()
        following = (self._first + timedelta(days=31)).replace(day=1)
        days = self._without_estimates(
            calendar(self._model.programme, self._first, following - timedelta(days=1), today)
        )
        self._month_label.setText(month_and_year(self._first))
        self._summary.setText(programme_view_text.month_summary(days))
        self.grid.show_days(days, today, titles)
        self.panel.set_table_data(lambda: (programme_view_text.calendar_headings(), _rows(days, titles)))
        self._this_month.setEnabled(not self._first <= today < following)
        self._next.setEnabled(self._first <= today + timedelta(days=31))

    def _without_estimates(self, days: tuple[CalendarDay, ...]) -> tuple[CalendarDay, ...]:
        """Days without sessions that are only estimated: from week 3 on only the next session has a fixed day."""
        plan = self._model.plan
        following = plan.next_day if plan else None
        return tuple(
            replace(day, due=day.due and (day.date == following or phase_of(day.number or 1).number == 1))
            for day in days
        )

    def initial_focus(self) -> QWidget:
        return self.grid

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        for arrow in (self._previous, self._next):
            arrow.setFont(scaled(self.font(), 1.4))
            arrow.setMinimumSize(BUTTON_HEIGHT, BUTTON_HEIGHT)


def _rows(days: tuple[CalendarDay, ...], titles: dict[str, str]) -> list[tuple[str, str]]:
    """Table rows of the days on which something was done or is due."""
    listed = [day for day in days if day.sessions or day.walked or day.tested or day.pains or day.due]
    return [(day_with_weekday(day.date), programme_view_text.day_line(day, titles)) for day in listed]

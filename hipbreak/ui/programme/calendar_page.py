"""The programme's calendar: a month as a grid or as a list, and the way to other months."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from hipbreak.core.programme.progress import phase_of
from hipbreak.core.programme.schedule import CalendarDay, calendar
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.month_calendar import MonthCalendar
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.locale_format import day_with_weekday, month_and_year
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import Tokens


class CalendarPage(ProgrammePage):
    """Opens with the month of today, and stays at the month that was chosen."""

    def __init__(self, model: ProgrammeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._first = model.today.replace(day=1)
        self._name = self.add_text("", "lead", 0)
        self._summary = self.add_text("", "muted", 12)
        self._back, self._on = (
            _arrow("\u2039", programme_window_text.earlier()),
            _arrow("\u203a", programme_window_text.later()),
        )
        self._now = QPushButton(programme_window_text.this_month())
        self._back.clicked.connect(lambda: self._go(self._first - timedelta(days=1)))
        self._on.clicked.connect(lambda: self._go(self._first + timedelta(days=31)))
        self._now.clicked.connect(lambda: self._go(self._model.today))
        self._way()
        self.grid = MonthCalendar()
        self.charted = ChartPanel(programme_window_text.month(), [self.grid])
        self.add(self.charted)
        self.add_stretch()
        self.show_model(model)

    def _way(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 12)
        row.setSpacing(6)
        for part in (self._back, self._now, self._on):
            row.addWidget(part)
        row.addStretch(1)
        self.add(holder, 0)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the month with what is known now; who looks at this month goes on looking at it."""
        if self._first == self._model.today.replace(day=1):
            self._first = model.today.replace(day=1)
        self._model = model
        self._show()

    def _go(self, day: date) -> None:
        self._first = day.replace(day=1)
        self._show()

    def _show(self) -> None:
        today, titles = self._model.today, self._model.titles()
        following = (self._first + timedelta(days=31)).replace(day=1)
        days = self._certain(calendar(self._model.programme, self._first, following - timedelta(days=1), today))
        self._name.setText(month_and_year(self._first))
        self._summary.setText(programme_window_text.month_summary(days))
        self.grid.show_days(days, today, titles)
        self.charted.set_table_data(lambda: (programme_window_text.calendar_headings(), _rows(days, titles)))
        self._now.setEnabled(not self._first <= today < following)
        self._on.setEnabled(self._first <= today + timedelta(days=31))

    def _certain(self, days: tuple[CalendarDay, ...]) -> tuple[CalendarDay, ...]:
        """From week 3 on only the next session has its day; those after it follow from it."""
        where = self._model.where
        following = where.next_day if where else None
        return tuple(
            replace(day, due=day.due and (day.date == following or phase_of(day.number or 1).number == 1))
            for day in days
        )

    def initial_focus(self) -> QWidget:
        """What has the focus when the page opens."""
        return self.grid

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.charted.apply_theme(tokens)
        for arrow in (self._back, self._on):
            arrow.setFont(scaled(self.font(), 1.4))
            arrow.setMinimumSize(BUTTON_HEIGHT, BUTTON_HEIGHT)
        self._now.setMinimumHeight(BUTTON_HEIGHT)


def _rows(days: tuple[CalendarDay, ...], titles: dict[str, str]) -> list[tuple[str, str]]:
    """The days on which something was done or is meant; all others would only be long."""
    told = [day for day in days if day.sessions or day.walked or day.tested or day.pains or day.due]
    return [(day_with_weekday(day.date), programme_window_text.day_line(day, titles)) for day in told]


def _arrow(sign: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAutoRaise(True)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button

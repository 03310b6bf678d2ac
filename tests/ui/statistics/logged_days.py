"""Logs for the statistics window to read, with days computed by the real core, and actions on the window."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.tracking_facts import Corrected
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day, days_of, running_interval
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.trace import read_trace
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.statistics.data_source import Comparison, ProgrammeData, StatisticsSource, no_programme
from hipbreak.ui.statistics.view import TrendsView
from hipbreak.ui.theme import tokens
from tests.ui.days import DATE, EVENING, FULL, facts_of, trace_lines
from tests.ui.window_actions import times

SHORTEST = timedelta(seconds=20)
PLAIN = "09:00 start|09:40 lock|09:45 unlock|10:40 lock|10:45 unlock|11:30 stop|11:32 end"
LONG_SIT = "09:00 start|10:10 lock|10:20 unlock|10:40 lock|10:50 unlock|11:30 stop|11:32 end"


class LoggedDays:
    """Reads days from facts, and remembers the ranges read."""

    def __init__(self, facts: Sequence[Fact], now: datetime = EVENING) -> None:
        self.facts, self.now = list(facts), now
        self.ranges_read: list[tuple[date, date]] = []

    def read(self, first: date, last: date) -> list[Day]:
        self.ranges_read.append((first, last))
        return days_of(self.facts, first, last)


def recorded_weeks() -> LoggedDays:
    """A full Thursday, plain days in its week, long sitting in the week before, and one day a year ago."""
    days = ((365, PLAIN), (9, LONG_SIT), (7, LONG_SIT), (3, PLAIN), (2, PLAIN), (1, PLAIN), (0, FULL))
    return LoggedDays(
        [fact for back, text in days for fact in facts_of(trace_lines(text, DATE - timedelta(days=back)))]
    )


def twelve_weeks() -> LoggedDays:
    """Two days in each of twelve weeks, plain ones and ones of long sitting in turn, up to a Thursday."""
    days = [(7 * week + back, (PLAIN, LONG_SIT)[(week // (1 + back)) % 2]) for week in range(12) for back in (0, 1)]
    return LoggedDays(
        [
            fact
            for back, text in sorted(days, reverse=True)
            for fact in facts_of(trace_lines(text, DATE - timedelta(days=back)))
        ]
    )


def source_of(
    log: LoggedDays,
    programme: Callable[[], ProgrammeData] = no_programme,
    comparison: Callable[[], Comparison | None] = lambda: None,
    standing_share: Callable[[], int] = lambda: 0,
) -> StatisticsSource:
    return StatisticsSource(log.read, lambda: log.now, lambda: SHORTEST, programme, comparison, standing_share)


def window_of(
    qtbot: QtBot, log: LoggedDays, scale: float = 1, programme: Callable[[], ProgrammeData] = no_programme
) -> TrendsView:
    QLocale.setDefault(QLocale("en_GB"))
    window = TrendsView(source_of(log, programme), tokens.LIGHT)
    qtbot.addWidget(window)
    window.resize(740, 680)
    if scale != 1:
        window.setFont(times(window.font(), scale))
    with qtbot.waitExposed(window):
        window.show()
    return window


def texts(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]


def show_page(window: TrendsView, page: int) -> None:
    window.findChild(QTabBar).setCurrentIndex(page)


def button(window: QWidget, text: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisible())


def rows_of(table: ChartTable) -> list[tuple[str, ...]]:
    """Every row of a table as it is shown."""
    model = table.model()
    columns = range(model.columnCount())
    return [tuple(str(model.index(n, m).data()) for m in columns) for n in range(model.rowCount())]


def show_table(window: QWidget) -> ChartTable:
    """Switch to the table of the first chart."""
    button(window, "Table").click()
    return [t for t in window.findChildren(ChartTable) if t.isVisible()][-1]


def button_named(window: QWidget, name: str) -> QAbstractButton:
    return next(b for b in window.findChildren(QAbstractButton) if b.accessibleName() == name)


class CorrectableLog:
    """The real core with a log of its facts, from which corrected ones are removed."""

    def __init__(self, lines: list[str]) -> None:
        trace = read_trace(lines)
        self.state: State = initial_state(trace[0].at)
        self.facts: list[Fact] = []
        self.apply(inputs.Launch(), trace[0].at)
        for line in trace:
            self.apply(line.event, line.at)

    @property
    def now(self) -> datetime:
        return self.state.at

    def apply(self, event: inputs.Input, at: datetime | None = None) -> None:
        self.state, facts = step(self.state, event, at or self.state.at, Settings())
        for fact in facts:
            if isinstance(fact, Corrected):
                found = (x for x in reversed(self.facts) if x.name == fact.of and getattr(x, "start", 0) == fact.start)
                self.facts.remove(next(found))
            else:
                self.facts.append(fact)

    def read(self, first: date, last: date) -> list[Day]:
        running = running_interval(self.state.logged, self.now)
        return days_of([*self.facts, *([running] if running else [])], first, last)

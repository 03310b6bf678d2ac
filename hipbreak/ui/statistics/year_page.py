"""The page of a year: a heat map of its days, and key figures."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.periods import Period
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.heat_map import HeatMap
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.range_page import DailyPage


class YearPage(DailyPage):
    """Shows a year; the year before is read after this one is shown."""

    def __init__(self, source: StatisticsSource) -> None:
        super().__init__(source, HeatMap(), statistics_text.heat())
        self._comparison_timer = QTimer(self, singleShot=True)
        self._comparison_timer.timeout.connect(self._compare)

    def listed(self, days: Sequence[Day]) -> Sequence[Day]:
        return [day for day in days if day.date <= self.source.today]

    def show_comparison(self, period: Period) -> None:  # noqa: ARG002
        self._comparison_timer.start(0)

    def _compare(self) -> None:
        if self.period is not None:
            super().show_comparison(self.period)

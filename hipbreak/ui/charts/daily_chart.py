"""The base of the charts that have one item a day."""

from collections.abc import Sequence
from datetime import date, timedelta

from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.theme.locale_format import long_date


class DailyChart(AccessibleChart):
    """Days in order; those ahead are items, too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.days: Sequence[Day] = ()
        self._today = date.min
        self._shortest_break = timedelta(0)
        self.setAccessibleName(name)

    def show_days(self, days: Sequence[Day], today: date, shortest_break: timedelta) -> None:
        """Show these days."""
        self.days, self._today, self._shortest_break = tuple(days), today, shortest_break
        self.set_items(
            [self._item_text(day) for day in days], statistics_text.open_hint(), statistics_text.days(len(days))
        )

    def _item_text(self, day: Day) -> str:
        name = long_date(day.date)
        if day.date > self._today:
            return statistics_text.upcoming(name)
        return day_text.day_bar_sentence(name, day.sum, self._shortest_break)

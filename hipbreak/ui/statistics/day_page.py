"""The page of a day: the timeline with its corrections, and the key figures."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QMenu, QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.statistics.timeline import TimelineItem, is_empty, items_of
from hipbreak.core.text import comparison as comparison_text
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.day import corrections_for, is_correctable
from hipbreak.core.text.status import day_sentence
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import long_date, unbroken_percent
from hipbreak.ui.widgets.key_figures import FigureSection
from hipbreak.ui.widgets.layouts import STRETCH
from hipbreak.ui.widgets.wrapping import muted_label, show_text


class CorrectionMenu(QMenu):
    """The corrections of an item, if any; `part_requested` carries the item and a moment of it."""

    requested = Signal(object)
    part_requested = Signal(object, object)

    def __init__(self, item: TimelineItem, now: datetime, around: datetime, parent: QWidget) -> None:
        super().__init__(day_text.correction_menu(), parent)
        self.aboutToHide.connect(self.deleteLater)
        corrections = day_text.corrections_for(item, now)
        if corrections and not day_text.is_correctable(item, now):
            self.addAction(day_text.too_old_to_correct()).setEnabled(False)
            return
        for text, command in corrections:
            if command is None:
                self.addAction(text).triggered.connect(lambda: self.part_requested.emit(item, around))
            else:
                self.addAction(text).triggered.connect(lambda _=False, c=command: self.requested.emit(c))


class DayPage(StatisticsPage):
    """Shows a day; activating an item of the timeline or a row of its table opens a `CorrectionMenu`."""

    def __init__(self, source: StatisticsSource, top: QWidget | None = None) -> None:
        """`top` is shown above the day, instead of its date."""
        super().__init__(source)
        self._note, self._timeline, self._figures = muted_label(), DayTimeline(), FigureSection()
        self.standing = muted_label()
        """The standing beside the target."""
        self._panel = ChartPanel(statistics_text.strip(), [self._timeline])
        self._panel.activated.connect(self._open_menu)
        for label in (self._note, self.standing):
            label.setContentsMargins(0, 0, 0, 12)
        if top is not None:
            self.date.hide()
            self.column.insertWidget(0, top)
            self.column.insertSpacing(1, 16)
        self.add(self.standing, self._note, self._panel, 24, self._figures, 12, STRETCH)
        self.day: Day | None = None

    def initial_focus(self) -> QWidget:
        return self._timeline

    def show_period(self, period: Period) -> None:
        self.period = period
        days = self.source.days_up_to(period.last)
        self.day = day = days[-1]
        now, is_today = self.source.now(), period.holds(self.source.today)
        empty = is_empty(day)
        self.date.setText(long_date(day.date))
        self.lead.setText(day_sentence(day.sum) if is_today else statistics_text.past_day_sentence(day.sum))
        show_text(self.comparison, self._comparison(days))
        show_text(self.standing, day_text.standing_share(day.sum, self.source.standing_share(), unbroken_percent))
        show_text(self._note, day_text.nothing_yet() if empty and is_today else "")
        correctable = any(corrections_for(item, now) and is_correctable(item, now) for item in items_of(day))
        self._timeline.show_day(day, now if is_today else None, correctable)
        self._panel.set_table_data(
            lambda: (statistics_text.item_headings(), [statistics_text.item_row(p) for p in self._timeline.items])
        )
        figures = day_text.figures(day, self.source.shortest_break())
        self._figures.show_figures(() if empty else figures)

    def _comparison(self, days: Sequence[Day]) -> str:
        """Compare the day with the last recorded one before it."""
        day, earlier = days[-1], next((d for d in reversed(days[:-1]) if d.sum.bouts), None)
        if earlier is None:
            return ""
        named = comparison_text.previous_period(PeriodKind.DAY, earlier.date)
        return comparison_text.comparison(day.sum, earlier.sum, named)

    def _open_menu(self, index: int, position: QPointF | None) -> None:
        if index >= len(self._timeline.items):
            return
        item = self._timeline.items[index]
        around = self._timeline.moment_at(position.x()) if position is not None else item.start + item.length / 2
        menu = CorrectionMenu(item, self.source.now(), around, self)
        menu.requested.connect(self.requested)
        menu.part_requested.connect(self._request_part)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self._menu_position(index, position))

    def _request_part(self, item: TimelineItem, around: datetime) -> None:
        from hipbreak.ui.statistics.partial_break_dialog import PartialBreakDialog  # noqa: PLC0415 - seldom used, loaded when it is

        dialog = PartialBreakDialog(item, around, self)
        dialog.requested.connect(self.requested)
        dialog.open()

    def _menu_position(self, index: int, position: QPointF | None) -> QPoint:
        if not self._timeline.isVisible():
            table = self._panel.table()
            return table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft())
        rect = self._timeline.item_rects()[index]
        x = position.x() if position is not None else rect.center().x()
        return self._timeline.mapToGlobal(QPointF(x, rect.bottom() + 4)).toPoint()

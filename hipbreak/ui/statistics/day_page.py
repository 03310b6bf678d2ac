"""One day: the sentence, the strip with its corrections, and the figures."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QMenu, QWidget

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.statistics.timeline import TimelineItem, is_empty, pieces_of
from hipbreak.core.text import comparison as comparison_text
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.day import corrections_for, is_correctable
from hipbreak.core.text.status import day_sentence
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.theme.locale_format import decimal, long_date, weekday
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.key_figures import KeyFigureGrid
from hipbreak.ui.widgets.wrapping import show_text, wrapping_label


class CorrectionMenu(QMenu):
    """Empty for what cannot be corrected; `part_requested` carries the item and a moment of it."""

    requested = Signal(object)
    part_requested = Signal(object, object)

    def __init__(self, piece: TimelineItem, now: datetime, around: datetime, parent: QWidget) -> None:
        super().__init__(day_text.correction_menu(), parent)
        self.aboutToHide.connect(self.deleteLater)
        self._piece, self._around = piece, around
        corrections_for = day_text.corrections_for(piece, now)
        if corrections_for and not day_text.is_correctable(piece, now):
            self.addAction(day_text.out_of_reach()).setEnabled(False)
            return
        for text, command in corrections_for:
            if command is None:
                self.addAction(text).triggered.connect(self._ask_part)
            else:
                self.addAction(text).triggered.connect(lambda _=False, c=command: self.requested.emit(c))

    def _ask_part(self) -> None:
        self.part_requested.emit(self._piece, self._around)


_BACK = timedelta(days=7)  # how far back the day to compare with may lie


class DayPage(StatisticsPage):
    """Shows a day; a piece of the strip or a row of its table opens what can be said about it afterwards."""

    def __init__(self, source: StatisticsSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._note, self._strip, self._figures = wrapping_label(), DayTimeline(tokens), KeyFigureGrid()
        self._charted = ChartPanel(statistics_text.strip(), [self._strip])
        self._charted.activated.connect(self._correct)
        self.set_role(self._note, "muted")
        self._note.setContentsMargins(0, 0, 0, 12)
        self.add(self._note, 0)
        self.add(self._charted, 24)
        self.add(self._figures, 8)
        self.add_stretch()
        self.day: Day | None = None

    def initial_focus(self) -> QWidget:
        return self._strip

    def show_period(self, period: Period) -> None:
        self.period = period
        days = self.source.days(period.first - _BACK, period.last)
        self.day = day = days[-1]
        now, today = self.source.now(), period.holds(self.source.today)
        empty = is_empty(day)
        self.date.setText(long_date(day.date))
        self.sentence.setText(day_sentence(day.sum) if today else statistics_text.past_day_sentence(day.sum))
        show_text(self.comparison, self._compared(days))
        show_text(self._note, day_text.nothing_yet() if empty and today else "")
        correctable = any(corrections_for(piece, now) and is_correctable(piece, now) for piece in pieces_of(day))
        self._strip.show_day(day, now if today else None, correctable)
        self._charted.set_table_data(
            lambda: (statistics_text.piece_headings(), [statistics_text.piece_row(p) for p in self._strip.items])
        )
        rate = decimal(day.sum.breaks_per_hour or 0.0)
        figures = day_text.figures(day, self.source.shortest_break(), rate)
        self._figures.show_figures(figures, self.tokens)
        self._figures.setVisible(not empty)

    def _compared(self, days: Sequence[Day]) -> str:
        """With the last day before it that has a record."""
        day, then = days[-1], next((d for d in reversed(days[:-1]) if d.sum.bouts), None)
        if then is None:
            return ""
        named = comparison_text.previous_period(PeriodKind.DAY, weekday(then.date))
        return comparison_text.comparison(day.sum, then.sum, named, decimal)

    def _correct(self, index: int, spot: QPointF | None) -> None:
        if self.day is None:
            return
        piece = self._strip.items[index] if index < len(self._strip.items) else None
        if piece is None:
            return
        around = self._strip.moment_at(spot.x()) if spot is not None else piece.start + piece.length / 2
        menu = CorrectionMenu(piece, self.source.now(), around, self)
        menu.requested.connect(self.requested)
        menu.part_requested.connect(self._ask_part)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self._below(index, spot))

    def _ask_part(self, piece: TimelineItem, around: datetime) -> None:
        from hipbreak.ui.statistics.partial_break_dialog import PartialBreakDialog  # noqa: PLC0415 - seldom used, loaded when it is

        dialog = PartialBreakDialog(piece, around, self)
        dialog.requested.connect(self.requested)
        dialog.open()

    def _below(self, index: int, spot: QPointF | None) -> QPoint:
        if not self._strip.isVisible():
            table = self._charted.table()
            return table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft())
        place = self._strip.item_rects()[index]
        x = spot.x() if spot is not None else place.center().x()
        return self._strip.mapToGlobal(QPointF(x, place.bottom() + 4)).toPoint()

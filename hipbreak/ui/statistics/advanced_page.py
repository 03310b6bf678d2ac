"""The standard measures of sitting bouts, each with its definition, source and number of bouts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.text import metrics as metrics_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.metrics import Measure
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage
from hipbreak.ui.statistics.range_page import period_name
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.locale_format import percent, two_decimals
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.theme.widget_colours import set_text_colour
from hipbreak.ui.widgets.wrapping import show_text, wrapping_label

REACHES = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR)


class MeasureList(QWidget):
    """The value on the left, name, definition and source on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        self._there: list[bool] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(20)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 5)

    def show_measures(self, measures: Sequence[Measure], tokens: Tokens) -> None:
        """Show these, in order."""
        while len(self._rows) < len(measures):
            self._add_row()
        for (value, *said), measure in zip(self._rows, measures, strict=True):
            value.setText(measure.value)
            value.setAccessibleName(f"{measure.name}: {measure.value}")
            texts = (measure.name, measure.definition, metrics_text.origin(measure))
            for label, words_of in zip(said, texts, strict=True):
                label.setText(words_of)
        self._there = [measure.available for measure in measures]
        self.apply_theme(tokens)

    def _add_row(self) -> None:
        value, name, definition, origin = wrapping_label(), wrapping_label(), wrapping_label(), wrapping_label()
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in (name, definition, origin):
            column.addWidget(label)
        at = len(self._rows)
        self._grid.addWidget(value, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(column, at, 1)
        self._rows.append((value, name, definition, origin))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours; missing values are muted."""
        for (value, name, _, origin), there in zip(self._rows, self._there, strict=True):
            value.setFont(scaled(self.font(), 1.4 if there else 1.0))
            set_text_colour(value, tokens.ink if there else tokens.muted)
            name.setFont(emphasised(self.font(), 1.0))
            set_text_colour(origin, tokens.muted)


class AdvancedPage(StatisticsPage):
    """The measures of a week, a month or a year; `opened` tells which."""

    def __init__(self, source: StatisticsSource, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(source, tokens, parent)
        self._over, self._list = QComboBox(), MeasureList()
        for name in (statistics_text.week(), statistics_text.month(), statistics_text.year()):
            self._over.addItem(name)
        self._over.setAccessibleName(statistics_text.time_span_label())
        self._over.activated.connect(lambda n: self.opened.emit(REACHES[n], None))
        self._charted = ChartPanel(metrics_text.title(), [self._list])
        self.add_to_header(self._over)
        self.add(self._charted, 8)
        self.add_stretch()

    def initial_focus(self) -> QWidget:
        return self._over

    def show_period(self, period: Period) -> None:
        self.period = period
        self._over.setCurrentIndex(REACHES.index(period.kind))
        total = self.source.total(period)
        self.date.setText(period_name(period))
        self.sentence.setText(metrics_text.sentence(len(total.bouts)))
        show_text(self.comparison, metrics_text.intro())
        measures = metrics_text.measures(total, two_decimals, percent)
        self._list.show_measures(measures, self.tokens)
        self._charted.set_table_data(lambda: (metrics_text.headings(), [metrics_text.row(m) for m in measures]))

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self._list.apply_theme(tokens)

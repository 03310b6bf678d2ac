"""Standard measures of sitting bouts, each with its definition, source and number of bouts."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from hipbreak.core.statistics.periods import Period, PeriodKind
from hipbreak.core.text import metrics as metrics_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.text.metrics import Measure
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.statistics.data_source import StatisticsSource
from hipbreak.ui.statistics.page import StatisticsPage, period_name
from hipbreak.ui.theme.fonts import title
from hipbreak.ui.theme.locale_format import two_decimals
from hipbreak.ui.theme.palette import INK, MUTED
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, column_of, grid_of
from hipbreak.ui.widgets.painted_widget import ThemedPart
from hipbreak.ui.widgets.wrapping import muted_label, show_text, strong_label, wrapping_label

PERIOD_KINDS = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.YEAR)


class MeasureList(ThemedPart):
    """Measures: the value on the left; name, definition and source on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        self._available: list[bool] = []
        self._grid = grid_of(2, 5, parent=self, gaps=(24, 20))

    def show_measures(self, measures: Sequence[Measure]) -> None:
        """Show these measures, in order."""
        while len(self._rows) < len(measures):
            self._add_row()
        for (value, *labels), measure in zip(self._rows, measures, strict=True):
            value.setText(measure.value)
            value.setAccessibleName(f"{measure.name}: {measure.value}")
            texts = (measure.name, measure.definition, metrics_text.origin(measure))
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)
        self._available = [measure.available for measure in measures]
        self._apply_fonts()

    def _add_row(self) -> None:
        value, name, definition, origin = wrapping_label(), strong_label(), wrapping_label(), muted_label()
        column = column_of(name, definition, origin, spacing=2)
        row = len(self._rows)
        self._grid.addWidget(value, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(column, row, 1)
        self._rows.append((value, name, definition, origin))

    def apply_theme(self, _tokens: Tokens) -> None:
        self._apply_fonts()

    def _apply_fonts(self) -> None:
        """Apply fonts; missing values are muted."""
        for (value, *_), available in zip(self._rows, self._available, strict=True):
            value.setFont(title(self.font()) if available else self.font())
            value.setForegroundRole(INK if available else MUTED)


class AdvancedPage(StatisticsPage):
    """The measures of a week, a month or a year, which its combo box requests with `opened`."""

    def __init__(self, source: StatisticsSource) -> None:
        super().__init__(source)
        self._period_box, self._list = QComboBox(), MeasureList()
        for name in (statistics_text.week(), statistics_text.month(), statistics_text.year()):
            self._period_box.addItem(name)
        self._period_box.setAccessibleName(statistics_text.time_span_label())
        self._period_box.currentIndexChanged.connect(lambda n: self.opened.emit(PERIOD_KINDS[n], None))
        self._panel = ChartPanel(metrics_text.title(), [self._list])
        add_parts(self.header, (self._period_box, Qt.AlignmentFlag.AlignTop))
        self.add(self._panel, 8, STRETCH)

    def initial_focus(self) -> QWidget:
        return self._period_box

    def show_period(self, period: Period) -> None:
        self.period = period
        with QSignalBlocker(self._period_box):
            self._period_box.setCurrentIndex(PERIOD_KINDS.index(period.kind))
        total = self.source.total(period)
        self.date.setText(period_name(period))
        self.lead.setText(metrics_text.sentence(len(total.bouts)))
        show_text(self.comparison, metrics_text.intro())
        measures = metrics_text.measures(total, two_decimals)
        self._list.show_measures(measures)
        self._panel.set_table_data(lambda: (metrics_text.headings(), [metrics_text.row(m) for m in measures]))

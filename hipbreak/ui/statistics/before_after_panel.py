"""Before and since Hipbreak, on the page of the trend: a sentence of each side, and a chart by week."""

from PySide6.QtWidgets import QWidget

from hipbreak.core.text import before_after as before_after_text
from hipbreak.ui.charts.chart_panel import ChartPanel
from hipbreak.ui.charts.range_chart import RangeChart
from hipbreak.ui.statistics.data_source import Comparison
from hipbreak.ui.theme.locale_format import short_date
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.wrapping import muted_label


class BeforeAfterPanel(QWidget):
    """Hidden until there is something to compare."""

    def __init__(self) -> None:
        super().__init__()
        self.chart, self._text = RangeChart(), muted_label()
        self._panel = ChartPanel(before_after_text.title(), [self.chart])
        column_of(self._panel, self._text, parent=self, spacing=8, margins=(0, 16, 0, 0))
        self.hide()

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show both sides, or nothing."""
        self.setVisible(comparison is not None)
        if comparison is None:
            return
        found, limit = comparison
        self._text.setText(before_after_text.sentences(found, short_date, limit))
        self.chart.show_comparison(found)
        rows = [before_after_text.row(week, found.start, short_date) for week in found.weeks]
        self._panel.set_table_data(lambda: (before_after_text.headings(), rows))

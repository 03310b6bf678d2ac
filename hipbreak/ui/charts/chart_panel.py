"""A chart below its title, with a button that shows the same facts as a table instead."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.widgets.layouts import column_of, row_of

if TYPE_CHECKING:
    from hipbreak.ui.charts.chart_table import ChartTable

TableData = Callable[[], tuple[Sequence[str], Sequence[Sequence[str]]]]
"""Returns headings and rows."""


class ChartPanel(QWidget):
    """`activated` comes from charts and table alike; the table is created when it is first shown."""

    activated = Signal(int, object)

    def __init__(self, title: str, charts: Sequence[QWidget]) -> None:
        super().__init__()
        self._title = QLabel(title, wordWrap=True)
        self._title.setForegroundRole(MUTED)
        self._charts = charts
        self._data: TableData | None = None
        self._table: ChartTable | None = None
        self._table_button = QPushButton(statistics_text.as_table())
        self._table_button.setCheckable(True)
        self._table_button.setToolTip(statistics_text.as_table_help())
        self._table_button.setAccessibleDescription(f"{title}. {statistics_text.as_table_help()}")
        self._table_button.toggled.connect(self._show_as_table)
        header = row_of((self._title, 1), self._table_button)
        self._column = column_of(header, parent=self, spacing=8)
        for chart in charts:
            self._column.addWidget(chart)
            if isinstance(chart, AccessibleChart):
                chart.activated.connect(self.activated)

    def set_table_data(self, data: TableData) -> None:
        """Set the source of the table, which is read only while the table is shown."""
        self._data = data
        self._fill_table()

    def table(self) -> "ChartTable":
        """The table; the first call creates it and loads its code."""
        if self._table is None:
            from hipbreak.ui.charts.chart_table import ChartTable  # noqa: PLC0415

            self._table = ChartTable(self)
            self._table.setAccessibleName(self._title.text())
            self._table.row_activated.connect(self.activated)
            self._table.hide()
            self._column.addWidget(self._table)
        return self._table

    def _show_as_table(self, as_table: bool) -> None:
        table = self.table()
        for chart in self._charts:
            chart.setVisible(not as_table)
        table.setVisible(as_table)
        self._fill_table()
        if as_table:
            table.setFocus()

    def _fill_table(self) -> None:
        if self._table_button.isChecked() and self._data is not None:
            self.table().show_rows(*self._data())

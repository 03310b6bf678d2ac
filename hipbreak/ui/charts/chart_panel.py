"""A chart with its name above it, and a switch to the same facts as a table."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.charts.accessible_chart import AccessibleChart
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.tokens import Tokens

if TYPE_CHECKING:
    from hipbreak.ui.charts.chart_table import ChartTable

Facts = Callable[[], tuple[Sequence[str], Sequence[Sequence[str]]]]


class ChartPanel(QWidget):
    """The table is made and filled when it is first asked for; `picked` comes from chart and table alike."""

    picked = Signal(int, object)

    def __init__(self, title: str, charts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title)
        self._title.setWordWrap(True)
        self._charts = charts
        self._facts: Facts | None = None
        self._table: ChartTable | None = None
        self._switch = QPushButton(statistics_text.as_table())
        self._switch.setCheckable(True)
        self._switch.setToolTip(statistics_text.as_table_help())
        self._switch.setAccessibleDescription(f"{title}. {statistics_text.as_table_help()}")
        self._switch.toggled.connect(self._turn)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._switch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(top)
        for chart in charts:
            self._column.addWidget(chart)
            if isinstance(chart, AccessibleChart):
                chart.picked.connect(self.picked)

    def show_facts(self, facts: Facts) -> None:
        """What the table would say; asked only while it is shown."""
        self._facts = facts
        self._fill()

    def table(self) -> "ChartTable":
        """The table, made and its code loaded at the first call."""
        if self._table is None:
            from hipbreak.ui.charts.chart_table import ChartTable  # noqa: PLC0415

            self._table = ChartTable(self)
            self._table.setAccessibleName(self._title.text())
            self._table.picked.connect(self.picked)
            self._table.hide()
            self._column.addWidget(self._table)
        return self._table

    def _turn(self, to_table: bool) -> None:
        table = self.table()
        for chart in self._charts:
            chart.setVisible(not to_table)
        table.setVisible(to_table)
        self._fill()
        if to_table:
            table.setFocus()

    def _fill(self) -> None:
        if self._switch.isChecked() and self._facts is not None:
            self.table().show_rows(*self._facts())

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        set_text_colour(self._title, tokens.muted)
        for chart in self._charts:
            if isinstance(chart, AccessibleChart):
                chart.apply_theme(tokens)

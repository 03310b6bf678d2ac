"""A finding as a row: its mark, and texts beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.state_mark import LOST, MISSING, WORKS, StateMark


class StateRow(QWidget):
    """`column` takes the texts."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self.column, self.row = StateMark(), QVBoxLayout(), QHBoxLayout(self)
        self.column.setSpacing(2)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        self.row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self.column, 1)

    def show_state(self, finding: Finding) -> None:
        """Show whether it works, is missing or was lost."""
        self._mark.show_state(LOST if finding.gone else WORKS if finding.works else MISSING)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._mark.apply_theme(tokens)

"""Key figures, of which the first three are always shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.text import day as day_text
from hipbreak.ui.theme.buttons import make_tertiary
from hipbreak.ui.widgets.key_figures import KeyFigureGrid
from hipbreak.ui.widgets.layouts import column_of

_ALWAYS_SHOWN = 3


class FigureSection(QWidget):
    """Number, label and note of each figure; a button shows those beyond the first three."""

    def __init__(self) -> None:
        super().__init__()
        self._grid, self.more = KeyFigureGrid(), QPushButton(day_text.more())
        self._figures: Sequence[tuple[str, str, str]] = ()
        self.more.setCheckable(True)
        make_tertiary(self.more)
        self.more.toggled.connect(self._update)
        column_of(self._grid, (self.more, Qt.AlignmentFlag.AlignLeft), parent=self, spacing=12)

    def show_figures(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Show these figures, the main ones first; none hides the section."""
        self._figures = figures
        self.setVisible(bool(figures))
        self._update()

    def _update(self) -> None:
        is_open = self.more.isChecked()
        self._grid.show_figures(self._figures if is_open else self._figures[:_ALWAYS_SHOWN])
        self.more.setText(day_text.fewer() if is_open else day_text.more())

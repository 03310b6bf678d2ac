"""The base of the programme window's pages, and the pages of text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipbreak.core.text.notes import Note
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.scroll_page import ScrollPage

_FIGURE_SIZE = 132, 120  # px


class ProgrammePage(ScrollPage):
    """A page that may depend on the programme."""

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the programme as it is now."""


class ArticlePage(ProgrammePage):
    """Notes with small figures beside them."""

    def __init__(self, title: str, notes: Sequence[Note]) -> None:
        super().__init__()
        self.add_text(title, "lead", 16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keyboard scrolls it
        for note in notes:
            self._add_note(note)
        self.add_stretch()

    def _add_note(self, note: Note) -> None:
        holder, column = QWidget(), QVBoxLayout()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column.setSpacing(4)
        if note.title:
            self.add_text(note.title, "strong", layout=column)
        self.add_text(note.text, layout=column)
        column.addStretch(1)
        row.addLayout(column, 1)
        for name in note.pictures[:2]:
            row.addWidget(StillFigure(name, *_FIGURE_SIZE, collapsible=True), 0, Qt.AlignmentFlag.AlignTop)
        self.add(holder, 20)

"""A page of notes: tips, mistakes to avoid, questions with their answers, reasons; with small figures beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipbreak.core.programme.note import Note
from hipbreak.ui.figure.still_view import StillFigure
from hipbreak.ui.programme.page import WindowPage

_WIDE, _HIGH = 132, 120  # px of a figure


class ArticlePage(WindowPage):
    """Only to be read."""

    def __init__(self, title: str, notes: Sequence[Note], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(title, "lead", 16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keyboard scrolls it
        for note in notes:
            self._note(note)
        self.close_sheet()

    def _note(self, note: Note) -> None:
        holder, column = QWidget(), QVBoxLayout()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column.setSpacing(4)
        if note.title:
            self.say(note.title, "strong", into=column)
        self.say(note.text, into=column)
        column.addStretch(1)
        row.addLayout(column, 1)
        for name in note.pictures[:2]:
            figure = StillFigure(name, _WIDE, _HIGH)
            figure.aside = True
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        self.put(holder, 20)

    def main(self) -> QWidget:
        """What has the focus when the page opens."""
        return self

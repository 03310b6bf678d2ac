"""Suggestions of the programme: tips, notes and the self-test, with figures, until they are dismissed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.facts.programme_facts import TipDismissed
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.text import suggestions as suggestions_text
from hipbreak.core.text.suggestions import Suggestion
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import OpenRoutine
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, clear, column_of, row_of
from hipbreak.ui.widgets.wrapping import strong_label, wrapping_label

_FIGURE_SIZE = 120, 108  # px


class Suggestions(QWidget):
    """Hidden while there are none; `requested` carries the dismissal of one, or the routine that it offers."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model: ProgrammeViewModel | None = None
        self._shown: tuple[Suggestion, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._column = column_of(parent=self, spacing=0)
        self.hide()

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the current suggestions; the page applies the theme to new ones."""
        self._model = model
        if model.suggestions == self._shown:
            return
        clear(self._column)
        self._shown, self.buttons = model.suggestions, {}
        for suggestion in self._shown:
            row = self._row(suggestion)
            self._column.addWidget(row)
            row.show()
        self.setVisible(bool(self._shown))

    def _row(self, suggestion: Suggestion) -> QWidget:
        row = QWidget(self)
        title = strong_label(suggestion.note.title)
        buttons = row_of(spacing=8, margins=(0, 8, 0, 0))
        if suggestion.action is not None:
            buttons.addWidget(self._button(suggestion, programme_view_text.take_test(), OpenRoutine(suggestion.action)))
        label = suggestions_text.not_now() if suggestion.action is not None else suggestions_text.dismiss()
        dismiss = self._button(suggestion, label, None)
        dismiss.setAccessibleName(suggestions_text.dismiss_label(suggestion.note.title, label))
        self.buttons[suggestion.name] = dismiss
        add_parts(buttons, dismiss, STRETCH)
        column = column_of(title, wrapping_label(suggestion.note.text), buttons, STRETCH, spacing=4)
        row_layout = row_of((column, 1), parent=row, spacing=12, margins=(0, 0, 0, 20))
        for name in suggestion.note.pictures[:2]:
            figure = StillFigure(name, *_FIGURE_SIZE, collapsible=True, accessible_name=suggestion.note.title)
            row_layout.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _button(self, suggestion: Suggestion, label: str, request: OpenRoutine | None) -> QPushButton:
        button = QPushButton(label)
        button.clicked.connect(
            partial(self.requested.emit, request) if request else partial(self._dismiss, suggestion.name)
        )
        return button

    def _dismiss(self, name: str) -> None:
        if self._model is not None:
            self.requested.emit(RecordFact(TipDismissed(self._model.now, name)))

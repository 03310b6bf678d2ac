"""What the programme has to say just now: a tip, a note, the self-test; each with its picture, until it is put away."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.facts.programme_facts import TipDismissed
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.text import suggestions as suggestions_text
from hipbreak.core.text.suggestions import Suggestion
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import OpenRoutine
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.wrapping import wrapping_label

_WIDE, _HIGH = 120, 108  # px of a figure


class Suggestions(QWidget):
    """Hidden while there is nothing to say; `requested` carries the fact that one was put away, or what it offers."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ProgrammeViewModel | None = None
        self._shown: tuple[Suggestion, ...] = ()
        self._rows: list[QWidget] = []
        self._titles: list[QLabel] = []
        self.buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the current suggestions; the page applies the theme to new ones."""
        self._model = model
        if model.mentions == self._shown:
            return
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._shown = model.mentions
        self._rows, self._titles, self.buttons = [], [], {}
        for mention in self._shown:
            row = self._row(mention)
            self._rows.append(row)
            self._column.addWidget(row)
            row.show()
        self.setVisible(bool(self._shown))

    def _row(self, mention: Suggestion) -> QWidget:
        row, across, column, below = QWidget(self), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        row.setLayout(across)
        across.setContentsMargins(0, 0, 0, 20)
        across.setSpacing(12)
        column.setSpacing(4)
        title, line = wrapping_label(), wrapping_label()
        title.setText(mention.note.title)
        line.setText(mention.note.text)
        self._titles.append(title)
        column.addWidget(title)
        column.addWidget(line)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        if mention.action is not None:
            below.addWidget(self._button(mention, programme_window_text.take_test(), OpenRoutine(mention.action)))
        how = suggestions_text.not_now() if mention.action is not None else suggestions_text.dismiss()
        away = self._button(mention, how, None)
        away.setAccessibleName(suggestions_text.dismiss_label(mention.note.title, how))
        self.buttons[mention.name] = away
        below.addWidget(away)
        below.addStretch(1)
        column.addLayout(below)
        column.addStretch(1)
        across.addLayout(column, 1)
        for name in mention.note.pictures[:2]:
            figure = StillFigure(name, _WIDE, _HIGH, collapsible=True)
            across.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _button(self, mention: Suggestion, label: str, wish: OpenRoutine | None) -> QPushButton:
        button = QPushButton(label)
        button.clicked.connect(partial(self.requested.emit, wish) if wish else partial(self._put_away, mention.name))
        return button

    def _put_away(self, name: str) -> None:
        if self._model is not None:
            self.requested.emit(RecordFact(TipDismissed(self._model.now, name)))

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        for title in self._titles:
            title.setFont(emphasised(self.font(), 1.0))
        for button in self.findChildren(QPushButton):
            set_minimum_height(button, BUTTON_HEIGHT)

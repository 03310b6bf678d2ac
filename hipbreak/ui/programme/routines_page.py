"""The page of all routines, with their lengths."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.tokens import Tokens


class RoutinesPage(ProgrammePage):
    """One row for each routine; `notes` about unusable files are at the bottom."""

    def __init__(self, model: ProgrammeViewModel, notes: Sequence[str] = ()) -> None:
        super().__init__()
        self.starts: dict[str, QPushButton] = {}
        self._model = model
        self._lengths: dict[str, QLabel] = {}
        self.add_text(programme_view_text.routines(), "lead", 16)
        for routine in model.routines:
            self._add_row(routine)
        for note in notes:
            self.add_text(note, "muted")
        self.add_stretch()
        self.show_model(model)

    def _add_row(self, routine: Routine) -> None:
        holder, column = QWidget(), QVBoxLayout()
        column.setSpacing(2)
        self.add_text(translate(routine.title), "strong", layout=column)
        self._lengths[routine.name] = self.add_text("", "muted", layout=column)
        if routine.about:
            self.add_text(translate(routine.about), layout=column)
        start = self.starts[routine.name] = QPushButton(programme_view_text.start())
        start.setAccessibleName(programme_view_text.start_named(routine.title))
        start.clicked.connect(partial(self._start, routine))
        column.addSpacing(6)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(StillFigure(_picture_of(routine), 120, 110), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.add(holder, 20)

    def _start(self, routine: Routine) -> None:
        self.requested.emit(Intent.SELF_TEST if routine.kind == "test" else OpenRoutine(routine.name))

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the lengths with the current options."""
        for routine in model.routines:
            if routine.name in self._lengths:
                lengths = model.lengths(routine)
                lines = (
                    programme_view_text.length_line(lengths.without_set_up, lengths.set_up),
                    programme_view_text.needs_line(routine.needs),
                )
                self._lengths[routine.name].setText(" ".join(lines))

    def initial_focus(self) -> QWidget:
        """The widget that has the focus when the page opens."""
        return next(iter(self.starts.values()), self)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)


def _picture_of(routine: Routine) -> str:
    """The picture of the longest movement of a routine."""
    moves = [move for block in routine.blocks if not block.optional for move in block.moves]
    longest = max(moves, key=lambda move: move.seconds.default * move.reps.default * move.sets.default)
    return longest.picture

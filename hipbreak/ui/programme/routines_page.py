"""The page of all routines, with their lengths, and of the person's own."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.own_routines import OwnRoutines
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, column_of, row_of


class RoutinesPage(ProgrammePage):
    """One row for each routine; `changed` carries an option's key and value."""

    changed = Signal(str, object)

    def __init__(self, model: ProgrammeViewModel) -> None:
        super().__init__()
        self.starts: dict[str, QPushButton] = {}
        self._lengths: dict[str, QLabel] = {}
        self.own = OwnRoutines()
        self.own.requested.connect(self.requested)
        self.own.changed.connect(self.changed)
        self.add_text(programme_view_text.routines(), "lead", 16)
        for routine in model.routines:
            if not routine.own:
                self._add_row(routine)
        self.add_text(programme_view_text.your_routines(), "lead", 12)
        self.add(self.own, 8, STRETCH)
        self.show_model(model)

    def _add_row(self, routine: Routine) -> None:
        holder, column = QWidget(), column_of(spacing=2)
        self.add_text(translate(routine.title), "strong", layout=column)
        self._lengths[routine.name] = self.add_text("", "muted", layout=column)
        if routine.about:
            self.add_text(translate(routine.about), layout=column)
        start = self.starts[routine.name] = QPushButton(programme_view_text.start())
        start.setAccessibleName(programme_view_text.start_named(routine.title))
        start.clicked.connect(partial(self._start, routine))
        add_parts(column, 6, (start, Qt.AlignmentFlag.AlignLeft), STRETCH)
        figure = StillFigure(routine.main_picture, 120, 110, accessible_name=translate(routine.title))
        row_of((figure, Qt.AlignmentFlag.AlignTop), (column, 1), parent=holder, spacing=20)
        self.add(holder, 20)

    def _start(self, routine: Routine) -> None:
        self.requested.emit(Intent.SELF_TEST if routine.kind == "test" else OpenRoutine(routine.name))

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the lengths with the current options, and the person's own routines."""
        for routine in model.routines:
            if routine.name in self._lengths:
                self._lengths[routine.name].setText(model.length_and_needs(routine))
        self.own.show_model(model)

    def initial_focus(self) -> QWidget:
        return next(iter(self.starts.values()), self)

"""The page of all routines, with their lengths, and of the person's own."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import ChangeRoutine, Intent, OpenRoutine, RoutineAction
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, clear, column_of, grid_of, row_of
from hipbreak.ui.widgets.tab_order import keep_last
from hipbreak.ui.widgets.wrapping import muted_label, strong_label, wrapping_label

_PICTURE = 120, 110  # px


class OwnRoutine(QWidget):
    """One routine; `requested` carries an intent, `changed` an option's key and value."""

    requested = Signal(object)
    changed = Signal(str, object)

    def __init__(self, routine: Routine) -> None:
        super().__init__()
        self.routine = routine
        self.title = strong_label(routine.title)
        self.length = muted_label()
        self.about = wrapping_label(routine.about)
        self.about.setVisible(bool(routine.about))
        actions: tuple[tuple[str, object], ...] = (
            (programme_view_text.start(), OpenRoutine(routine.name)),
            (programme_view_text.edit_routine(), ChangeRoutine(routine.name, RoutineAction.EDIT)),
            (programme_view_text.pack_routine(), ChangeRoutine(routine.name, RoutineAction.PACK)),
            (programme_view_text.remove_routine(), ChangeRoutine(routine.name, RoutineAction.REMOVE)),
        )
        self.buttons = [self._button(label, request) for label, request in actions]
        self.switches = {key: self._switch(key, label) for key, label in programme_view_text.instead_of().items()}
        self._lay_out()

    def _button(self, label: str, request: object) -> QPushButton:
        button = QPushButton(label)
        button.setAccessibleName(programme_view_text.named(label, self.routine.title))
        button.clicked.connect(lambda: self.requested.emit(request))
        return button

    def _switch(self, key: str, label: str) -> QCheckBox:
        switch = QCheckBox(label)
        switch.setAccessibleName(programme_view_text.named(label, self.routine.title))
        switch.setVisible(self.routine.kind == "exercise")
        switch.toggled.connect(lambda on: self.changed.emit(key, self.routine.name if on else ""))
        return switch

    def _lay_out(self) -> None:
        buttons = grid_of(0, 0, 1, gaps=(8, 6))
        for n, button in enumerate(self.buttons):
            buttons.addWidget(button, n // 2, n % 2)
        column = column_of(self.title, self.length, self.about, buttons, *self.switches.values(), STRETCH, spacing=4)
        grid = grid_of(0, 1, parent=self, gaps=(20, -1), margins=(0, 0, 0, 20))
        if self.routine.main_picture:
            figure = StillFigure(self.routine.main_picture, *_PICTURE, accessible_name=self.routine.title)
            grid.addWidget(figure, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column, 0, 1)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show its length, and what it takes the place of."""
        self.length.setText(model.length_and_needs(self.routine))
        for key, switch in self.switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(getattr(model.settings, key) == self.routine.name)


class OwnRoutines(QWidget):
    """All of them, and sentences about files that cannot be used."""

    requested = Signal(object)
    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[OwnRoutine] = []
        self.none, self.notes = muted_label(programme_view_text.no_own_routines()), column_of()
        self.add_button = QPushButton(programme_view_text.add_routine())
        self.add_button.clicked.connect(partial(self.requested.emit, Intent.ADD_ROUTINE))
        self._column = column_of(
            self.none, (self.add_button, Qt.AlignmentFlag.AlignLeft), self.notes, parent=self, spacing=8
        )
        self._noted: Sequence[str] = ()

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show these routines; rows of unchanged ones stay, and the page applies the theme to new ones."""
        if [row.routine for row in self.rows] != list(model.own_routines):
            self._make_rows(model.own_routines)
        if list(self._noted) != list(model.notes):
            self._show_notes(model.notes)
        for row in self.rows:
            row.show_model(model)
        self.none.setVisible(not self.rows)

    def _make_rows(self, routines: Sequence[Routine]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [OwnRoutine(routine) for routine in routines]
        for n, row in enumerate(self.rows):
            row.requested.connect(self.requested)
            row.changed.connect(self.changed)
            self._column.insertWidget(n, row)
        keep_last(self.add_button)

    def _show_notes(self, notes: Sequence[str]) -> None:
        self._noted = tuple(notes)
        clear(self.notes)
        for note in notes:
            self.notes.addWidget(muted_label(note))


class RoutinesPage(ProgrammePage):
    """One row for each routine."""

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
        figure = StillFigure(routine.main_picture, *_PICTURE, accessible_name=translate(routine.title))
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

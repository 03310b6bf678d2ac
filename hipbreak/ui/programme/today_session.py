"""Today's session on the overview page: its figure, its length, and the buttons that start it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.i18n import is_translated
from hipbreak.core.programme.health_screening import Clearance, clearance_of
from hipbreak.core.programme.schedule import DayPlan
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.text.programme import next_on
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import OpenRoutine
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.buttons import MinSizeButton, make_primary
from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.sizes import PANEL_RADIUS, SPACE_12
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.painted_widget import PaintedWidget
from hipbreak.ui.widgets.safety_text import EnglishSwitch
from hipbreak.ui.widgets.wrapping import muted_label, show_text, strong_label, wrapping_label

_FIGURES = {"mini": "couch_relax", "full": "split_hold"}


class TodaySession(PaintedWidget):
    """A tile, hidden while the programme is not running."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._name = self._optional_name = ""
        self._title = strong_label()
        self._length = muted_label()
        self._needs = muted_label()
        self._next = muted_label()
        self._english = EnglishSwitch()
        self._english.toggled.connect(self._show_advice)
        self.start, self._floor = MinSizeButton(programme_view_text.start_session()), QPushButton()
        self._optional, self._start_optional = wrapping_label(), QPushButton(programme_view_text.start_optional())
        self._figure = StillFigure("couch_relax", 240, 200, collapsible=True)
        self.start.clicked.connect(lambda: self.requested.emit(OpenRoutine(self._name)))
        self._floor.clicked.connect(lambda: self.requested.emit(OpenRoutine(f"{self._name}-no-couch")))
        self._start_optional.clicked.connect(lambda: self.requested.emit(OpenRoutine(self._optional_name)))
        make_primary(self.start)
        self._lay_out()

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        buttons = column_of((self.start, left), (self._floor, left), spacing=8, margins=(0, 12, 0, 4))
        texts = (self._title, self._length, self._needs, (self._english, left))
        optional = (self._optional, (self._start_optional, left), self._next)
        column = column_of(*texts, buttons, *optional, STRETCH, spacing=4)
        row_of((column, 1), (self._figure, Qt.AlignmentFlag.AlignTop), parent=self, spacing=SPACE_12, margins=SPACE_12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile."""
        surface, line = QColor(self.tokens.surface), QColor(self.tokens.line)
        box(QPainter(self), QRectF(self.rect()), PANEL_RADIUS + 0.5, surface, line)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the session of today, or why there is none."""
        plan = model.plan
        self.setVisible(plan is not None)
        if plan is None:
            return
        needs_advice = clearance_of(model.programme) is Clearance.ASK_FIRST
        routine, optional = (None, None) if needs_advice else (model.routine(plan.today), model.routine(plan.optional))
        self._name, self._optional_name = plan.today or "", plan.optional or ""
        self._show_routine(model, routine)
        self._english.setVisible(needs_advice and is_translated())
        if needs_advice:
            self._show_advice()
        elif routine is None:
            self._title.setText(_no_session_text(model, plan))
        show_text(self._optional, programme_text.optional_sentence(optional.title) if optional else "")
        self._start_optional.setVisible(optional is not None)
        show_text(self._next, "" if needs_advice else _next_session(plan, model))

    def _show_advice(self) -> None:
        """To ask a clinician first, in the language of the switch."""
        with self._english.texts():
            first, *others = health_screening_text.clearance_text(Clearance.ASK_FIRST)
        self._title.setText(first)
        show_text(self._length, " ".join(others))

    def _show_routine(self, model: ProgrammeViewModel, routine: Routine | None) -> None:
        floor = model.routine(f"{self._name}-no-couch") if routine else None
        for part in (self.start, self._figure):
            part.setVisible(routine is not None)
        self._floor.setVisible(floor is not None)
        show_text(self._needs, programme_view_text.needs_line(routine.needs) if routine else "")
        show_text(self._length, "")
        if routine is None:
            return
        lengths = model.lengths(routine)
        self._title.setText(programme_view_text.today_title(routine.title))
        show_text(self._length, programme_view_text.length_line(lengths.without_set_up, lengths.set_up))
        self.start.setAccessibleName(programme_view_text.start_named(routine.title))
        self._figure.setAccessibleName(translate(routine.title))
        self._figure.show_picture(_FIGURES.get(routine.name, routine.main_picture))
        if floor is not None:
            self._floor.setText(programme_view_text.without_couch(model.lengths(floor).without_set_up))

    def initial_focus(self) -> QWidget:
        """The widget that has the focus when the window opens."""
        return self._start_optional if self.start.isHidden() else self.start

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.start.set_minimum(10 * self.fontMetrics().height(), 44)


def _no_session_text(model: ProgrammeViewModel, plan: DayPlan) -> str:
    """Why there is no session today."""
    had_pain = any(pain.day == model.today for pain in model.programme.pains)
    return programme_view_text.rest_after_pain() if had_pain else programme_text.today_sentence(plan, None, None)


def _next_session(plan: DayPlan, model: ProgrammeViewModel) -> str:
    if plan.next_day is None or plan.next_day == model.today:
        return ""
    return next_on(plan.next_day)

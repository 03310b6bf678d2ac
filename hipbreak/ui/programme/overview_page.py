"""The programme's first page: an introduction, or the progress and today's session."""

from datetime import timedelta

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMessageBox, QPushButton, QWidget

from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.facts.programme_facts import ProgrammeBegan, ProgrammeEnded, ProgressionSet, WalkDone, WalkWithdrawn
from hipbreak.core.programme.health_screening import Clearance, clearance_of
from hipbreak.core.programme.progress import PROGRESSIONS, WEEKS
from hipbreak.core.programme.schedule import return_note_due
from hipbreak.core.settings.settings import OPTIONS
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.text.programme import remind_at_label
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.suggestions import Suggestions
from hipbreak.ui.programme.today_session import TodaySession
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.settings.option_editors import SwitchField, TimeField
from hipbreak.ui.theme.buttons import MinSizeButton, make_primary
from hipbreak.ui.theme.locale_format import long_date
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, column_of, row_of
from hipbreak.ui.widgets.painted_widget import ThemedPart
from hipbreak.ui.widgets.responsive_row import ResponsiveRow
from hipbreak.ui.widgets.safety_text import SafetyText
from hipbreak.ui.widgets.step_dots import StepDots
from hipbreak.ui.widgets.wrapping import muted_label, show_text, strong_label

_INDENT = 28  # px, of the text of a check box
_DOT = 1.2  # heights of a line, with the gap


class WalkRow(QWidget):
    """The walk, from week 3 on for those who have chosen it."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model: ProgrammeViewModel | None = None
        self.done = QCheckBox(programme_view_text.walk_done())
        self._start = QPushButton(programme_view_text.start_walk())
        self.done.toggled.connect(self._done_toggled)
        self._start.clicked.connect(lambda: self.requested.emit(OpenRoutine("walk")))
        column_of(self.done, (self._start, Qt.AlignmentFlag.AlignLeft), parent=self, margins=(0, 0, 0, 20))

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the walk if it is offered, and whether it is done."""
        plan, self._model = model.plan, model
        self.setVisible(plan is not None and "walk" in plan.offers and "walk" in model.programme.progressions)
        walked = model.today in model.programme.walks
        with QSignalBlocker(self.done):
            self.done.setChecked(walked)
        self._start.setVisible(not walked)

    def _done_toggled(self, on: bool) -> None:
        if self._model is not None:
            now = self._model.now
            self.requested.emit(RecordFact(WalkDone(now, held=timedelta(0)) if on else WalkWithdrawn(now)))


class Progressions(QWidget):
    """The progressions, as switches; hidden before they are offered."""

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model: ProgrammeViewModel | None = None
        heading = strong_label(programme_view_text.offers())
        self.switches: dict[str, QCheckBox] = {}
        column = column_of(heading, parent=self, spacing=4, margins=(0, 0, 0, 20))
        for name in PROGRESSIONS:
            title, text = programme_text.progression_texts()[name]
            switch, description = QCheckBox(title), muted_label(text)
            switch.setAccessibleDescription(text)
            switch.toggled.connect(lambda on, name=name: self._set(name, on))
            description.setContentsMargins(_INDENT, 0, 0, 6)
            self.switches[name] = switch
            column.addWidget(switch)
            column.addWidget(description)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the progressions offered, and those chosen."""
        plan, self._model = model.plan, model
        self.setVisible(plan is not None and bool(plan.offers))
        for name, switch in self.switches.items():
            with QSignalBlocker(switch):
                switch.setChecked(name in model.programme.progressions)

    def _set(self, name: str, on: bool) -> None:
        if self._model is not None:
            self.requested.emit(RecordFact(ProgressionSet(self._model.now, name, on)))


_ON, _TIME = OPTIONS["routine_reminder"], OPTIONS["routine_time"]


class ReminderRow(ThemedPart):
    """The options of the reminder, also in the settings; `changed` carries key and value."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.on, self.time = SwitchField(_ON), TimeField(_TIME)
        self.on.box.setText(remind_at_label())
        self._next_reminder = muted_label()
        self.on.edited.connect(lambda raw: self.changed.emit(_ON.key, _ON.read(raw)))
        self.time.edited.connect(lambda raw: self.changed.emit(_TIME.key, _TIME.read(raw)))
        row = row_of(
            (self.on, Qt.AlignmentFlag.AlignVCenter), (self.time, Qt.AlignmentFlag.AlignVCenter), STRETCH, spacing=8
        )
        column_of(row, self._next_reminder, parent=self, spacing=4, margins=(0, 0, 0, 20))

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the options, and when the next reminder comes."""
        self.on.show_value(model.settings.routine_reminder)
        self.time.show_value(model.settings.routine_time)
        self.time.setEnabled(model.settings.routine_reminder)
        show_text(self._next_reminder, model.reminder_line)

    def apply_theme(self, _tokens: Tokens) -> None:
        """Size the field by the font."""
        self.time.editor.setMinimumWidth(5 * self.fontMetrics().height())


_MINI = "mini"


class OverviewPage(ProgrammePage):
    """Shows the introduction or the day."""

    def __init__(self, model: ProgrammeViewModel) -> None:
        super().__init__()
        self._now = model.now
        self._lead = self.add_text("", "lead")
        self._return_note = self.add_text("", "", 4)
        self._phase = self.add_text("", "muted", 12)
        self._weeks = StepDots()
        self.add((self._weeks, Qt.AlignmentFlag.AlignLeft), 12)
        self._introduction = self._add_introduction(model)
        self._day = TodaySession()
        self._walk = WalkRow()
        self._suggestions = Suggestions()
        self._progressions = Progressions()
        for part in (self._day, self._walk, self._suggestions, self._progressions):
            part.requested.connect(self.requested)
        self._reminder = ReminderRow()
        self._reminder.changed.connect(self.changed)
        self.add(self._day, 20, self._walk, self._suggestions, self._progressions, self._reminder)
        self._screening_note = self.add_text("", "muted")
        self._screening, self._end = QPushButton(), QPushButton(programme_text.end_programme())
        self._screening.clicked.connect(lambda: self.requested.emit(Intent.HEALTH_SCREENING))
        self._end.clicked.connect(self._ask_end)
        self._footer = ResponsiveRow()
        self._footer.set_parts([(self._screening, 0)], [(self._end, 0), (QWidget(), 1)])
        disclaimer = SafetyText(health_screening_text.disclaimer)
        disclaimer.label.setForegroundRole(MUTED)
        self.add(self._footer, 24, STRETCH, disclaimer)
        self.show_model(model)

    def _add_introduction(self, model: ProgrammeViewModel) -> QWidget:
        introduction, column = QWidget(), column_of(spacing=12)
        mini = model.routine(_MINI)
        for line in programme_view_text.introduction(model.lengths(mini).without_set_up if mini else None):
            self.add_text(line, layout=column)
        self.begin = MinSizeButton(programme_text.begin_programme())
        make_primary(self.begin)
        self.begin.clicked.connect(lambda: self.requested.emit(RecordFact(ProgrammeBegan(self._now))))
        add_parts(column, 8, (self.begin, Qt.AlignmentFlag.AlignLeft), STRETCH)
        name = "" if mini is None else translate(mini.title)
        figure = StillFigure("couch_relax", 260, 220, collapsible=True, accessible_name=name)
        row_of((column, 1), (figure, Qt.AlignmentFlag.AlignTop), parent=introduction, spacing=24, margins=(0, 0, 0, 16))
        self.add(introduction)
        return introduction

    def _ask_end(self) -> None:
        """End the programme after a question, since a new one begins with day 1."""
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            main_window_text.window_title(programme_view_text.today()),
            programme_view_text.end_question(),
            parent=self,
        )
        box.setInformativeText(programme_view_text.end_line())
        end = box.addButton(programme_text.end_programme(), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        end.clicked.connect(lambda: self.requested.emit(RecordFact(ProgrammeEnded(self._now))))
        box.open()

    def show_model(self, model: ProgrammeViewModel) -> None:
        self._now = model.now
        plan, programme = model.plan, model.programme
        running = plan is not None
        self._lead.setText(programme_text.progress_sentence(plan) if plan else programme_view_text.lead())
        began = programme_view_text.begun_on(long_date(programme.began)) if programme.began else ""
        show_text(self._phase, f"{programme_text.phase_sentence(plan)} {began}" if plan else "")
        self._introduction.setVisible(not running)
        self._weeks.setVisible(running)
        if plan is not None:
            self._weeks.show_count(plan.week, WEEKS, programme_text.progress_sentence(plan))
        show_text(self._return_note, programme_text.return_note() if return_note_due(programme, model.today) else "")
        for part in (self._day, self._walk, self._suggestions, self._progressions, self._reminder):
            part.show_model(model)
        result = clearance_of(programme)
        note = {
            None: programme_view_text.not_answered(),
            Clearance.GENTLE: health_screening_text.clearance_text(Clearance.GENTLE)[0],
        }.get(result, "")
        show_text(self._screening_note, note if running else "")
        self._screening.setText(programme_view_text.answers_again() if result else programme_view_text.answers_first())
        self._footer.setVisible(running)

    def initial_focus(self) -> QWidget:
        return self.begin if not self._introduction.isHidden() else self._day.initial_focus()

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self._weeks.setFixedWidth(round(_DOT * WEEKS * self.fontMetrics().height()))
        self.begin.set_minimum(10 * self.fontMetrics().height(), 44)

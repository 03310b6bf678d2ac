"""The programme's first page: what it is, or where you are and what is meant for today."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.facts.programme_facts import ProgrammeBegan, ProgrammeEnded, ProgressionSet, WalkDone, WalkWithdrawn
from hipbreak.core.programme.health_screening import Clearance, clearance_of
from hipbreak.core.programme.progress import PROGRESSIONS
from hipbreak.core.programme.schedule import welcome_due
from hipbreak.core.settings.settings import OPTIONS
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.text.programme import remind_at_label
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.suggestions import Suggestions
from hipbreak.ui.programme.today_session import TodaySession
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.settings.option_editors import SwitchField, TimeField
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.locale_format import long_date
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.theme.widget_colours import set_text_colour
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.wrapping import show_text, wrapping_label

_INDENT = 28  # px: below a check box its text begins there


class WalkRow(QWidget):
    """Shown on every day from week 3 on to those who took the walk up."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ProgrammeViewModel | None = None
        self.done, self._guided = (
            QCheckBox(programme_window_text.walk_done()),
            QPushButton(programme_window_text.start_walk()),
        )
        self.done.clicked.connect(self._checked)
        self._guided.clicked.connect(lambda: self.requested.emit(OpenRoutine("walk")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.addWidget(self.done)
        column.addWidget(self._guided, 0, Qt.AlignmentFlag.AlignLeft)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Whether it is for today, and whether it is done."""
        where, self._model = model.where, model
        self.setVisible(where is not None and "walk" in where.offers and "walk" in model.programme.progressions)
        walked = model.today in model.programme.walks
        self.done.setChecked(walked)
        self._guided.setVisible(not walked)

    def _checked(self, on: bool) -> None:
        if self._model is not None:
            now = self._model.now
            self.requested.emit(RecordFact(WalkDone(now, held=timedelta(0)) if on else WalkWithdrawn(now)))

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        set_minimum_height(self._guided, BUTTON_HEIGHT)


class Progressions(QWidget):
    """The progressions, as switches; hidden before they are offered."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: ProgrammeViewModel | None = None
        self._heading = wrapping_label()
        self._heading.setText(programme_window_text.offers())
        self.switches: dict[str, QCheckBox] = {}
        self._lines: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(4)
        column.addWidget(self._heading)
        for which in PROGRESSIONS:
            title, line = programme_text.progression_texts()[which]
            switch, below = QCheckBox(title), wrapping_label()
            switch.setAccessibleDescription(line)
            switch.clicked.connect(lambda on, which=which: self._set(which, on))
            below.setText(line)
            below.setContentsMargins(_INDENT, 0, 0, 6)
            self.switches[which] = switch
            self._lines.append(below)
            column.addWidget(switch)
            column.addWidget(below)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """What is offered now, and what was taken up."""
        where, self._model = model.where, model
        self.setVisible(where is not None and bool(where.offers))
        for which, switch in self.switches.items():
            switch.setChecked(which in model.programme.progressions)

    def _set(self, which: str, on: bool) -> None:
        if self._model is not None:
            self.requested.emit(RecordFact(ProgressionSet(self._model.now, which, on)))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._heading.setFont(scaled(self.font(), 1.25))
        for line in self._lines:
            set_text_colour(line, tokens.muted)


_WHETHER, _WHEN = OPTIONS["routine_reminder"], OPTIONS["routine_time"]


class ReminderRow(QWidget):
    """The same two options as in the settings; `changed` carries key and value."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whether, self.when = SwitchField(_WHETHER), TimeField(_WHEN)
        self.whether.box.setText(remind_at_label())
        self._next = wrapping_label()
        self.whether.edited.connect(lambda raw: self.changed.emit(_WHETHER.key, _WHETHER.read(raw)))
        self.when.edited.connect(lambda raw: self.changed.emit(_WHEN.key, _WHEN.read(raw)))
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.whether, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.when, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._next)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """The options as they are, and what follows from them."""
        self.whether.show_value(model.settings.routine_reminder)
        self.when.show_value(model.settings.routine_time)
        self.when.setEnabled(model.settings.routine_reminder)
        show_text(self._next, model.reminder_line)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        set_text_colour(self._next, tokens.muted)
        self.when.editor.setMinimumWidth(5 * self.fontMetrics().height())


_MINI = "mini"


class OverviewPage(ProgrammePage):
    """Either the invitation or the day; both are there, one is shown. `changed` carries an option's key and value."""

    changed = Signal(str, object)

    def __init__(self, model: ProgrammeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = model.now
        self._lead = self.add_text("", "lead")
        self._back = self.add_text("", "", 4)
        self._phase = self.add_text("", "muted", 20)
        self._invitation = self._invite(model)
        self._day, self._walk, self._mentions, self._offers = TodaySession(), WalkRow(), Suggestions(), Progressions()
        for part in (self._day, self._walk, self._mentions, self._offers):
            part.requested.connect(self.requested)
            self.add(part, 0)
        self._reminder = ReminderRow()
        self._reminder.changed.connect(self.changed)
        self.add(self._reminder, 0)
        self._gently = self.add_text("", "muted")
        self._questions, self._end = QPushButton(), QPushButton(programme_text.end_programme())
        self._questions.clicked.connect(lambda: self.requested.emit(Intent.HEALTH_SCREENING))
        self._end.clicked.connect(self._ask_end)
        self._foot = self._row(self._questions, self._end)
        self.add_stretch()
        self.add_text(health_screening_text.disclaimer(), "muted", 0)
        self.show_model(model)

    def _invite(self, model: ProgrammeViewModel) -> QWidget:
        invitation = QWidget()
        row = QHBoxLayout(invitation)
        row.setContentsMargins(0, 0, 0, 16)
        row.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(12)
        mini = model.routine(_MINI)
        for line in programme_window_text.welcome(model.lengths(mini).without_set_up if mini else None):
            self.add_text(line, layout=column)
        self.begin = MinSizeButton(programme_text.begin_programme())
        self.begin.clicked.connect(lambda: self.requested.emit(RecordFact(ProgrammeBegan(self._now))))
        column.addSpacing(8)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row.addLayout(column, 1)
        figure = StillFigure("couch_relax", 260, 220, collapsible=True)
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        self.add(invitation, 0)
        return invitation

    def _row(self, *buttons: QPushButton) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 24)
        row.setSpacing(12)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.add(holder, 0)
        return holder

    def _ask_end(self) -> None:
        """One question first: a programme that begins anew begins with day 1."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            programme_window_text.page_title(programme_window_text.today()),
            programme_window_text.end_question(),
            parent=self,
        )
        box.setInformativeText(programme_window_text.end_line())
        end = box.addButton(programme_text.end_programme(), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        end.clicked.connect(lambda: self.requested.emit(RecordFact(ProgrammeEnded(self._now))))
        box.open()

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the programme as it is now."""
        self._now = model.now
        where, programme = model.where, model.programme
        begun = where is not None
        self._lead.setText(programme_text.progress_sentence(where) if where else programme_window_text.lead())
        began = programme_window_text.begun_on(long_date(programme.began)) if programme.began else ""
        show_text(self._phase, f"{programme_text.phase_sentence(where)} {began}" if where else "")
        self._invitation.setVisible(not begun)
        show_text(self._back, programme_text.welcome_back() if welcome_due(programme, model.today) else "")
        for part in (self._day, self._walk, self._mentions, self._offers, self._reminder):
            part.show_model(model)
        result = clearance_of(programme)
        gently = {
            None: programme_window_text.not_answered(),
            Clearance.GENTLE: health_screening_text.clearance_text(Clearance.GENTLE)[0],
        }.get(result, "")
        show_text(self._gently, gently if begun else "")
        self._questions.setText(
            programme_window_text.answers_again() if result else programme_window_text.answers_first()
        )
        self._foot.setVisible(begun)

    def initial_focus(self) -> QWidget:
        """What has the focus when the window opens here."""
        return self.begin if not self._invitation.isHidden() else self._day.initial_focus()

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        for part in (self._day, self._walk, self._mentions, self._offers, self._reminder):
            part.apply_theme(tokens)
        self.begin.setFont(emphasised(self.font(), 1.1))
        self.begin.set_minimum(10 * self.fontMetrics().height(), 44)
        for button in (self._questions, self._end):
            set_minimum_height(button, BUTTON_HEIGHT)

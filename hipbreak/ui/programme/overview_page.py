"""The programme's first page: what it is, or where you are and what is meant for today."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.facts.programme_facts import ProgrammeBegan, ProgrammeEnded
from hipbreak.core.programme import health_screening, health_screening_text
from hipbreak.core.programme.health_screening import Clearance
from hipbreak.core.programme.schedule import welcome_due
from hipbreak.core.programme.session_options import gate_outcome
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.still_view import StillFigure
from hipbreak.ui.intents import Intent
from hipbreak.ui.programme.page import WindowPage
from hipbreak.ui.programme.progressions import Progressions, WalkRow
from hipbreak.ui.programme.reminder_row import ReminderRow
from hipbreak.ui.programme.suggestions import Suggestions
from hipbreak.ui.programme.today_session import TodaySession
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.locale_format import long_date
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.scroll_page import BUTTON, tell

_MINI = "mini"


class ProgrammePage(WindowPage):
    """Either the invitation or the day; both are there, one is shown. `changed` carries an option's key and value."""

    changed = Signal(str, object)

    def __init__(self, scene: ProgrammeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = scene.now
        self._lead = self.say("", "lead")
        self._back = self.say("", "", 4)
        self._phase = self.say("", "muted", 20)
        self._invitation = self._invite(scene)
        self._day, self._walk, self._mentions, self._offers = TodaySession(), WalkRow(), Suggestions(), Progressions()
        for part in (self._day, self._walk, self._mentions, self._offers):
            part.wanted.connect(self.wanted)
            self.put(part, 0)
        self._reminder = ReminderRow()
        self._reminder.changed.connect(self.changed)
        self.put(self._reminder, 0)
        self._gently = self.say("", "muted")
        self._questions, self._end = QPushButton(), QPushButton(programme_text.end())
        self._questions.clicked.connect(lambda: self.wanted.emit(Intent.GATE))
        self._end.clicked.connect(self._ask_end)
        self._foot = self._row(self._questions, self._end)
        self.close_sheet()
        self.say(health_screening_text.disclaimer(), "muted", 0)
        self.show_scene(scene)

    def _invite(self, scene: ProgrammeViewModel) -> QWidget:
        invitation = QWidget()
        row = QHBoxLayout(invitation)
        row.setContentsMargins(0, 0, 0, 16)
        row.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(12)
        mini = scene.routine(_MINI)
        for line in programme_window_text.welcome(scene.lengths(mini).without_set_up if mini else None):
            self.say(line, into=column)
        self.begin = MinSizeButton(programme_text.begin())
        self.begin.clicked.connect(lambda: self.wanted.emit(RecordFact(ProgrammeBegan(self._now))))
        column.addSpacing(8)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row.addLayout(column, 1)
        figure = StillFigure("couch_relax", 260, 220)
        figure.aside = True
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        self.put(invitation, 0)
        return invitation

    def _row(self, *buttons: QPushButton) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 24)
        row.setSpacing(12)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.put(holder, 0)
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
        end = box.addButton(programme_text.end(), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        end.clicked.connect(lambda: self.wanted.emit(RecordFact(ProgrammeEnded(self._now))))
        box.open()

    def show_scene(self, scene: ProgrammeViewModel) -> None:
        """Show the programme as it is now."""
        self._now = scene.now
        where, programme = scene.where, scene.programme
        begun = where is not None
        self._lead.setText(programme_text.where_sentence(where) if where else programme_window_text.lead())
        began = programme_window_text.begun_on(long_date(programme.began)) if programme.began else ""
        tell(self._phase, f"{programme_text.phase_sentence(where)} {began}" if where else "")
        self._invitation.setVisible(not begun)
        tell(self._back, programme_text.welcome_back() if welcome_due(programme, scene.today) else "")
        for part in (self._day, self._walk, self._mentions, self._offers, self._reminder):
            part.show_scene(scene)
        result = gate_outcome(programme)
        gently = {
            None: programme_window_text.not_answered(),
            Clearance.GENTLE: health_screening.told(Clearance.GENTLE)[0],
        }.get(result, "")
        tell(self._gently, gently if begun else "")
        self._questions.setText(
            programme_window_text.answers_again() if result else programme_window_text.answers_first()
        )
        self._foot.setVisible(begun)

    def main(self) -> QWidget:
        """What has the focus when the window opens here."""
        return self.begin if not self._invitation.isHidden() else self._day.main()

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        for part in (self._day, self._walk, self._mentions, self._offers, self._reminder):
            part.apply_theme(tokens)
        self.begin.setFont(emphasised(self.font(), 1.1))
        self.begin.at_least(10 * self.fontMetrics().height(), 44)
        for button in (self._questions, self._end):
            button.setMinimumHeight(max(BUTTON, button.sizeHint().height()))

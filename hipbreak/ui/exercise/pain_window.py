"""The advice after "Something hurts": a panel for sessions, and a window for all other cases."""

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_result import pain_fact
from hipbreak.core.programme import health_screening
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import session as session_text
from hipbreak.core.text.notes import mistakes
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import ReportPain
from hipbreak.ui.theme.buttons import MinSizeButton
from hipbreak.ui.theme.fonts import title
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT
from hipbreak.ui.theme.themed_window import PersistentWindow, SurfaceWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, grid_of, row_of
from hipbreak.ui.widgets.safety_text import EnglishSwitch
from hipbreak.ui.widgets.scroll_page import vertical_scroll_area
from hipbreak.ui.widgets.tab_order import reach_in_order
from hipbreak.ui.widgets.wrapping import muted_label, strong_label, wrapping_label

_PICTURE = 170, 105  # px
PAIN_LIMIT_MS = 5 * 60 * 1_000
"""After which a report without an answer is recorded."""


class PainPanel(QWidget):
    """Asks for the place of pain, and shows what to do; `place_chosen` carries one of PAIN_PLACES.

    Until the pain is recorded it can be withdrawn.
    """

    place_chosen = Signal(str)
    withdrawn = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.logged, self.lines = wrapping_label(), muted_label(), wrapping_label()
        self.where = wrapping_label(health_screening_text.pain_place_question())
        self.places = {
            place: self._button(health_screening_text.pain_place_label(place)) for place in health_screening.PAIN_PLACES
        }
        for place, button in self.places.items():
            button.setCheckable(True)
            button.toggled.connect(lambda _=False, place=place: self._choose(place))
        self.mistake_title, self.emergency_title, self.urgent_title = (strong_label() for _ in range(3))
        self.mistake, self.emergency, self.urgent = (wrapping_label() for _ in range(3))
        self.note = muted_label()
        self.mistake_picture = StillFigure("couch_ribs_tuck", *_PICTURE)
        self.go_on, self.close_button = self._button(session_text.pain_go_on()), self._button(session_text.close())
        self.go_on.clicked.connect(self.withdrawn)
        self.close_button.clicked.connect(self.closed)
        self.english = EnglishSwitch()
        self._recorded = self._place = ""
        self.english.toggled.connect(lambda: self._show_advice(self._place))
        self._arrange()

    def _button(self, label: str) -> MinSizeButton:
        button = MinSizeButton(label, self)
        button.setMinimumHeight(LARGE_BUTTON_HEIGHT)
        button.setAutoDefault(True)
        return button

    def _arrange(self) -> None:
        places = row_of(*((button, 1) for button in self.places.values()), spacing=10)
        mistake = grid_of(0, 1, gaps=(16, -1), margins=(0, 10, 0, 0))
        mistake.addWidget(self.mistake_picture, 0, 0, 3, 1)
        mistake.addWidget(self.mistake_title, 0, 1)
        mistake.addWidget(self.mistake, 1, 1)
        mistake.setRowStretch(2, 1)
        content = QWidget()
        emergency, urgent = (self.emergency_title, self.emergency, 6), (self.urgent_title, self.urgent, 6)
        texts = (self.lines, mistake, 10, *emergency, *urgent, self.note, STRETCH)
        column_of(*texts, parent=content, spacing=6, margins=8)
        self._scroll_area = vertical_scroll_area(content, self)
        footer = row_of((self.logged, 1), self.english, self.go_on, self.close_button)
        parts = (self.title, self.where, places, 6, (self._scroll_area, 1), footer)
        column_of(*parts, parent=self, spacing=10, margins=(32, 24, 32, 20))
        reach_in_order((*self.places.values(), self._scroll_area, self.go_on, self.close_button))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.title.setFont(title(self.font()))
        self.mistake_picture.apply_theme(tokens)
        self.close_button.set_minimum(round(self.fontMetrics().height() * 7))

    def begin(self, title: str, verb: str) -> None:
        """Show what to do now, and ask for the place of the pain in the routine of that title."""
        self._check("")
        self._recorded = session_text.pain_recorded(title, verb)
        self.show_recorded(False)
        self._show_advice("")
        self._scroll_area.verticalScrollBar().setValue(0)
        # A key pressed in haste must not choose a place.
        self._scroll_area.setFocus()

    def show_recorded(self, is_recorded: bool = True) -> None:
        """Show that the pain is recorded, and cannot be withdrawn any more; or that it is not yet."""
        self.title.setText(session_text.pain_title(is_recorded))
        self._scroll_area.setAccessibleName(self.title.text())  # it has the focus at first
        self.logged.setText(self._recorded if is_recorded else "")
        if self.go_on.hasFocus():
            self.close_button.setFocus()
        self.go_on.setVisible(not is_recorded)
        self.close_button.setText(session_text.close() if is_recorded else session_text.pain_stop())

    def _choose(self, place: str) -> None:
        self._check(place)
        self._show_advice(place)
        self.place_chosen.emit(place)

    def _check(self, place: str) -> None:
        for name, button in self.places.items():
            text = health_screening_text.pain_place_label(name)
            with QSignalBlocker(button):
                button.setChecked(name == place)
            button.setText(session_text.marked_choice(text) if name == place else text)

    def _show_advice(self, place: str) -> None:
        self._place = place
        with self.english.texts():
            self._show_texts(place)

    def _show_texts(self, place: str) -> None:
        advice = health_screening_text.pain_advice(place)
        self.lines.setText("\n".join(advice.lines))
        mistake = next((note for note in mistakes() if note.name == advice.mistake), None)
        for part in (self.mistake_title, self.mistake, self.mistake_picture):
            part.setVisible(mistake is not None)
        if mistake:
            self.mistake_title.setText(f"{session_text.mistake_title()}: {mistake.title}")
            self.mistake.setText(mistake.text)
            self.mistake_picture.setAccessibleName(mistake.title)
            self.mistake_picture.show_picture(mistake.pictures[0])
        _show_flags(self.emergency_title, self.emergency, health_screening_text.emergency_title(), advice.emergency)
        _show_flags(self.urgent_title, self.urgent, health_screening_text.urgent_title(), advice.urgent)
        self.note.setText(health_screening_text.flags_note())


def _show_flags(heading: QLabel, body: QLabel, title: str, flags: tuple[str, ...]) -> None:
    heading.setText(title)
    body.setText("\n".join(f"•  {flag}" for flag in flags))


class PainWindow(SurfaceWindow, PersistentWindow):
    """Pain outside a session; `requested` carries a RecordFact: with the place once that is chosen, else at the end.

    An unanswered report is recorded after five minutes.
    """

    requested = Signal(object)

    def __init__(self, tokens: Tokens | None) -> None:
        super().__init__(tokens)
        self.panel = PainPanel()
        self._pain: tuple[Routine, ReportPain] | None = None
        self.record_timer = QTimer(self, singleShot=True)
        self.record_timer.timeout.connect(self._record)
        column_of(self.panel, parent=self)
        self.panel.place_chosen.connect(self._record)
        self.panel.withdrawn.connect(self._withdraw)
        self.panel.closed.connect(self.close)
        self.reapply_theme()
        self.set_initial_size(59, 42, least=(1000, 720))

    def begin(self, routine: Routine, report: ReportPain) -> None:
        """Open for a pain in this routine."""
        self._record()
        self._pain = (routine, report)
        self.setWindowTitle(session_text.window_title(routine.title))
        bring_to_front(self)
        self.panel.begin(routine.title, report.at)
        self.record_timer.start(PAIN_LIMIT_MS)

    def _record(self, where: str = "") -> None:
        """Stop what is paused, and record the pain once."""
        if self._pain is not None:
            (routine, report), self._pain = self._pain, None
            self.record_timer.stop()
            report.stop()
            self.requested.emit(RecordFact(pain_fact(routine, report.move, where)))
            self.panel.show_recorded()

    def _withdraw(self) -> None:
        """It was a mistake: nothing is recorded, and what is paused goes on."""
        if self._pain is not None:
            (_, report), self._pain = self._pain, None
            self.record_timer.stop()
            self.close()
            report.go_on()

    def apply_theme(self, tokens: Tokens) -> None:
        self.panel.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._record()
        super().closeEvent(event)

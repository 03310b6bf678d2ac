"""What Hipbreak says after "Something hurts": a panel for sessions, and a window for all other cases."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_result import pain_fact
from hipbreak.core.programme import health_screening
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import session as session_text
from hipbreak.core.text.notes import mistakes
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.persistent_window import PersistentWindow
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_BUTTON = 44  # px
_PICTURE = 170, 105  # px


class PainPanel(QWidget):
    """`said` carries one of `safety.PLACES`; `closed` when the person has read it."""

    said = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.logged, self.where, self.lines = (wrapping_label() for _ in range(4))
        self.where.setText(health_screening_text.hurt_where())
        self.places = {
            place: self._button(health_screening_text.place_word(place)) for place in health_screening.PAIN_PLACES
        }
        for place, button in self.places.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, place=place: self._say(place))
        self.mistake_title, self.mistake, self.emergency_title, self.emergency = (wrapping_label() for _ in range(4))
        self.urgent_title, self.urgent, self.note = (wrapping_label() for _ in range(3))
        self.mistake_picture = StillFigure("couch_ribs_tuck", *_PICTURE)
        self.close_button = self._button(session_text.close())
        self.close_button.clicked.connect(self.closed)
        self._arrange()

    def _button(self, label: str) -> MinSizeButton:
        button = MinSizeButton(label, self)
        button.setMinimumHeight(_BUTTON)
        button.setAutoDefault(True)
        return button

    def _arrange(self) -> None:
        asked = QHBoxLayout()
        asked.setSpacing(10)
        for button in self.places.values():
            asked.addWidget(button, 1)
        card = QGridLayout()
        card.setContentsMargins(0, 10, 0, 0)
        card.setHorizontalSpacing(16)
        card.addWidget(self.mistake_picture, 0, 0, 3, 1)
        card.addWidget(self.mistake_title, 0, 1)
        card.addWidget(self.mistake, 1, 1)
        card.setRowStretch(2, 1)
        card.setColumnStretch(1, 1)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addWidget(self.lines)
        column.addLayout(card)
        column.addSpacing(10)
        for heading, body in ((self.emergency_title, self.emergency), (self.urgent_title, self.urgent)):
            column.addWidget(heading)
            column.addWidget(body)
            column.addSpacing(6)
        column.addWidget(self.note)
        column.addStretch(1)
        self.pane = QScrollArea(self)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setWidgetResizable(True)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setWidget(sheet)
        foot = QHBoxLayout()
        foot.addWidget(self.logged, 1)
        foot.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(32, 24, 32, 20)
        whole.setSpacing(10)
        whole.addWidget(self.title)
        whole.addWidget(self.where)
        whole.addLayout(asked)
        whole.addSpacing(6)
        whole.addWidget(self.pane, 1)
        whole.addLayout(foot)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.title.setFont(scaled(self.font(), 1.9))
        self.lines.setFont(scaled(self.font(), 1.15))
        self.where.setFont(scaled(self.font(), 1.15))
        for heading in (self.mistake_title, self.emergency_title, self.urgent_title):
            heading.setFont(emphasised(self.font(), 1.05))
        set_text_colour(self.emergency_title, tokens.due)
        for label in (self.logged, self.note):
            set_text_colour(label, tokens.muted)
        self.mistake_picture.apply_theme(tokens)
        self.close_button.at_least(round(self.fontMetrics().height() * 7))

    def ask(self, title: str, verb: str) -> None:
        """Show what to do now, and ask where it hurt."""
        self._mark("")
        self.logged.setText(session_text.hurt_logged(title, verb))
        self._advise("")
        self.pane.verticalScrollBar().setValue(0)
        # A place must be meant: a key pressed in haste must not choose one.
        self.pane.setFocus()

    def _say(self, place: str) -> None:
        self._mark(place)
        self._advise(place)
        self.said.emit(place)

    def _mark(self, place: str) -> None:
        for name, button in self.places.items():
            word = health_screening_text.place_word(name)
            button.setChecked(name == place)
            button.setText(session_text.chosen(word) if name == place else word)

    def _advise(self, place: str) -> None:
        advice = health_screening_text.advice(place)
        self.title.setText(advice.title)
        self.lines.setText("\n".join(advice.lines))
        card = next((note for note in mistakes() if note.name == advice.mistake), None)
        for part in (self.mistake_title, self.mistake, self.mistake_picture):
            part.setVisible(card is not None)
        if card:
            self.mistake_title.setText(f"{session_text.mistake_title()}: {card.title}")
            self.mistake.setText(card.text)
            self.mistake_picture.show_picture(card.pictures[0])
        _flags(self.emergency_title, self.emergency, health_screening_text.emergency_title(), advice.emergency)
        _flags(self.urgent_title, self.urgent, health_screening_text.urgent_title(), advice.urgent)
        self.note.setText(health_screening_text.flags_note())


def _flags(heading: QLabel, body: QLabel, title: str, flags: tuple[str, ...]) -> None:
    heading.setText(title)
    body.setText("\n".join(f"•  {flag}" for flag in flags))


class PainWindow(ThemedWindow, PersistentWindow):
    """`wanted` carries the Note of the pain: with the place once that is said, without it when the window is left."""

    wanted = Signal(object)

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent)
        self.panel = PainPanel()
        self._pain: tuple[Routine, str] | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panel)
        self.panel.said.connect(self._note)
        self.panel.closed.connect(self.close)
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.open_at(max(1000, 59 * unit), max(720, 42 * unit))

    def ask(self, routine: Routine, move: str, at: str) -> None:
        """It hurt at this `move` of the routine; `at` names the moment for people."""
        self._note()
        self._pain = (routine, move)
        self.setWindowTitle(session_text.window_title(routine.title))
        self.show()
        self.raise_()
        self.activateWindow()
        self.panel.ask(routine.title, at)

    def _note(self, where: str = "") -> None:
        """Once for each pain."""
        if self._pain is not None:
            (routine, move), self._pain = self._pain, None
            self.wanted.emit(RecordFact(pain_fact(routine, move, where)))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.panel.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._note()
        super().closeEvent(event)

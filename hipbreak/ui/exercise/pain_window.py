"""After "Something hurts" outside a session: the same panel as in one, and what the log keeps of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_result import pain_entry
from hipbreak.core.text import session as session_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.exercise.pain_panel import PainPanel
from hipbreak.ui.theme.persistent_window import PersistentWindow
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens


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
            self.wanted.emit(RecordFact(pain_entry(routine, move, where)))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.panel.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._note()
        super().closeEvent(event)

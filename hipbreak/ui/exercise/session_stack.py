"""The rooms of the session window, one on top of the other: overview, session, pain stop, end."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from hipbreak.ui.exercise.pain_panel import PainPanel
from hipbreak.ui.exercise.session_overview import SessionOverview
from hipbreak.ui.exercise.session_player_view import SessionPlayerView
from hipbreak.ui.exercise.session_summary import SessionSummary
from hipbreak.ui.theme.tokens import Tokens


class SessionStack(QStackedWidget):
    """One of them is seen."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview, self.stage = SessionOverview(tokens), SessionPlayerView()
        self.hurt, self.end = PainPanel(), SessionSummary()
        for room in (self.overview, self.stage, self.hurt, self.end):
            self.addWidget(room)

    @property
    def playing(self) -> bool:
        """Whether it is the session that is seen."""
        return self.currentWidget() is self.stage

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        for room in (self.overview, self.stage, self.hurt, self.end):
            room.apply_theme(tokens)

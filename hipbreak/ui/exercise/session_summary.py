"""After a session: how far it went and how long it took, in plain words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipbreak.core.text import session as session_text
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.fitted_labels import VerbLabel
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_CONTROL = 52  # px


class SessionSummary(QWidget):
    """`closed` when the person has read it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = FigureView(self)
        self.figure.show_step("stand_stacked")
        self.figure.set_moment(1e3)
        self.title, self.sentence, self.blocks = VerbLabel(self), wrapping_label(), wrapping_label()
        for label in (self.sentence, self.blocks):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.close_button = MinSizeButton(session_text.close(), self)
        self.close_button.setAutoDefault(True)
        self.close_button.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(10)
        column.addWidget(self.figure, 1)
        for part in (self.title, self.sentence, self.blocks):
            column.addWidget(part)
        column.addSpacing(12)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.figure.apply_theme(tokens)
        self.sentence.setFont(scaled(self.font(), 1.3))
        set_text_colour(self.blocks, tokens.muted)
        self.close_button.at_least(round(self.fontMetrics().height() * 10), _CONTROL)

    def tell(self, title: str, sentence: str, blocks: tuple[str, ...]) -> None:
        """Say how it went."""
        self.title.show_verb(title)
        self.sentence.setText(sentence)
        self.blocks.setText("\n".join(blocks))
        self.close_button.setFocus()

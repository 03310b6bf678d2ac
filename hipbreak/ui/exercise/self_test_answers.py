"""The three answers of the self-test, asked for while the leg hangs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hipbreak.core.exercise.session_steps import Side
from hipbreak.core.text.programme import self_test_answers, self_test_question

_CONTROL = 44  # px


class SelfTestAnswers(QWidget):
    """`said` carries the side and one of the answers as the log keeps them."""

    said = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side: Side | None = None
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for name, label in self_test_answers().items():
            self.buttons[name] = button = QPushButton(label, self)
            button.setMinimumHeight(_CONTROL)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, name=name: self._say(name))
            row.addWidget(button, 1)

    def ask(self, side: Side | None) -> None:
        """Ask for this leg; None asks nothing."""
        self._side = side
        self.setVisible(side is not None)
        if side:
            self.setAccessibleName(self_test_question(side))

    def _say(self, answer: str) -> None:
        if self._side:
            self.said.emit(str(self._side), answer)

"""The questions before the first routine, and what the answers lead to."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.facts.programme_facts import HealthScreened
from hipbreak.core.programme import health_screening
from hipbreak.core.programme.health_screening import Clearance
from hipbreak.core.programme.progress import HealthAnswers
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT, PAGE_MARGIN, set_minimum_height
from hipbreak.ui.theme.themed_window import PaperWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import WrappingChoice, show_text


class HealthScreeningDialog(PaperWindow):
    """`requested` carries the answers as a Note, `passed` follows when a routine may be done after them."""

    requested = Signal(object)
    passed = Signal()

    def __init__(
        self, now: Callable[[], datetime], tokens: Tokens | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tokens, parent)
        self._now = now
        self.setWindowTitle(programme_window_text.page_title(health_screening_text.screening_title()))
        self._sheet = ScrollPage()
        self._sheet.add_text(health_screening_text.screening_title(), "lead", 4)
        self._sheet.add_text(health_screening_text.screening_intro(), gap=16)
        self.answers = {question.name: WrappingChoice(question.text) for question in health_screening_text.questions()}
        self.none, self.cleared = (
            WrappingChoice(programme_window_text.none_of_these()),
            WrappingChoice(health_screening_text.cleared_choice()),
        )
        for choice in (*self.answers.values(), self.none):
            self._sheet.add(choice, 4)
        self._sheet.column.addSpacing(12)
        self._told = [self._sheet.add_text("", "strong" if not n else "", 6) for n in range(3)]
        self._sheet.add(self.cleared, 12)
        self._sheet.add_stretch()
        self._sheet.add_text(programme_window_text.answers_stay_here(), "muted", 0)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go_on = QPushButton(programme_window_text.go_on())
        self._lay_out()
        self._tie()
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.set_initial_size(40 * unit, 40 * unit)
        self._changed()

    def _lay_out(self) -> None:
        self._buttons.addButton(self.go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._sheet, 1)
        whole.addWidget(self._buttons)

    def _tie(self) -> None:
        for choice in self.answers.values():
            choice.clicked.connect(self._answered)
        self.none.clicked.connect(self._none)
        self.cleared.clicked.connect(self._changed)
        self._buttons.rejected.connect(self.close)
        self._buttons.accepted.connect(self._enter)

    def begin(self, before: HealthAnswers | None = None) -> None:
        """Open with the answers given before, or come to the front."""
        if not self.isVisible():
            for name, choice in self.answers.items():
                choice.setChecked(before is not None and name in before.yes)
            self.none.setChecked(before is not None and not before.yes)
            self.cleared.setChecked(before is not None and before.cleared)
            self._changed()
            next(iter(self.answers.values())).setFocus()
        bring_to_front(self)

    # Answers

    def yes(self) -> frozenset[str]:
        """The names of the questions answered yes."""
        return frozenset(name for name, choice in self.answers.items() if choice.isChecked())

    def _answered(self) -> None:
        if self.yes():
            self.none.setChecked(False)
        self._changed()

    def _none(self) -> None:
        if self.none.isChecked():
            for choice in self.answers.values():
                choice.setChecked(False)
        self._changed()

    def _changed(self) -> None:
        """Say at once what the answers lead to."""
        yes = self.yes()
        answered = bool(yes) or self.none.isChecked()
        result = health_screening.clearance_for(yes, self.cleared.isChecked())
        asks = health_screening.clearance_for(yes) is Clearance.ASK_FIRST
        self.cleared.setVisible(asks)
        lines = (
            health_screening_text.clearance_text(result) if answered else (programme_window_text.screening_choose(),)
        )
        for n, label in enumerate(self._told):
            show_text(label, lines[n] if n < len(lines) else "")
        self.go_on.setEnabled(answered)
        self.go_on.setText(
            programme_window_text.save_answers()
            if answered and result is Clearance.ASK_FIRST
            else programme_window_text.go_on()
        )
        self.go_on.setDefault(True)

    def _enter(self) -> None:
        yes = self.yes()
        cleared = self.cleared.isChecked() and health_screening.clearance_for(yes) is Clearance.ASK_FIRST
        result = health_screening.clearance_for(yes, cleared)
        self.close()
        self.requested.emit(RecordFact(HealthScreened(self._now(), " ".join(sorted(yes)), cleared)))
        if result is not Clearance.ASK_FIRST:
            self.passed.emit()

    # Colours

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._sheet.apply_theme(tokens)
        for button in self._buttons.buttons():
            set_minimum_height(button, BUTTON_HEIGHT)

"""The health questions before the first routine, and what the answers allow."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from hipbreak.core.facts.programme_facts import HealthScreened
from hipbreak.core.programme import health_screening
from hipbreak.core.programme.health_screening import Clearance
from hipbreak.core.programme.progress import HealthAnswers
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.theme.themed_window import PaperWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of
from hipbreak.ui.widgets.safety_text import EnglishSwitch
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import WrappingChoice, show_text


class HealthScreeningDialog(PaperWindow):
    """`requested` carries the answers as a fact; `passed` follows if they allow a routine."""

    requested = Signal(object)
    passed = Signal()

    def __init__(self, now: Callable[[], datetime], tokens: Tokens | None = None) -> None:
        super().__init__(tokens)
        self._now = now
        self.setWindowTitle(main_window_text.window_title(health_screening_text.screening_title()))
        self._page = ScrollPage()
        self._title = self._page.add_text(health_screening_text.screening_title(), "lead", 4)
        self._intro = self._page.add_text(health_screening_text.screening_intro(), gap=16)
        self.answers = {question.name: WrappingChoice(question.text) for question in health_screening_text.questions()}
        self.none_applies = WrappingChoice(programme_view_text.none_of_these())
        self.cleared = WrappingChoice(health_screening_text.cleared_choice())
        for choice in (*self.answers.values(), self.none_applies):
            self._page.add(choice, 4)
        self._page.add(12)
        self._result_lines = [self._page.add_text("", "strong" if not n else "", 6) for n in range(3)]
        self._page.add(self.cleared, 12, STRETCH)
        self._page.add_text(programme_view_text.answers_stay_here(), "muted", 0)
        self._buttons = QDialogButtonBox()
        self.english = EnglishSwitch()
        self.accept_button = QPushButton(programme_view_text.continue_button())
        make_primary(self.accept_button)
        self._lay_out()
        self._connect()
        self.reapply_theme()
        self.set_initial_size(40, 40)
        self._update()

    def _lay_out(self) -> None:
        self._buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.english, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        column_of((self._page, 1), self._buttons, parent=self, spacing=0)

    def _connect(self) -> None:
        for choice in self.answers.values():
            choice.toggled.connect(self._question_toggled)
        self.none_applies.toggled.connect(self._none_toggled)
        self.cleared.toggled.connect(self._update)
        self.english.toggled.connect(self._show_texts)
        self._buttons.rejected.connect(self.close)
        self._buttons.accepted.connect(self._accept)

    def begin(self, previous: HealthAnswers | None = None) -> None:
        """Open with the answers given before, or come to the front."""
        if not self.isVisible():
            for name, choice in self.answers.items():
                choice.setChecked(previous is not None and name in previous.yes)
            self.none_applies.setChecked(previous is not None and not previous.yes)
            self.cleared.setChecked(previous is not None and previous.cleared)
            self._update()
            next(iter(self.answers.values())).setFocus()
        bring_to_front(self)

    # Answers

    def yes(self) -> frozenset[str]:
        """The names of the questions answered yes."""
        return frozenset(name for name, choice in self.answers.items() if choice.isChecked())

    def _question_toggled(self) -> None:
        if self.yes():
            self.none_applies.setChecked(False)
        self._update()

    def _none_toggled(self) -> None:
        if self.none_applies.isChecked():
            for choice in self.answers.values():
                choice.setChecked(False)
        self._update()

    def _show_texts(self) -> None:
        """Show everything in the language that is chosen."""
        with self.english.texts():
            self._title.setText(health_screening_text.screening_title())
            self._intro.setText(health_screening_text.screening_intro())
            for question in health_screening_text.questions():
                self.answers[question.name].set_text(question.text)
            self.none_applies.set_text(programme_view_text.none_of_these())
            self.cleared.set_text(health_screening_text.cleared_choice())
        self._update()

    def _update(self) -> None:
        """Show what the answers allow."""
        with self.english.texts():
            self._show_result()

    def _show_result(self) -> None:
        yes = self.yes()
        answered = bool(yes) or self.none_applies.isChecked()
        result = health_screening.clearance_for(yes, self.cleared.isChecked())
        needs_advice = health_screening.clearance_for(yes) is Clearance.ASK_FIRST
        self.cleared.setVisible(needs_advice)
        lines = health_screening_text.clearance_text(result) if answered else (programme_view_text.screening_choose(),)
        for n, label in enumerate(self._result_lines):
            show_text(label, lines[n] if n < len(lines) else "")
        self.accept_button.setEnabled(answered)
        self.accept_button.setText(
            programme_view_text.save_answers()
            if answered and result is Clearance.ASK_FIRST
            else programme_view_text.continue_button()
        )
        self.accept_button.setDefault(True)

    def _accept(self) -> None:
        yes = self.yes()
        cleared = self.cleared.isChecked() and health_screening.clearance_for(yes) is Clearance.ASK_FIRST
        result = health_screening.clearance_for(yes, cleared)
        self.close()
        self.requested.emit(RecordFact(HealthScreened(self._now(), " ".join(sorted(yes)), cleared)))
        if result is not Clearance.ASK_FIRST:
            self.passed.emit()

    # Colours

    def apply_theme(self, tokens: Tokens) -> None:
        self._page.apply_theme(tokens)

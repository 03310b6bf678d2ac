"""The quiet question whether prompts come too often, on the page Now."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.facts.programme_facts import TipDismissed
from hipbreak.core.programme.pace import moved_window, window_of
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.wrapping import wrapping_label

_ANSWERS = ("often", "right", "seldom")


class PaceQuestion(QWidget):
    """`requested` carries a RecordFact, `changed` an option's key and value. Hidden while there is no question."""

    requested = Signal(object)
    changed = Signal(str, object)

    def __init__(self, due: Callable[[], TipDismissed | None], settings: Callable[[], Settings]) -> None:
        """`due` returns what is recorded with the answer to the question that is due, if there is one."""
        super().__init__()
        self._due, self._settings = due, settings
        self._taken_back: Callable[[], None] | None = None
        self.text = wrapping_label()
        labels = main_window_text.pace_answers()
        self.answers = {name: QPushButton(labels[name]) for name in _ANSWERS}
        self.undo = QPushButton(main_window_text.pace_undo())
        for name, button in self.answers.items():
            button.clicked.connect(lambda _=False, name=name: self._answer(name))
        self.undo.clicked.connect(self._undo)
        row = row_of(*self.answers.values(), self.undo, STRETCH, spacing=8)
        column_of(self.text, row, parent=self, spacing=6, margins=(PAGE_MARGIN, 8, PAGE_MARGIN, 8))
        self.refresh()

    def refresh(self) -> None:
        """Ask if a question is due; what an answer has changed stays until the window is closed."""
        if self._taken_back is None:
            is_due = self._due() is not None
            self.setVisible(is_due)
            if is_due:
                self._show(main_window_text.pace_question(), asks=True)

    def _show(self, text: str, asks: bool) -> None:
        self.text.setText(text)
        for button in self.answers.values():
            button.setVisible(asks)
        self.undo.setVisible(self._taken_back is not None)

    def _answer(self, name: str) -> None:
        fact, before = self._due(), self._settings()
        if fact is None:
            return
        later = name == "often"
        changes = {} if name == "right" else moved_window(before, later)
        self._taken_back = (lambda: self._change(window_of(before, later))) if changes else (lambda: None)
        self._change(changes)
        self.requested.emit(RecordFact(fact))
        self._show_result(bool(changes), name)

    def _show_result(self, has_moved: bool, name: str) -> None:
        after = self._settings()
        stays = main_window_text.pace_kept if name == "right" else main_window_text.pace_at_limit
        text = main_window_text.pace_moved if has_moved else stays
        self._show(text(after.window_opens, after.window_closes), asks=False)
        self.undo.setVisible(has_moved)
        if has_moved:
            self.undo.setFocus()

    def _undo(self) -> None:
        if self._taken_back is not None:
            self._taken_back()
            self._show_result(False, "right")

    def _change(self, changes: Mapping[str, object]) -> None:
        for key, value in changes.items():
            self.changed.emit(key, value)

"""The self-test, for each leg: sit, hug a knee, look, answer; it records positions, not a score."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from hipbreak.core.exercise.routine_text import pain_button
from hipbreak.core.facts.programme_facts import SelfTested
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.core.text.session import buttons
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import FigureView, StillFigure
from hipbreak.ui.intents import ReportPain
from hipbreak.ui.theme.buttons import MinSizeButton, make_primary, make_tertiary
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT, PAGE_MARGIN, set_minimum_height
from hipbreak.ui.theme.themed_window import PaperWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import WrappingChoice, show_text

_SIDES = ("right", "left")
_FIGURE_STRETCH = 20  # against 1 of the empty rest
_RESULT_PICTURES = ("test_lie_rests", "test_lie_floats")
_MOVES = ("look", "hug", "look")  # of the routine, by part of a leg: sit, hug, look; sitting down is part of a block
_PARTS = len(_MOVES)
_STEPS = len(_SIDES) * _PARTS


class SelfTestWindow(PaperWindow):
    """At the person's own pace; `requested` carries the answers as RecordFact once both are given, or a ReportPain."""

    requested = Signal(object)

    def __init__(self, now: Callable[[], datetime], tokens: Tokens | None) -> None:
        super().__init__(tokens)
        self._now = now
        self._step, self._seen = 0, dict.fromkeys(_SIDES, "")
        self.setWindowTitle(programme_view_text.test_title())
        self._page = ScrollPage()
        self._position = self._page.add_text("", "muted", 4)
        self._line = self._page.add_text("", "lead", 12)
        self._figure = FigureView()
        self._figure.setMinimumHeight(220)
        self._figure.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # the available height
        self._page.add(self._figure)
        self._page.column.setStretchFactor(self._figure, _FIGURE_STRETCH)
        self.answers = {
            name: WrappingChoice(text, exclusive=True) for name, text in programme_text.self_test_answers().items()
        }
        self._group = QButtonGroup(self)
        self._result = self._build_result()
        self._page.add(STRETCH)
        self._note = self._page.add_text(programme_text.self_test_note(), "muted", 0)
        self.back, self.next = QPushButton(programme_view_text.back()), MinSizeButton(programme_view_text.forward())
        self.pain, self.stop = QPushButton(pain_button()), QPushButton(buttons()["stop"])
        make_primary(self.next)
        make_tertiary(self.pain)
        self.stop.setToolTip(programme_view_text.test_stop_hint())
        self._lay_out()
        self.reapply_theme()
        self.set_initial_size(40, 38)
        self._show()

    def _build_result(self) -> QWidget:
        """The answers below pictures of the first two."""
        holder, pictures = QWidget(), row_of(spacing=16)
        self._stills = [StillFigure(name, 260, 190) for name in _RESULT_PICTURES]
        for still, name in zip(self._stills, ("rests", "floats"), strict=True):
            captioned = column_of(still, spacing=4)
            caption = programme_view_text.result_caption(name)
            still.setAccessibleName(caption)
            self._page.add_text(caption, "muted", layout=captioned)
            pictures.addLayout(captioned)
        pictures.addStretch(1)
        column = column_of(pictures, 12, parent=holder)
        self._question = self._page.add_text("", "strong", layout=column)
        for choice in self.answers.values():
            self._group.addButton(choice.button)
            choice.toggled.connect(self._answered)
            column.addWidget(choice)
        self._page.add(holder, 12)
        return holder

    def _lay_out(self) -> None:
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.pain.clicked.connect(self._report_pain)
        self.stop.clicked.connect(self.close)
        self.next.setDefault(True)
        footer = row_of(
            self.pain, STRETCH, self.stop, self.back, self.next, spacing=12, margins=(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        )
        column_of((self._page, 1), footer, parent=self, spacing=0)

    def begin(self) -> None:
        """Open at the first step, or come to the front where it is."""
        if not self.isVisible():
            self._step, self._seen = 0, dict.fromkeys(_SIDES, "")
            self._show()
        bring_to_front(self)
        self.next.setFocus()

    @property
    def side(self) -> str:
        """The leg of the present step."""
        return _SIDES[self._step // _PARTS]

    def _go(self, by: int) -> None:
        if self._step + by >= _STEPS:
            self.close()
            self.requested.emit(RecordFact(SelfTested(self._now(), self._seen["left"], self._seen["right"])))
            return
        self._step += by
        self._show()

    def _report_pain(self) -> None:
        """Hide at once, and report the pain."""
        move, at = _MOVES[self._step % _PARTS], self._position.text()
        self.hide()
        self.requested.emit(ReportPain("self-test", move, at, self.close, lambda: bring_to_front(self)))

    def _answered(self) -> None:
        self._seen[self.side] = next(name for name, choice in self.answers.items() if choice.isChecked())
        self._show()

    def _show(self) -> None:
        part, side = self._step % _PARTS, self.side
        looking = part == _PARTS - 1
        self._position.setText(programme_view_text.test_place(side, part + 1, _PARTS))
        floats = looking and self._seen[side] == "floats"
        show_text(self._note, programme_text.self_test_meaning() if floats else programme_text.self_test_note())
        if looking:
            self._show_result(side)
        else:
            picture, line = programme_view_text.test_steps(side)[part]
            self._line.setText(line)
            self._figure.setAccessibleName(line)
            self._figure.show_step(picture, side)
            self._figure.set_moment(60)  # the end of the movement
        self._figure.setVisible(not looking)
        self._result.setVisible(looking)
        self.back.setEnabled(self._step > 0)
        self.next.setText(
            programme_view_text.test_save() if self._step == _STEPS - 1 else programme_view_text.forward()
        )
        self.next.setEnabled(not looking or bool(self._seen[side]))
        self.setAccessibleDescription(f"{self._position.text()}. {self._line.text()}")

    def _show_result(self, side: str) -> None:
        self._line.setText(programme_view_text.test_look())
        self._question.setText(programme_text.self_test_question(side))
        for still, name in zip(self._stills, _RESULT_PICTURES, strict=True):
            still.show_picture(name, side)
        self._group.setExclusive(False)
        for name, choice in self.answers.items():
            choice.setChecked(self._seen[side] == name)
        self._group.setExclusive(True)

    def apply_theme(self, tokens: Tokens) -> None:
        self._page.apply_theme(tokens)
        for button in (self.pain, self.stop, self.back, self.next):
            set_minimum_height(button, LARGE_BUTTON_HEIGHT)
        self.next.set_minimum(8 * self.fontMetrics().height())

"""The self-test, leg by leg: sit, hug a knee, look, say what you see; a position and never a score."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from hipbreak.core.exercise.routine_text import hurts
from hipbreak.core.facts.programme_facts import SelfTested
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.text.session import buttons
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.figure.view import FigureView, StillFigure
from hipbreak.ui.intents import ReportPain
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.metrics import LARGE_BUTTON_HEIGHT, PAGE_MARGIN, set_minimum_height
from hipbreak.ui.theme.themed_window import PaperWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping_choice import Choice
from hipbreak.ui.widgets.wrapping_label import show_text

_SIDES = ("right", "left")
_MOST = 20  # parts of the room, beside one of white below
_LOOKS = ("test_lie_rests", "test_lie_floats")
_MOVES = ("look", "hug", "look")  # by part of a leg: sit, hug, look; sitting down belongs to the block of that name
_PARTS = len(_MOVES)
_STEPS = len(_SIDES) * _PARTS


class SelfTestWindow(PaperWindow):
    """At the person's own pace; `wanted` carries what was seen as a Note, once both are answered, or a HurtWish."""

    wanted = Signal(object)

    def __init__(
        self, now: Callable[[], datetime], tokens: Tokens | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tokens, parent)
        self._now = now
        self._step, self._seen = 0, dict.fromkeys(_SIDES, "")
        self.setWindowTitle(programme_window_text.test_title())
        self._sheet = ScrollPage()
        self._place = self._sheet.add_text("", "muted", 4)
        self._line = self._sheet.add_text("", "lead", 12)
        self._figure = FigureView()
        self._figure.setMinimumHeight(220)
        self._figure.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # what there is room for
        self._sheet.add(self._figure, 0)
        self._sheet.column.setStretchFactor(self._figure, _MOST)
        self.answers = {name: Choice(told, exclusive=True) for name, told in programme_text.self_test_answers().items()}
        self._group = QButtonGroup(self)
        self._looks = self._show_answers()
        self._sheet.add_stretch()
        self._note = self._sheet.add_text(programme_text.self_test_note(), "muted", 0)
        self.back, self.next = QPushButton(programme_window_text.back()), MinSizeButton(programme_window_text.forward())
        self.hurts, self.stop = QPushButton(hurts()), QPushButton(buttons()["stop"])
        self.stop.setToolTip(programme_window_text.test_stop_hint())
        self._lay_out()
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.open_at(40 * unit, 38 * unit)
        self._show()

    def _show_answers(self) -> QWidget:
        """The answers, with what the first two look like above them."""
        holder, column, pictures = QWidget(), QVBoxLayout(), QHBoxLayout()
        self._stills = [StillFigure(name, 260, 190) for name in _LOOKS]
        for still, name in zip(self._stills, ("rests", "floats"), strict=True):
            told = QVBoxLayout()
            told.setSpacing(4)
            told.addWidget(still)
            self._sheet.add_text(programme_window_text.look_caption(name), "muted", layout=told)
            pictures.addLayout(told)
        pictures.addStretch(1)
        pictures.setSpacing(16)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(pictures)
        column.addSpacing(12)
        self._question = self._sheet.add_text("", "strong", layout=column)
        for choice in self.answers.values():
            self._group.addButton(choice.button)
            choice.clicked.connect(self._answered)
            column.addWidget(choice)
        holder.setLayout(column)
        self._sheet.add(holder, 12)
        return holder

    def _lay_out(self) -> None:
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.hurts.clicked.connect(self._hurts)
        self.stop.clicked.connect(self.close)
        self.next.setDefault(True)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 16)
        foot.setSpacing(12)
        foot.addWidget(self.hurts)
        foot.addStretch(1)
        foot.addWidget(self.stop)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._sheet, 1)
        whole.addLayout(foot)

    def begin(self) -> None:
        """Open at the beginning, or come to the front where it is."""
        if not self.isVisible():
            self._step, self._seen = 0, dict.fromkeys(_SIDES, "")
            self._show()
        self.show()
        self.raise_()
        self.activateWindow()
        self.next.setFocus()

    # Steps

    @property
    def side(self) -> str:
        """The leg that is looked at."""
        return _SIDES[self._step // _PARTS]

    def _go(self, by: int) -> None:
        if self._step + by >= _STEPS:
            self.close()
            self.wanted.emit(RecordFact(SelfTested(self._now(), self._seen["left"], self._seen["right"])))
            return
        self._step += by
        self._show()

    def _hurts(self) -> None:
        """Over at once, and nothing of it is kept but where it was."""
        move, at = _MOVES[self._step % _PARTS], self._place.text()
        self.close()
        self.wanted.emit(ReportPain("self-test", move, at))

    def _answered(self) -> None:
        self._seen[self.side] = next(name for name, choice in self.answers.items() if choice.isChecked())
        self._show()

    def _show(self) -> None:
        part, side = self._step % _PARTS, self.side
        looks = part == _PARTS - 1
        self._place.setText(programme_window_text.test_place(side, part + 1, _PARTS))
        show_text(self._note, programme_text.self_test_note())
        if looks:
            self._show_look(side)
        else:
            picture, line = programme_window_text.test_steps(side)[part]
            self._line.setText(line)
            self._figure.show_step(picture, side)
            self._figure.set_moment(60)  # there: this window has no clock
        self._figure.setVisible(not looks)
        self._looks.setVisible(looks)
        self.back.setEnabled(self._step > 0)
        self.next.setText(
            programme_window_text.test_save() if self._step == _STEPS - 1 else programme_window_text.forward()
        )
        self.next.setEnabled(not looks or bool(self._seen[side]))
        self.setAccessibleDescription(f"{self._place.text()}. {self._line.text()}")

    def _show_look(self, side: str) -> None:
        self._line.setText(programme_window_text.test_look())
        self._question.setText(programme_text.self_test_question(side))
        for still, name in zip(self._stills, _LOOKS, strict=True):
            still.show_picture(name, side)
        self._group.setExclusive(False)
        for name, choice in self.answers.items():
            choice.setChecked(self._seen[side] == name)
        self._group.setExclusive(True)

    # Colours

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._sheet.apply_theme(tokens)
        for button in (self.hurts, self.stop, self.back, self.next):
            set_minimum_height(button, LARGE_BUTTON_HEIGHT)
        self.next.setFont(emphasised(self.font(), 1.0))
        self.next.at_least(8 * self.fontMetrics().height())

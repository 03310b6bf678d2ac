"""Before a session: how long it takes, what is needed, what comes in which order, and the choices; Start first."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from hipbreak.core.exercise import routine_text
from hipbreak.core.exercise.routine import Block, Routine
from hipbreak.core.exercise.session_plan import RoutineLengths, RoutineOptions, apply_options, build
from hipbreak.core.exercise.session_steps import StepPart, length
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import session as session_text
from hipbreak.core.text.notes import sitting_tip_at_start
from hipbreak.ui.exercise.session_options import SessionOptions
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.responsive_row import BELOW, BESIDE
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_PICTURE = 200, 124  # px
_START = 56  # px
_SIDE = 32  # px
_EDGES = 90  # px: the margins and the scroll bar


class SessionOverview(QWidget):
    """`start` carries the options; `go_on` goes on with a session that was left."""

    start = Signal(object)
    go_on = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._routine: Routine | None = None
        self._shown: list[QWidget] = []
        self.title, self.length, self.about, self.needs, self.notice = (wrapping_label() for _ in range(5))
        self.start_button, self.go_on_button = (
            MinSizeButton(session_text.start(), self),
            MinSizeButton(session_text.go_on_where(), self),
        )
        self.start_button.clicked.connect(lambda: self.start.emit(self.choices.options()))
        self.go_on_button.clicked.connect(self.go_on)
        self.blocks_title, self.options_title, self.during, self.tip = (wrapping_label() for _ in range(4))
        self.blocks_title.setText(session_text.blocks_title())
        self.options_title.setText(session_text.options_title())
        self.during.setText(health_screening_text.during())
        self.tip.setText(sitting_tip_at_start())
        self.blocks = QWidget()
        self._cells = QGridLayout(self.blocks)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(16)
        self.choices: SessionOptions = SessionOptions(tokens)
        self.choices.changed.connect(self._show_choice)
        self._arrange()
        self.say("")

    def _arrange(self) -> None:
        named = QVBoxLayout()
        named.setSpacing(4)
        named.addWidget(self.title)
        named.addWidget(self.length)
        self._head, self._ways = QBoxLayout(BESIDE), QBoxLayout(BESIDE)
        self._head.setSpacing(16)
        self._ways.setSpacing(12)
        self._head.addLayout(named, 1)
        self._head.addLayout(self._ways)
        for button in (self.go_on_button, self.start_button):
            button.setAutoDefault(True)
            self._ways.addWidget(button)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(10)
        parts = (self.about, self.needs, self.notice, self.blocks_title, self.blocks, self.options_title, self.choices)
        for part in parts:
            if part in (self.blocks_title, self.options_title):
                column.addSpacing(8)
            column.addWidget(part)
        column.addStretch(1)
        self.pane = QScrollArea(self)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setWidgetResizable(True)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, 24, _SIDE, 20)
        whole.setSpacing(12)
        whole.addLayout(self._head)
        whole.addWidget(self.pane, 1)
        foot = QVBoxLayout()
        foot.setSpacing(2)
        foot.addWidget(self.during)
        foot.addWidget(self.tip)
        whole.addLayout(foot)
        QWidget.setTabOrder(self.go_on_button, self.start_button)
        QWidget.setTabOrder(self.start_button, self.pane)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._tokens = tokens
        self.title.setFont(scaled(self.font(), 1.7))
        self.length.setFont(scaled(self.font(), 1.15))
        for label in (self.blocks_title, self.options_title):
            label.setFont(emphasised(self.font(), 1.1))
        for button in (self.start_button, self.go_on_button):
            button.setFont(emphasised(self.font(), 1.3))
            button.at_least(button.fontMetrics().height() * 7, _START)
        for label in (self.length, self.needs, self.notice, self.tip):
            set_text_colour(label, tokens.muted)
        self.choices.apply_theme(tokens)
        self._fold_head()
        if self._routine:
            self._show_choice()

    def show_routine(
        self, routine: Routine, options: RoutineOptions, weight_offered: bool, left_at: int | None
    ) -> None:
        """Offer a routine; `left_at` is the per cent at which it was left in the middle, None for a fresh one."""
        self._routine = routine
        self.title.setText(routine_text.translate(routine.title))
        self.choices.ask(routine, options, weight_offered)
        self.options_title.setVisible(self.choices.offers)
        self.tip.setVisible(routine.kind == "exercise" and bool(routine.needs))  # D1: not before a break
        left = left_at is not None
        self.go_on_button.setVisible(left)
        self.start_button.setText(session_text.start_anew() if left else session_text.start())
        self.start_button.setAccessibleDescription(routine_text.translate(routine.about))
        offer = routine_text.resume_offer(routine_text.translate(routine.title), left_at) if left_at is not None else ""
        self.about.setText("\n".join(filter(None, (offer, routine_text.translate(routine.about)))))
        self.about.setVisible(bool(self.about.text()))
        self.go_on_button.setAccessibleDescription(offer)
        self._fold_head()
        self.pane.verticalScrollBar().setValue(0)
        self._show_choice()

    def focus(self) -> None:
        """The first thing to do has the focus."""
        (self.start_button if self.go_on_button.isHidden() else self.go_on_button).setFocus()

    def say(self, notice: str) -> None:
        """A line of notice, such as that there is no speech here; empty for none."""
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))

    def _show_choice(self) -> None:
        """Lengths, needs and blocks as the choices are now."""
        if not self._routine:
            return
        options = self.choices.options()
        done = apply_options(self._routine, options)
        steps = build(self._routine, options)
        took = RoutineLengths(*(length(step for step in steps if step.part is part) for part in StepPart))
        self.length.setText(session_text.lengths_line(took))
        self.needs.setText(session_text.needs_line(routine_text.needs_words(done.needs)))
        while (cell := self._cells.takeAt(0)) is not None:
            if widget := cell.widget():
                widget.setParent(None)
                widget.deleteLater()
        self._shown = []
        for block in done.blocks:
            line = session_text.block_line(block.sides, length(step for step in steps if step.block == block.name))
            self._shown.append(self._cell(block, line))
        self._place_cells(self._shown)

    def _place_cells(self, cells: list[QWidget]) -> None:
        """In as many columns as stand beside each other without narrow lines."""
        columns = max((self.width() - _EDGES) // max(_PICTURE[0] + 16, self.fontMetrics().height() * 13), 1)
        columns = min(columns, max(len(cells), 3))
        for n in range(max(columns, self._cells.columnCount())):
            self._cells.setColumnStretch(n, int(n < columns))
        for n, cell in enumerate(cells):
            self._cells.addWidget(cell, n // columns, n % columns)

    def _fold_head(self) -> None:
        """Long words on the buttons need the line below the title, or a line each."""
        wide = [button.sizeHint().width() for button in (self.go_on_button, self.start_button) if not button.isHidden()]
        room, row = self.width() - 2 * _SIDE, sum(wide) + 12 * (len(wide) - 1)
        self._head.setDirection(BESIDE if row + 16 <= room * 2 // 3 else BELOW)
        self._ways.setDirection(BESIDE if row <= room else BELOW)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the head can be folded."""
        least = super().minimumSizeHint()
        widest = max(self.go_on_button.sizeHint().width(), self.start_button.sizeHint().width())
        return QSize(widest + 2 * _SIDE, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_head()
        self._place_cells(self._shown)

    def _cell(self, block: Block, line: str) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        picture = StillFigure(block.moves[-1].picture, *_PICTURE, "right" if block.sides else None)
        picture.apply_theme(self._tokens)
        title, below, feel = wrapping_label(), wrapping_label(), wrapping_label()
        title.setText(routine_text.translate(block.title))
        title.setFont(emphasised(self.font(), 1.0))
        below.setText(line)
        feel.setText(routine_text.translate(block.feel.text) if block.feel else "")
        for label in (below, feel):
            set_text_colour(label, self._tokens.muted)
        for part in (picture, title, below, feel):
            column.addWidget(part)
        column.addStretch(1)
        return cell

"""The overview before a session: its length, what is needed, its blocks, and the options."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from hipbreak.core.exercise import routine_text
from hipbreak.core.exercise.routine import Block, Routine
from hipbreak.core.exercise.session_plan import RoutineLengths, RoutineOptions, apply_options, build
from hipbreak.core.exercise.session_steps import StepPart, length
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import session as session_text
from hipbreak.core.text.notes import sitting_tip_at_start
from hipbreak.ui.exercise.session_options import SessionOptions
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.theme.buttons import MinSizeButton, make_primary
from hipbreak.ui.theme.fonts import title
from hipbreak.ui.theme.sizes import PAGE_MARGIN, RING_SPACE
from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.widgets.layouts import STRETCH, clear, column_of, grid_of, row_of
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED
from hipbreak.ui.widgets.safety_text import SafetyText
from hipbreak.ui.widgets.scroll_page import vertical_scroll_area
from hipbreak.ui.widgets.wrapping import muted_label, show_text, strong_label, wrapping_label

_PICTURE = 200, 124  # px
_START_HEIGHT = 56  # px
_MARGINS = 90  # px: the margins and the scroll bar


class SessionOverview(QWidget):
    """`start` carries the options; `resume` is for a session that was left."""

    start = Signal(object)
    resume = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tokens = system_tokens()
        self._routine: Routine | None = None
        self._cells_shown: list[QWidget] = []
        self.title, self.about = wrapping_label(), wrapping_label()
        self.length, self.needs, self.notice = (muted_label() for _ in range(3))
        self.start_button = MinSizeButton(session_text.start(), self)
        self.resume_button = MinSizeButton(session_text.resume_label(), self)
        make_primary(self.resume_button)
        self.start_button.clicked.connect(lambda: self.start.emit(self.options.options()))
        self.resume_button.clicked.connect(self.resume)
        self.blocks_title = strong_label(session_text.blocks_title())
        self.options_title = strong_label(session_text.options_title())
        self.during = SafetyText(health_screening_text.during_exercise)
        self.tip = muted_label(sitting_tip_at_start())
        self.blocks = QWidget()
        self._grid = grid_of(parent=self.blocks, gaps=(16, 16))
        self.options: SessionOptions = SessionOptions()
        self.options.changed.connect(self._show_options)
        self._arrange()
        self.show_notice("")

    def _arrange(self) -> None:
        titles = column_of(self.title, self.length, spacing=4)
        self._buttons = row_of(self.resume_button, self.start_button, spacing=12)
        self._header = row_of((titles, 1), self._buttons, spacing=16)
        for button in (self.resume_button, self.start_button):
            button.setAutoDefault(True)
        content = QWidget()
        blocks, options = (8, self.blocks_title, self.blocks), (8, self.options_title, self.options)
        parts = (self.about, self.needs, self.notice, *blocks, *options, STRETCH)
        column_of(*parts, parent=content, spacing=10, margins=(RING_SPACE, 8, 8, 8))
        self._scroll_area = vertical_scroll_area(content, self)
        self._scroll_area.setAccessibleName(self.blocks_title.text())
        footer = column_of(self.during, self.tip, spacing=2)
        margins = (PAGE_MARGIN, 24, PAGE_MARGIN, 20)
        column_of(self._header, (self._scroll_area, 1), footer, parent=self, spacing=12, margins=margins)
        QWidget.setTabOrder(self.resume_button, self.start_button)
        QWidget.setTabOrder(self.start_button, self._scroll_area)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._tokens = tokens
        self.title.setFont(title(self.font()))
        for button in (self.start_button, self.resume_button):
            button.set_minimum(button.fontMetrics().height() * 9, _START_HEIGHT)
        self._arrange_header()
        if self._routine:
            self._show_options()

    def show_routine(
        self, routine: Routine, options: RoutineOptions, weight_offered: bool, left_at: int | None
    ) -> None:
        """Show a routine; `left_at` is the percentage at which it was left, None if it was not."""
        self._routine = routine
        self.title.setText(routine_text.translate(routine.title))
        self.options.show_routine(routine, options, weight_offered)
        self.options_title.setVisible(self.options.has_options)
        self.tip.setVisible(routine.kind == "exercise" and bool(routine.needs))  # D1: not before a break
        can_resume = left_at is not None
        self.resume_button.setVisible(can_resume)
        make_primary(self.start_button, not can_resume)
        self.start_button.setText(session_text.start_over() if can_resume else session_text.start())
        self.start_button.setAccessibleDescription(routine_text.translate(routine.about))
        offer = routine_text.resume_offer(routine_text.translate(routine.title), left_at) if left_at is not None else ""
        self.about.setText("\n".join(filter(None, (offer, routine_text.translate(routine.about)))))
        self.about.setVisible(bool(self.about.text()))
        self.resume_button.setAccessibleDescription(offer)
        self._arrange_header()
        self._scroll_area.verticalScrollBar().setValue(0)
        self._show_options()

    def focus(self) -> None:
        """Give the focus to the main button."""
        (self.start_button if self.resume_button.isHidden() else self.resume_button).setFocus()

    def show_notice(self, notice: str) -> None:
        """Show a line about audio; empty for none."""
        show_text(self.notice, notice)

    def _show_options(self) -> None:
        """Show length, needs and blocks for the present options."""
        if not self._routine:
            return
        options = self.options.options()
        adapted = apply_options(self._routine, options)
        steps = build(self._routine, options)
        lengths = RoutineLengths(*(length(step for step in steps if step.part is part) for part in StepPart))
        self.length.setText(session_text.lengths_line(lengths))
        self.needs.setText(session_text.needs_sentence(routine_text.needs_text(adapted.needs)))
        clear(self._grid)
        self._cells_shown = []
        for block in adapted.blocks:
            line = session_text.block_line(block.sides, length(step for step in steps if step.block == block.name))
            self._cells_shown.append(self._cell(block, line))
        self._place_cells(self._cells_shown)

    def _place_cells(self, cells: list[QWidget]) -> None:
        """Put the cells in as many columns as fit without narrow lines."""
        columns = max((self.width() - _MARGINS) // max(_PICTURE[0] + 16, self.fontMetrics().height() * 13), 1)
        columns = min(columns, max(len(cells), 3))
        for n in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(n, int(n < columns))
        for n, cell in enumerate(cells):
            self._grid.addWidget(cell, n // columns, n % columns)

    def _arrange_header(self) -> None:
        """Put buttons with long texts below the title, or below each other."""
        widths = [
            button.sizeHint().width() for button in (self.resume_button, self.start_button) if not button.isHidden()
        ]
        available, needed = self.width() - 2 * PAGE_MARGIN, sum(widths) + 12 * (len(widths) - 1)
        self._header.setDirection(SIDE_BY_SIDE if needed + 16 <= available * 2 // 3 else STACKED)
        self._buttons.setDirection(SIDE_BY_SIDE if needed <= available else STACKED)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the header can be."""
        minimum = super().minimumSizeHint()
        widest = max(self.resume_button.sizeHint().width(), self.start_button.sizeHint().width())
        return QSize(widest + 2 * PAGE_MARGIN, minimum.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_header()
        self._place_cells(self._cells_shown)

    def _cell(self, block: Block, line: str) -> QWidget:
        cell = QWidget()
        picture = StillFigure(block.moves[-1].picture, *_PICTURE, "right" if block.sides else None)
        picture.apply_theme(self._tokens)
        title, below = strong_label(routine_text.translate(block.title)), muted_label(line)
        feel = muted_label(routine_text.translate(block.feel.text) if block.feel else "")
        picture.setAccessibleName(title.text())
        picture.setVisible(bool(block.moves[-1].picture))
        column_of(picture, title, below, feel, STRETCH, parent=cell, spacing=2)
        return cell

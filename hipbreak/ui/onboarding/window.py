"""The welcome at the first start: four steps that can be skipped at any time, with the keyboard alone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.ui.onboarding.steps import HereStep, HowStep, WhatStep, WhenStep
from hipbreak.ui.settings.option_page import OptionPage
from hipbreak.ui.settings.startup_page import AutostartSwitch
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT
from hipbreak.ui.theme.themed_window import PaperWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage

_APART = 1.0  # lines of text from dot to dot
_RADIUS = 0.22


class StepDots(QWidget):
    """The step is a larger filled dot, those done are filled, those to come are rings."""

    def __init__(self, steps: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._step, self._tokens = steps, 0, system_tokens()

    def show_step(self, step: int) -> None:
        """Counted from 0."""
        self._step = step
        self.setAccessibleName(onboarding_text.place(step + 1, self._steps))
        self.setToolTip(onboarding_text.place(step + 1, self._steps))
        self.update()

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._tokens = tokens
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(round(self._steps * _APART * line), line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        for step in range(self._steps):
            centre = QPointF((step + 0.5) * _APART * line, self.height() / 2)
            to_come = step > self._step
            colour = QColor(self._tokens.away if to_come else self._tokens.accent)
            painter.setPen(QPen(colour, line * 0.08))
            painter.setBrush(Qt.BrushStyle.NoBrush if to_come else colour)
            radius = line * _RADIUS * (1.35 if step == self._step else 0.8)
            painter.drawEllipse(centre, radius, radius)
        painter.end()
        event.accept()


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WelcomeWindow(PaperWindow):
    """What is chosen takes effect at once: `changed` carries the key and the new value of an option.

    `test_requested` carries what a Test button tests; whoever does it says with `show_test_result` what came of it.
    """

    changed = Signal(str, object)
    test_requested = Signal(str)

    def __init__(
        self,
        settings: Settings,
        start: AutostartSwitch,
        look: Callable[[], Sequence[Finding]],
        tokens: Tokens | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`look` is called while the last step is read, once a second."""
        super().__init__(tokens, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it is seldom seen twice
        self._how = HowStep()
        self._how.test_requested.connect(self.test_requested)
        self.steps: tuple[ScrollPage, ...] = (WhatStep(), WhenStep(), self._how, HereStep(start, look))
        self._stack, self._dots = QStackedWidget(), StepDots(len(self.steps))
        self.skip, self.back, self.next = (
            QPushButton(onboarding_text.skip()),
            QPushButton(onboarding_text.back()),
            QPushButton(),
        )
        self.skip.setToolTip(onboarding_text.skip_help())
        self.skip.setAccessibleDescription(onboarding_text.skip_help())
        self.skip.clicked.connect(self.close)
        self.back.clicked.connect(lambda: self._go(self.step - 1))
        self.next.clicked.connect(self._go_on)
        for sheet in self.steps:
            self._stack.addWidget(sheet)
            if isinstance(sheet, OptionPage):
                sheet.changed.connect(self.changed)
        self._lay_out()
        self.use(settings)
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.set_initial_size(38 * unit, 31 * unit)
        self._go(0)

    def _lay_out(self) -> None:
        foot, whole = QHBoxLayout(), QVBoxLayout(self)
        foot.setContentsMargins(32, 8, 32, 20)
        foot.setSpacing(8)
        foot.addWidget(self._dots)
        foot.addStretch(1)
        for button in (self.skip, self.back, self.next):
            foot.addWidget(button)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._stack, 1)
        whole.addLayout(foot)

    @property
    def step(self) -> int:
        """Counted from 0."""
        return self._stack.currentIndex()

    def use(self, settings: Settings) -> None:
        """Show these settings."""
        for sheet in self.steps:
            if isinstance(sheet, OptionPage):
                sheet.show_settings(settings)

    def show_test_result(self, what: str, works: bool, line: str) -> None:
        """What came of a Test button."""
        self._how.test_rows[what].show_result(works, line)

    def begin(self) -> None:
        """Come to the front, at the first step unless it is being read."""
        if not self.isVisible():
            self._go(0)
        bring_to_front(self)
        self.next.setFocus()

    def _go(self, step: int) -> None:
        last = step == len(self.steps) - 1
        self._stack.setCurrentIndex(step)
        self._dots.show_step(step)
        self.setWindowTitle(onboarding_text.title(step + 1, len(self.steps)))
        self.back.setEnabled(step > 0)
        self.skip.setVisible(not last)
        self.next.setText(onboarding_text.done() if last else onboarding_text.go_on())
        self.next.setFocus()

    def _go_on(self) -> None:
        if self.step == len(self.steps) - 1:
            self.close()
        else:
            self._go(self.step + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from wherever it means nothing else."""
        if event.key() in _ENTER:
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self._go_on()
            return
        super().keyPressEvent(event)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._dots.apply_theme(tokens)
        for sheet in self.steps:
            sheet.apply_theme(tokens)
        for button in (self.skip, self.back, self.next):
            button.setMinimumHeight(BUTTON_HEIGHT)
        self.next.setFont(emphasised(self.font(), 1.0))

"""The window of the first start: four steps that can be skipped at any time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.core.facts.programme_facts import ProgrammeBegan
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.onboarding.steps import ProgrammeStep, TryStep, WhatStep, WhenStep
from hipbreak.ui.settings.autostart_row import AutostartSwitch
from hipbreak.ui.settings.option_page import OptionPage
from hipbreak.ui.theme.buttons import make_primary, make_tertiary
from hipbreak.ui.theme.themed_window import PaperWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage

_DOT_DISTANCE, _DOT_RADIUS = 1.0, 0.22  # heights of a line


class StepDots(QWidget):
    """One dot for each step: the current one larger, earlier ones filled, later ones as rings."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._steps, self._step, self._tokens = steps, 0, system_tokens()

    def show_step(self, step: int) -> None:
        """Show the current step, counted from 0."""
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
        return QSize(round(self._steps * _DOT_DISTANCE * line), line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        for step in range(self._steps):
            centre = QPointF((step + 0.5) * _DOT_DISTANCE * line, self.height() / 2)
            later = step > self._step
            colour = QColor(self._tokens.away if later else self._tokens.accent)
            painter.setPen(QPen(colour, line * 0.08))
            painter.setBrush(Qt.BrushStyle.NoBrush if later else colour)
            radius = line * _DOT_RADIUS * (1.35 if step == self._step else 0.8)
            painter.drawEllipse(centre, radius, radius)
        painter.end()
        event.accept()


@dataclass(frozen=True)
class ProgrammeOffer:
    """The programme that can be begun at a moment `now`; `session` is the length of its daily session."""

    session: timedelta
    is_running: bool
    now: Callable[[], datetime]


_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WelcomeWindow(PaperWindow):
    """`changed` carries the key and the new value of an option, `requested` a command."""

    changed = Signal(str, object)
    requested = Signal(object)

    def __init__(
        self,
        settings: Settings,
        programme: ProgrammeOffer,
        autostart: AutostartSwitch,
        find: Callable[[], Sequence[Finding]],
        tokens: Tokens | None = None,
        has_history: bool = False,
    ) -> None:
        """`find` is called once a second while the last step is visible.

        `has_history` offers to read the time before Hipbreak.
        """
        super().__init__(tokens)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it is rarely shown twice
        self._offer = programme
        self._last = ProgrammeStep(programme.session, programme.is_running, autostart, find, has_history)
        self.steps: tuple[ScrollPage, ...] = (WhatStep(programme.session), TryStep(), WhenStep(), self._last)
        self._stack, self._dots = QStackedWidget(), StepDots(len(self.steps))
        self.skip, self.back, self.next = (
            QPushButton(onboarding_text.skip()),
            QPushButton(onboarding_text.back()),
            QPushButton(),
        )
        make_primary(self.next)
        make_tertiary(self.skip)
        self.skip.setToolTip(onboarding_text.skip_help())
        self.skip.setAccessibleDescription(onboarding_text.skip_help())
        self.skip.clicked.connect(self.close)
        self.back.clicked.connect(lambda: self._show_step(self.step - 1))
        self.next.clicked.connect(self._next_step)
        for page in self.steps:
            self._stack.addWidget(page)
            page.requested.connect(self.requested)
            if isinstance(page, OptionPage):
                page.changed.connect(self.changed)
        self._lay_out()
        self.show_settings(settings)
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.set_initial_size(38 * unit, 31 * unit)
        self._show_step(0)

    def _lay_out(self) -> None:
        footer, column = QHBoxLayout(), QVBoxLayout(self)
        footer.setContentsMargins(32, 8, 32, 20)
        footer.setSpacing(8)
        footer.addWidget(self._dots)
        footer.addStretch(1)
        for button in (self.skip, self.back, self.next):
            footer.addWidget(button)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(footer)

    @property
    def step(self) -> int:
        """The current step, counted from 0."""
        return self._stack.currentIndex()

    def show_settings(self, settings: Settings) -> None:
        """Show these settings."""
        for page in self.steps:
            if isinstance(page, OptionPage):
                page.show_settings(settings)

    def begin(self) -> None:
        """Come to the front; a hidden window begins with the first step."""
        if not self.isVisible():
            self._show_step(0)
        bring_to_front(self)
        self.next.setFocus()

    def _show_step(self, step: int) -> None:
        last = step == len(self.steps) - 1
        self._stack.setCurrentIndex(step)
        self._dots.show_step(step)
        self.setWindowTitle(onboarding_text.title(step + 1, len(self.steps)))
        self.back.setEnabled(step > 0)
        self.skip.setVisible(not last)
        self.next.setText(onboarding_text.done() if last else onboarding_text.next_button())
        self.next.setFocus()

    def _next_step(self) -> None:
        if self.step == len(self.steps) - 1:
            self.close()
            if self._last.programme.isChecked() and not self._offer.is_running:
                self.requested.emit(RecordFact(ProgrammeBegan(self._offer.now())))
        else:
            self._show_step(self.step + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next step with Enter, unless a button has the focus."""
        if event.key() in _ENTER_KEYS:
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self._next_step()
            return
        super().keyPressEvent(event)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._dots.apply_theme(tokens)
        for page in self.steps:
            page.apply_theme(tokens)

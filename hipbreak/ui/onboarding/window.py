"""The window of the first start: four steps that can be skipped at any time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.core.facts.programme_facts import ProgrammeBegan
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.onboarding.steps import ProgrammeStep, TryStep, WhatStep, WhenStep
from hipbreak.ui.settings.findings_page import AutostartSwitch
from hipbreak.ui.theme.buttons import make_primary, make_tertiary
from hipbreak.ui.theme.themed_window import PaperWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.step_dots import StepDots


class ProgrammeOffer(Struct, frozen=True):
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
        tokens: Tokens | None,
        has_history: bool = False,
    ) -> None:
        """`find` is called once a second while the last step is visible.

        `has_history` offers to read the time before Hipbreak.
        """
        super().__init__(tokens)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # it is rarely shown twice
        self._offer = programme
        self._last = ProgrammeStep(programme.session, programme.is_running, autostart, find, has_history)
        self._when = WhenStep()
        self._when.changed.connect(self.changed)
        self.steps: tuple[ScrollPage, ...] = (WhatStep(programme.session), TryStep(), self._when, self._last)
        self._stack, self._dots = QStackedWidget(), StepDots()
        self.skip = QPushButton(onboarding_text.skip())
        self.back = QPushButton(onboarding_text.back())
        self.next = QPushButton()
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
        self._lay_out()
        self.show_settings(settings)
        self.reapply_theme()
        self.set_initial_size(38, 31)
        self._show_step(0)

    def _lay_out(self) -> None:
        footer = row_of(self._dots, STRETCH, self.skip, self.back, self.next, spacing=8, margins=(32, 8, 32, 20))
        column_of((self._stack, 1), footer, parent=self, spacing=0, margins=(0, 8, 0, 0))

    @property
    def step(self) -> int:
        """The current step, counted from 0."""
        return self._stack.currentIndex()

    def show_settings(self, settings: Settings) -> None:
        """Show these settings."""
        self._when.show_settings(settings)

    def begin(self) -> None:
        """Come to the front; a hidden window begins with the first step."""
        if not self.isVisible():
            self._show_step(0)
        bring_to_front(self)
        self.next.setFocus()

    def _show_step(self, step: int) -> None:
        last = step == len(self.steps) - 1
        self._stack.setCurrentIndex(step)
        place = onboarding_text.place(step + 1, len(self.steps))
        self._dots.show_count(step + 1, len(self.steps), place)
        self._dots.setToolTip(place)
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
        self._dots.setFixedWidth(len(self.steps) * self.fontMetrics().height())
        self._dots.apply_theme(tokens)
        for page in self.steps:
            page.apply_theme(tokens)

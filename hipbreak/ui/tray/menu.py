"""The app's menu, for the tray icon and for the window that replaces it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QMenu

from hipbreak.core.settings.pause_until import off_today, pause_end
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import WorkingHours
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.intents import Intent, OpenRoutine

HEADLINE_OPACITY = 0.72  # keeps a contrast of 4.5:1
Request = inputs.Command | Intent | OpenRoutine


class MainMenu(QMenu):
    """A headline about the state, and the commands that are possible now."""

    requested = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(menu_text.APP)
        self._now = now
        self._shown: tuple[Status, Settings] | None = None
        self._suggestion_text = ""
        self._snoozes: tuple[inputs.Snooze, inputs.Snooze] = (inputs.Snooze(), inputs.Snooze())

        self._headline = self.addAction("")
        self._headline.setEnabled(False)
        self._confirm = self._add("", inputs.ConfirmAbsence())
        self._still_standing = self._add(menu_text.standing_question_with_answer(), inputs.Stand())
        self._answers_separator = self.addSeparator()
        self._start = self._add(menu_text.menu_start(), inputs.Start())
        self._start_session = self._add(menu_text.menu_session(), Intent.SESSION)
        self._short = self._add("", lambda: self._snoozes[0])
        self._long = self._add("", lambda: self._snoozes[1])
        self._skip = self._add(menu_text.menu_skip(), inputs.Skip())
        self.addSeparator()
        self._stand_now = self._add(menu_text.stand_now(), inputs.Start("stand"))
        self._pulse_now = self._add(menu_text.pulse_now(), inputs.Start("pulse"))
        self._standing = self._add(menu_text.standing(), inputs.Stand())
        self._sitting = self._add(menu_text.sitting(), inputs.Sit())
        self._away = self._add(menu_text.away(), inputs.Leave())
        self._back = self._add(menu_text.back(), inputs.Sit())
        self.addSeparator()
        self._add(menu_text.log_break(), Intent.LOG_BREAK)
        self._undo = self._add(menu_text.undo(), inputs.Undo())
        self.calls = self._create_call_menu()
        """The choices of the length of a call."""
        self._call_over = self._add(menu_text.call_over(), inputs.EndCall())
        self.pauses = self._create_pause_menu()
        """The choices of the length of a pause."""
        self._off = self._add(menu_text.off_today(), self._off_today)
        self._resume = self._add(menu_text.resume(), inputs.Resume())
        self.addSeparator()
        self._suggestion = self._add("", Intent.PROGRAMME)
        self._suggestion.setVisible(False)
        self._add(menu_text.today(), Intent.NOW)
        self._add(menu_text.programme(), Intent.PROGRAMME)
        self._add(menu_text.settings(), Intent.SETTINGS)
        self.addSeparator()
        self._add(menu_text.quit_hipbreak(), Intent.QUIT)
        self.aboutToShow.connect(self._strengthen_headline)
        self.aboutToHide.connect(self._update_actions)

    def show_status(self, status: Status, settings: Settings) -> None:
        """Update the actions; while the menu is open only the headline changes."""
        self._shown = (status, settings)
        _set_text(self._headline, menu_text.escape_mnemonics(headline(status)))
        if not self.isVisible():
            self._update_actions()

    def show_suggestion(self, text: str) -> None:
        """Show a suggestion of the programme, which opens it; empty for none."""
        if text != self._suggestion_text:
            self._suggestion_text = text
            if not self.isVisible():
                self._update_actions()

    def _update_actions(self) -> None:
        if self._shown is None:
            return
        status, settings = self._shown
        _set_text(self._suggestion, menu_text.escape_mnemonics(self._suggestion_text))
        _set_visible(self._suggestion, bool(self._suggestion_text))
        card = status.card is not None
        routine = status.card is not None and status.card.kind == "routine"
        if status.question is not None:
            _set_text(self._confirm, menu_text.question_with_answer(status.question))
        self._snoozes = (inputs.Snooze(settings.later_short), inputs.Snooze(settings.later_long))
        _set_text(self._short, menu_text.escape_mnemonics(menu_text.snooze_menu_label(settings.later_short)))
        _set_text(self._long, menu_text.escape_mnemonics(menu_text.snooze_menu_label(settings.later_long)))
        _set_visible(self._confirm, status.question is not None)
        _set_visible(self._still_standing, status.standing_question)
        if self._undo.isEnabled() != status.can_undo:
            self._undo.setEnabled(status.can_undo)
        _set_visible(self._start, card and not routine)
        _set_visible(self._start_session, routine)
        _set_visible(self._short, card and status.can_snooze)
        _set_visible(self._long, card and status.can_snooze and settings.later_long != settings.later_short)
        _set_visible(self._skip, card or status.snooze_ends_in is not None or status.routine_snooze_ends_in is not None)
        _set_visible(self._answers_separator, self._skip.isVisible())
        for action in (self._stand_now, self._pulse_now):
            _set_visible(action, not card or routine)
            if action.isEnabled() == (status.phase == "guiding"):
                action.setEnabled(status.phase != "guiding")
        _set_visible(self._standing, not status.standing and not status.declared_away)
        _set_visible(self._sitting, status.standing and not status.declared_away)
        _set_visible(self._away, status.no_idle_source and not status.declared_away)
        _set_visible(self._back, status.declared_away)
        _set_visible(self.calls.menuAction(), status.call_until is None)
        _set_visible(self._call_over, status.call_until is not None)
        _set_visible(self.pauses.menuAction(), not status.paused)
        _set_visible(self._off, not status.paused)
        _set_visible(self._resume, status.paused)

    def _strengthen_headline(self) -> None:
        """Make the disabled headline readable."""
        palette = QApplication.palette(self)
        text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
        text.setAlphaF(HEADLINE_OPACITY)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, text)
        self.setPalette(palette)

    def _create_call_menu(self) -> QMenu:
        menu = self.addMenu(menu_text.call_menu())
        for length in inputs.CALL_LENGTHS:
            self._add(menu_text.call(length), inputs.StartCall(length), menu)
        return menu

    def _create_pause_menu(self) -> QMenu:
        menu = self.addMenu(menu_text.pause())
        for text, label in menu_text.pause_choices():
            self._add(label, partial(self._pause_for, text), menu)
        return menu

    def _pause_for(self, text: str) -> inputs.Pause:
        return inputs.Pause(pause_end(text, self._now()))

    def _off_today(self) -> inputs.Pause:
        hours = self._shown[1].working_hours if self._shown else WorkingHours()
        return inputs.Pause(off_today(self._now(), hours))

    def _add(self, label: str, request: Request | Callable[[], Request], menu: QMenu | None = None) -> QAction:
        action = (menu or self).addAction(label)
        action.triggered.connect(lambda: self.requested.emit(request() if callable(request) else request))
        return action


def _set_text(action: QAction, text: str) -> None:
    if action.text() != text:
        action.setText(text)


def _set_visible(action: QAction, visible: bool) -> None:
    if action.isVisible() != visible:
        action.setVisible(visible)

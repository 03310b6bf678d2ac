"""The app's menu, for the tray icon and for the window that replaces it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
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
from hipbreak.ui.prompt.snooze_choices import snooze_choices

HEADLINE_OPACITY = 0.72  # keeps a contrast of 4.5:1
MAX_ROWS = 7
OPEN_AT_MOST, CHOSEN_WITHIN = 10_000, 500
"""How long the menu is taken as open, and may still be answered after it closed, in ms.

A panel that draws it reports both by the session bus, but not each panel reports the end.
"""
Request = inputs.Command | Intent | OpenRoutine


class MainMenu(QMenu):
    """A headline about the state, and the commands that are possible now; those beyond `MAX_ROWS` are below "More"."""

    requested = Signal(object)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(menu_text.APP)
        self._now = now
        self._shown: tuple[Status, Settings] | None = None
        self._suggestion_text = self._session_length = ""
        self._labels: list[tuple[QAction, Callable[[], str]]] = []
        self._shown_choices: list[tuple[inputs.Snooze, str]] = []
        self._choice_actions: list[QAction] = []

        self._headline = QAction(self)
        self._headline.setEnabled(False)
        self._confirm = self._action(None, inputs.ConfirmAbsence())
        self._still_standing = self._action(menu_text.standing_question_with_answer, inputs.Stand())
        self._start = self._action(menu_text.menu_start, inputs.Start())
        self._start_session = self._action(menu_text.menu_session, Intent.SESSION)
        self._skip = self._action(menu_text.menu_skip, inputs.Skip())
        self._stand_now = self._action(menu_text.stand_now, inputs.Start("stand"))
        self._pulse_now = self._action(menu_text.pulse_now, inputs.Start("pulse"))
        self._standing = self._action(menu_text.standing, inputs.Stand())
        self._sitting = self._action(menu_text.sitting, inputs.Sit())
        self._away = self._action(menu_text.away, inputs.Leave())
        self._back = self._action(menu_text.back, inputs.Sit())
        self._call_over = self._action(menu_text.call_over, inputs.EndCall())
        self._resume = self._action(menu_text.resume, inputs.Resume())
        self._log_break = self._action(menu_text.log_break, Intent.LOG_BREAK)
        self._undo = self._action(menu_text.undo, inputs.Undo())
        self._suggestion = self._action(None, Intent.PROGRAMME)
        self._pages = [
            self._action(menu_text.today, Intent.NOW),
            self._action(menu_text.programme, Intent.PROGRAMME),
            self._action(menu_text.settings, Intent.SETTINGS),
        ]
        self._separator, self._more_separator = QAction(self), QAction(self)
        for separator in (self._separator, self._more_separator):
            separator.setSeparator(True)
        self._snoozes = self._submenu(menu_text.snooze_menu)
        self.calls = self._submenu(menu_text.call_menu)
        """The choices of the length of a call."""
        self.calls.addActions(
            [self._action(partial(menu_text.call, length), inputs.StartCall(length)) for length in inputs.CALL_LENGTHS]
        )
        self.pauses = self._submenu(menu_text.pause)
        """The choices of the length of a pause."""
        pauses = [
            self._action(partial(_pause_label, n), partial(self._pause_for, text))
            for n, (text, _label) in enumerate(menu_text.pause_choices())
        ]
        self.pauses.addActions([*pauses, self._action(menu_text.off_today, self._off_today)])
        self._more = self._submenu(menu_text.more)
        self._quit = self._action(menu_text.quit_hipbreak, Intent.QUIT)
        self._open = QTimer(self, singleShot=True)
        self._open.timeout.connect(self._update_actions)
        self.aboutToShow.connect(self._opened)
        self.aboutToHide.connect(lambda: self._open.start(CHOSEN_WITHIN))

    def show_status(self, status: Status, settings: Settings) -> None:
        """Update the actions; while the menu is open only the headline changes."""
        self._shown = (status, settings)
        _set_text(self._headline, menu_text.escape_mnemonics(headline(status)))
        self._update_actions()

    def show_suggestion(self, text: str) -> None:
        """Show a suggestion of the programme, which opens it; empty for none."""
        if text != self._suggestion_text:
            self._suggestion_text = text
            self._update_actions()

    def show_session(self, length: str) -> None:
        """The length of today's session, which is offered once its reminder was folded away; empty for none."""
        if length != self._session_length:
            self._session_length = length
            self._update_actions()

    def _opened(self) -> None:
        self._open.stop()
        self._update_actions()
        self._strengthen_headline()
        self._open.start(OPEN_AT_MOST)

    def _update_actions(self) -> None:
        if self._shown is None or self._open.isActive() or self.isVisible():
            return
        status, settings = self._shown
        if status.question is not None:
            _set_text(self._confirm, menu_text.question_with_answer(status.question))
        _set_text(self._start_session, menu_text.start_session(self._session_length))
        _set_text(self._suggestion, menu_text.escape_mnemonics(self._suggestion_text))
        self._undo.setEnabled(status.can_undo)
        for action in (self._stand_now, self._pulse_now):
            action.setEnabled(status.phase != "guiding")
        card = status.card if status.can_snooze else None
        self._show_choices(snooze_choices(card.kind, settings, status) if card is not None else [])
        commands = self._commands(status)
        end = [self._resume if status.paused else self.pauses.menuAction(), self._more.menuAction(), self._quit]
        fitting = MAX_ROWS - 1 - len(end)
        suggestion = [self._suggestion] if self._suggestion_text else []
        more = [*commands[fitting:], self._log_break, self._undo]
        _set_actions(self._more, [*more, self._more_separator, *suggestion, *self._pages])
        _set_actions(self, [self._headline, *commands[:fitting], self._separator, *end])

    def _show_choices(self, choices: list[tuple[inputs.Snooze, str]]) -> None:
        """Show the choices of Later, and Skip below them; the actions are used again."""
        self._shown_choices = choices
        while len(self._choice_actions) < len(choices):
            self._choice_actions.append(self._action(None, partial(self._choice, len(self._choice_actions))))
        shown = self._choice_actions[: len(choices)]
        for action, (_snooze, label) in zip(shown, choices, strict=True):
            _set_text(action, menu_text.escape_mnemonics(label))
        _set_actions(self._snoozes, [*shown, self._skip])

    def _choice(self, number: int) -> inputs.Snooze:
        return self._shown_choices[number][0]

    def _commands(self, status: Status) -> list[QAction]:
        """What can be answered or done now, the most urgent first."""
        card = status.card
        is_session, is_sit = (card is not None and card.kind == kind for kind in ("routine", "sit"))
        has_snoozed = status.snooze_ends_in is not None or status.routine_snooze_ends_in is not None
        possible = (
            (self._confirm, status.question is not None),
            (self._still_standing, status.standing_question),
            (self._start, card is not None and not is_session and not is_sit),
            (self._sitting, is_sit),
            (self._start_session, is_session or (status.session_waits and bool(self._session_length))),
            (self._snoozes.menuAction(), card is not None and status.can_snooze),
            (self._skip, not status.can_snooze if card is not None else has_snoozed),
            (self._stand_now, card is None or is_session or is_sit),
            (self._standing, not status.standing and not status.declared_away),
            (self._sitting, status.standing and not status.declared_away and not is_sit),
            (self._back, status.declared_away),
            (self._call_over, status.call_until is not None),
            (self._away, status.no_idle_source and not status.declared_away),
            (self.calls.menuAction(), status.call_until is None),
            (self._pulse_now, card is None or is_session or is_sit),
        )
        return [action for action, is_possible in possible if is_possible]

    def _strengthen_headline(self) -> None:
        """Make the disabled headline readable."""
        palette = QApplication.palette(self)
        text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
        text.setAlphaF(HEADLINE_OPACITY)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, text)
        self.setPalette(palette)

    def _pause_for(self, text: str) -> inputs.Pause:
        return inputs.Pause(pause_end(text, self._now()))

    def _off_today(self) -> inputs.Pause:
        hours = self._shown[1].working_hours if self._shown else WorkingHours()
        return inputs.Pause(off_today(self._now(), hours))

    def change_language(self) -> None:
        """Show all labels in the language in use now."""
        for action, label in self._labels:
            action.setText(label())

    def _submenu(self, label: Callable[[], str]) -> QMenu:
        menu = QMenu(label(), self)
        self._labels.append((menu.menuAction(), label))
        return menu

    def _action(self, label: Callable[[], str] | None, request: Request | Callable[[], Request]) -> QAction:
        """An action; one without a label gets its text with each state."""
        action = QAction(label() if label else "", self)
        if label:
            self._labels.append((action, label))
        action.triggered.connect(lambda: self.requested.emit(request() if callable(request) else request))
        return action


def _pause_label(n: int) -> str:
    return menu_text.pause_choices()[n][1]


def _set_text(action: QAction, text: str) -> None:
    if action.text() != text:
        action.setText(text)


def _set_actions(menu: QMenu, wanted: Sequence[QAction]) -> None:
    """Make these the actions of the menu, in this order.

    Those that stay are left alone: on the session bus one that is added again has a new number, and the old is lost.
    """
    shown = menu.actions()
    if list(wanted) == shown:
        return
    for action in shown:
        if action not in wanted:
            menu.removeAction(action)
    for number, action in enumerate(wanted):
        shown = menu.actions()
        if number == len(shown):
            menu.addAction(action)
        elif shown[number] != action:
            menu.insertAction(shown[number], action)

"""The one menu of the app, for the tray and for the small window."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from hipbreak.core.settings.pause_until import off_today, pause_end
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import WorkingHours
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.intents import Intent, OpenRoutine

READABLE = 0.72  # of the text's strength: 4.5:1 is kept, and the line still looks different
Wanted = inputs.Command | Intent | OpenRoutine


class MainMenu(QMenu):
    """Says what is going on in its first line, and what can be done about it below."""

    wanted = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(menu_text.APP, parent)
        self._now = now
        self._shown: tuple[Status, Settings] | None = None
        self._said = ""
        self._snoozes: tuple[inputs.Snooze, inputs.Snooze] = (inputs.Snooze(), inputs.Snooze())

        self._headline = self.addAction("")
        self._headline.setEnabled(False)
        self._yes = self._offer("", inputs.ConfirmAbsence())
        self._answers_end = self.addSeparator()
        self._start = self._offer(menu_text.menu_start(), inputs.Start())
        self._start_session = self._offer(menu_text.menu_session(), Intent.SESSION)
        self._short = self._offer("", lambda: self._snoozes[0])
        self._long = self._offer("", lambda: self._snoozes[1])
        self._skip = self._offer(menu_text.menu_skip(), inputs.Skip())
        self.addSeparator()
        self._stand_now = self._offer(menu_text.stand_now(), inputs.Start("stand"))
        self._pulse_now = self._offer(menu_text.pulse_now(), inputs.Start("pulse"))
        self._standing = self._offer(menu_text.standing(), inputs.Stand())
        self._sitting = self._offer(menu_text.sitting(), inputs.Sit())
        self._away = self._offer(menu_text.away(), inputs.Leave())
        self._back = self._offer(menu_text.back(), inputs.Sit())
        self.addSeparator()
        self._offer(menu_text.log_break(), Intent.LOG_BREAK)
        self._offer(menu_text.undo(), inputs.Undo())
        self._call = self._calls()
        self._call_over = self._offer(menu_text.call_over(), inputs.EndCall())
        self._pause = self._pauses()
        self._off = self._offer(menu_text.off_today(), self._off_today)
        self._resume = self._offer(menu_text.resume(), inputs.Resume())
        self.addSeparator()
        self._mention = self._offer("", Intent.PROGRAMME)
        self._mention.setVisible(False)
        self._offer(menu_text.today(), Intent.TODAY)
        self._offer(menu_text.programme(), Intent.PROGRAMME)
        self._offer(menu_text.settings(), Intent.SETTINGS)
        self.addSeparator()
        self._offer(menu_text.quit_hipbreak(), Intent.QUIT)
        self.aboutToShow.connect(self._strengthen)
        self.aboutToHide.connect(self._arrange)

    def show_status(self, status: Status, settings: Settings) -> None:
        """Bring the lines up to date; while the menu is open nothing moves under the pointer."""
        self._shown = (status, settings)
        _say(self._headline, menu_text.literal(headline(status)))
        if not self.isVisible():
            self._arrange()

    def show_mention(self, line: str) -> None:
        """What the programme has to say, as a line that opens it; empty for none."""
        if line != self._said:
            self._said = line
            if not self.isVisible():
                self._arrange()

    def _arrange(self) -> None:
        if self._shown is None:
            return
        status, settings = self._shown
        _say(self._mention, menu_text.literal(self._said))
        _show(self._mention, bool(self._said))
        card = status.card is not None
        routine = status.card is not None and status.card.kind == "routine"
        if status.question is not None:
            _say(self._yes, menu_text.yes_up(status.question))
        self._snoozes = (inputs.Snooze(settings.later_short), inputs.Snooze(settings.later_long))
        _say(self._short, menu_text.literal(menu_text.snooze_menu_label(settings.later_short)))
        _say(self._long, menu_text.literal(menu_text.snooze_menu_label(settings.later_long)))
        _show(self._yes, status.question is not None)
        _show(self._start, card and not routine)
        _show(self._start_session, routine)
        _show(self._short, card and status.can_snooze)
        _show(self._long, card and status.can_snooze and settings.later_long != settings.later_short)
        _show(self._skip, card or status.snooze_ends_in is not None or status.routine_snooze_ends_in is not None)
        _show(self._answers_end, self._skip.isVisible())
        for action in (self._stand_now, self._pulse_now):
            _show(action, not card or routine)
            if action.isEnabled() == (status.phase == "guiding"):
                action.setEnabled(status.phase != "guiding")
        _show(self._standing, not status.standing and not status.away_by_word)
        _show(self._sitting, status.standing and not status.away_by_word)
        _show(self._away, status.cannot_tell and not status.away_by_word)
        _show(self._back, status.away_by_word)
        _show(self._call.menuAction(), status.call_until is None)
        _show(self._call_over, status.call_until is not None)
        _show(self._pause.menuAction(), not status.paused)
        _show(self._off, not status.paused)
        _show(self._resume, status.paused)

    def _strengthen(self) -> None:
        """The headline cannot be chosen, but it is there to be read."""
        palette = QApplication.palette(self)
        text = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
        text.setAlphaF(READABLE)
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, text)
        self.setPalette(palette)

    def _calls(self) -> QMenu:
        menu = self.addMenu(menu_text.call_menu())
        for length in inputs.CALL_LENGTHS:
            self._offer(menu_text.call(length), inputs.StartCall(length), menu)
        return menu

    def _pauses(self) -> QMenu:
        menu = self.addMenu(menu_text.pause())
        for text, label in menu_text.pauses():
            self._offer(label, partial(self._pause_for, text), menu)
        return menu

    def _pause_for(self, text: str) -> inputs.Pause:
        return inputs.Pause(pause_end(text, self._now()))

    def _off_today(self) -> inputs.Pause:
        hours = self._shown[1].working_hours if self._shown else WorkingHours()
        return inputs.Pause(off_today(self._now(), hours))

    def _offer(self, label: str, wish: Wanted | Callable[[], Wanted], menu: QMenu | None = None) -> QAction:
        action = (menu or self).addAction(label)
        action.triggered.connect(lambda: self.wanted.emit(wish() if callable(wish) else wish))
        return action


def _say(action: QAction, text: str) -> None:
    if action.text() != text:
        action.setText(text)


def _show(action: QAction, visible: bool) -> None:
    if action.isVisible() != visible:
        action.setVisible(visible)

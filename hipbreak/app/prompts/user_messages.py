"""What has to be told once, and the question after a pause: by the desktop's notifications, else by the tray."""

from collections.abc import Callable
from datetime import datetime

from hipbreak.core.text import notifications as notifications_text
from hipbreak.core.text import status as status_text
from hipbreak.core.text.prompt import question
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import State
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.notifications.base import Action, NotificationHints, Notifier, NotifierListener
from hipbreak.ui.tray.menu import Wanted
from hipbreak.ui.tray.tray import Tray

_YES, _OPEN = "yes", "open"


class UserMessages:
    """Two notifications at most: one for what is told, one for the question; neither replaces a prompt's."""

    def __init__(self, tray: Tray, want: Callable[[object], None]) -> None:
        self._tray, self._want = tray, want
        self.find_bus: Callable[[], BusConnection | None] = lambda: None
        """The session bus, if this desktop has one."""
        self._note: Notifier | None = None
        self._question: Notifier | None = None
        self._sentences: list[str] = []
        self._wish: Wanted | None = None
        self._asked: tuple[datetime, datetime] | None = None

    def say(self, sentence: str, wish: Wanted | None = None) -> None:
        """Something the person has to know once; what is still shown stays above it. A click may mean a wish."""
        self._note = self._note or self._made(self._note_clicked, self._note_gone, self._note_failed)
        if self._note is None:
            self._tray.say(status_text.APP, sentence, wish)
            return
        self._wish = wish or self._wish
        actions = [Action(key, notifications_text.open_it()) for key in ("default", _OPEN) if self._wish is not None]
        self._sentences.append(sentence)
        self._note.show(status_text.APP, "\n".join(self._sentences), actions, NotificationHints(stays=False))

    def ask(self, span: tuple[datetime, datetime]) -> None:
        """Were you up? (R5)"""
        self._question = self._question or self._made(self._answered, lambda _: None, self._question_failed)
        self._asked = span
        if self._question is None:
            self._question_failed("")
            return
        manner = NotificationHints(stays=False, quiet=True, without_buttons=notifications_text.answer_in_menu())
        self._question.show(question(span), "", (Action(_YES, notifications_text.yes()),), manner)

    def show_state(self, state: State) -> None:
        """A question that is answered elsewhere, or has lost its sense, is taken down."""
        if self._asked is not None and state.logged.question != self._asked:
            self._asked = None
            if self._question is not None:
                self._question.close()

    def close(self) -> None:
        """The app ends; what was told may stay to be read."""
        if self._question is not None:
            self._question.close()

    def _made(
        self, chosen: Callable[[str], None], closed: Callable[[bool], None], failed: Callable[[str], None]
    ) -> Notifier | None:
        bus = self.find_bus()
        if bus is None:
            return None
        from hipbreak.desktop.notifications.freedesktop import FreedesktopNotifier

        return FreedesktopNotifier(NotifierListener(chosen, closed, failed), bus)

    def _answered(self, key: str) -> None:
        if key == _YES and self._asked is not None:
            self._want(inputs.ConfirmAbsence())

    def _question_failed(self, _why: str) -> None:
        if self._asked is not None:
            self._tray.say(status_text.APP, question(self._asked), inputs.ConfirmAbsence())

    def _note_clicked(self, _key: str) -> None:
        wish, self._wish = self._wish, None
        self._sentences.clear()
        if wish is not None:
            self._want(wish)

    def _note_gone(self, _by_person: bool) -> None:
        self._sentences.clear()
        self._wish = None

    def _note_failed(self, _why: str) -> None:
        told, self._sentences = self._sentences, []
        wish, self._wish = self._wish, None
        if told:
            self._tray.say(status_text.APP, "\n".join(told), wish)

"""Messages to the person, and the question after a pause: by the desktop's notifications, else by the tray."""

import sys
from collections.abc import Callable
from datetime import datetime

from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.text import status as status_text
from hipbreak.core.text.prompt import question
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import State
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.notifications.base import Action, NotificationHints, Notifier, NotifierListener
from hipbreak.ui.tray.menu import Request
from hipbreak.ui.tray.tray import Tray

_YES, _OPEN = "yes", "open"


class UserMessages:
    """Two notifications at most: one for messages, one for the question; neither replaces a prompt's."""

    def __init__(
        self, tray: Tray, find_bus: Callable[[], BusConnection | None], request: Callable[[object], None]
    ) -> None:
        """`find_bus` returns the session bus, if this desktop has one."""
        self._tray, self._find_bus, self._request = tray, find_bus, request
        self._message: Notifier | None = None
        self._question: Notifier | None = None
        self._texts: list[str] = []
        self._intent: Request | None = None
        self._asked: tuple[datetime, datetime] | None = None
        self._reported: set[str] = set()

    def show(self, text: str, intent: Request | None = None) -> None:
        """Show a message below those that are still shown; a click requests `intent`."""
        if self._message is None:
            self._message = self._create_notifier(self._message_clicked, self._message_closed, self._message_failed)
        if self._message is None:
            self._tray.show_message(status_text.APP, text, intent)
            return
        self._intent = intent or self._intent
        actions = [Action(key, prompt_text.open_label()) for key in ("default", _OPEN) if self._intent is not None]
        self._texts.append(text)
        self._message.show(status_text.APP, "\n".join(self._texts), actions, NotificationHints(persistent=False))

    def report(self, text: str) -> None:
        """Print a problem on stderr, and show it."""
        print(f"hipbreak: {text}", file=sys.stderr)
        self.show(text)

    def report_once(self, text: str) -> None:
        """Report a problem, unless the same text was reported before."""
        if text not in self._reported:
            self._reported.add(text)
            self.report(text)

    def ask(self, span: tuple[datetime, datetime]) -> None:
        """Ask whether the person was up in this span (R5)."""
        if self._question is None:
            self._question = self._create_notifier(self._answered, lambda _: None, self._question_failed)
        self._asked = span
        if self._question is None:
            self._question_failed("")
            return
        hints = NotificationHints(persistent=False, quiet=True, without_buttons=prompt_text.answer_in_menu())
        self._question.show(question(span), "", (Action(_YES, prompt_text.confirm_absence()),), hints)

    def show_state(self, state: State) -> None:
        """Take the question down if it was answered elsewhere or does not apply any more."""
        if self._asked is not None and state.logged.question != self._asked:
            self._asked = None
            if self._question is not None:
                self._question.close()

    def close(self) -> None:
        """Take the question down; messages may stay."""
        if self._question is not None:
            self._question.close()

    def _create_notifier(
        self, chosen: Callable[[str], None], closed: Callable[[bool], None], failed: Callable[[str], None]
    ) -> Notifier | None:
        bus = self._find_bus()
        if bus is None:
            return None
        from hipbreak.desktop.notifications.freedesktop import FreedesktopNotifier

        return FreedesktopNotifier(NotifierListener(chosen, closed, failed), bus)

    def _answered(self, key: str) -> None:
        if key == _YES and self._asked is not None:
            self._request(inputs.ConfirmAbsence())

    def _question_failed(self, _why: str) -> None:
        if self._asked is not None:
            self._tray.show_message(status_text.APP, question(self._asked), inputs.ConfirmAbsence())

    def _message_clicked(self, _key: str) -> None:
        intent, self._intent = self._intent, None
        self._texts.clear()
        if intent is not None:
            self._request(intent)

    def _message_closed(self, _by_person: bool) -> None:
        self._texts.clear()
        self._intent = None

    def _message_failed(self, _why: str) -> None:
        texts, self._texts = self._texts, []
        intent, self._intent = self._intent, None
        if texts:
            self._tray.show_message(status_text.APP, "\n".join(texts), intent)

"""Messages to the person, and quiet questions: by the desktop's notifications, else by the tray."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.text import status as status_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Sitting, Standing, State
from hipbreak.ui.tray.menu import Request
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.desktop.dbus.connection import BusConnection
    from hipbreak.desktop.notifications.base import Notifier

_ANSWER, _OPEN = "yes", "open"


class MessageQuestion(Struct, frozen=True):
    """A text with one answer, shown while it `applies`."""

    text: str
    answer: str
    command: inputs.Command
    applies: Callable[[State], bool]
    is_note: bool = False  # not worth a window where neither notification nor balloon can show it


def question_of(fact: Fact) -> MessageQuestion | None:
    """The question that a fact leads to: "Were you up?", "Still standing?", or the note on a credited absence."""
    match fact:
        case tracking_facts.Asked(_, start, end):
            return MessageQuestion(
                prompt_text.question((start, end)),
                prompt_text.confirm_absence(),
                inputs.ConfirmAbsence(),
                lambda state: state.logged.question == (start, end),
            )
        case tracking_facts.StandingAsked():
            return MessageQuestion(
                prompt_text.still_standing(), prompt_text.yes_standing(), inputs.Stand(), State.asks_about_standing
            )
        case tracking_facts.Break(_, start, end, "assumed", "away"):
            return MessageQuestion(
                prompt_text.welcome_back(start, end),
                prompt_text.undo(),
                inputs.RevertToSitting(start),
                lambda state: _is_back(state) and _last_break_start(state) == start,
                is_note=True,
            )
    return None


def _is_back(state: State) -> bool:
    """Whether the person sits, or came back to a raised desk."""
    posture = state.logged.posture
    return isinstance(posture, Sitting) or (isinstance(posture, Standing) and posture.source == tracking_facts.SENSED)


def _last_break_start(state: State) -> object:
    return next((interval.start for interval in reversed(state.logged.intervals) if interval.name == "break"), None)


class UserMessages:
    """Two notifications at most: one for messages, one for a question; neither replaces a prompt's."""

    def __init__(
        self, tray: Tray, find_bus: "Callable[[], BusConnection | None]", request: Callable[[object], None]
    ) -> None:
        """`find_bus` returns the session bus, if this desktop has one."""
        self._tray, self._find_bus, self._request = tray, find_bus, request
        self._message: Notifier | None = None
        self._question: Notifier | None = None
        self._texts: list[str] = []
        self._intent: Request | None = None
        self._open_question: MessageQuestion | None = None
        self._reported: set[str] = set()

    def show(self, text: str, intent: Request | None = None) -> None:
        """Show a message below those that are still shown; a click requests `intent`."""
        if self._message is None:
            self._message = self._create_notifier(self._message_clicked, self._message_closed, self._message_failed)
        if self._message is None:
            self._tray.show_message(status_text.APP, text, intent)
            return
        from hipbreak.desktop.notifications.base import Action, NotificationHints

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

    def ask(self, question: MessageQuestion) -> None:
        """Show the question quietly, instead of one that is shown already."""
        if self._question is None:
            self._question = self._create_notifier(self._answered, lambda _: None, self._question_failed)
        self._open_question = question
        if self._question is None:
            self._question_failed("")
            return
        from hipbreak.desktop.notifications.base import Action, NotificationHints

        hints = NotificationHints(persistent=False, quiet=True, without_buttons=prompt_text.answer_in_menu())
        self._question.show(question.text, "", (Action(_ANSWER, question.answer),), hints)

    def show_state(self, state: State) -> None:
        """Take the question down if it was answered elsewhere or does not apply any more."""
        if self._open_question is not None and not self._open_question.applies(state):
            self._open_question = None
            if self._question is not None:
                self._question.close()

    def close(self) -> None:
        """Take the question down; messages may stay."""
        if self._question is not None:
            self._question.close()

    def _create_notifier(
        self, chosen: Callable[[str], None], closed: Callable[[bool], None], failed: Callable[[str], None]
    ) -> "Notifier | None":
        bus = self._find_bus()
        if bus is None:
            return None
        from hipbreak.desktop.notifications.base import NotifierListener
        from hipbreak.desktop.notifications.freedesktop import FreedesktopNotifier

        return FreedesktopNotifier(NotifierListener(chosen, closed, failed), bus)

    def _answered(self, key: str) -> None:
        if key == _ANSWER and self._open_question is not None:
            self._request(self._open_question.command)

    def _question_failed(self, _why: str) -> None:
        question = self._open_question
        if question is not None and not (question.is_note and self._tray.opens_window_for_messages()):
            self._tray.show_message(status_text.APP, question.text, question.command)

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

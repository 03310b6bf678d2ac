"""A prompt as a desktop notification, shown as long as the card would be; the card takes over if it cannot be shown."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from hipbreak.app.ui_context import UiContext
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text import prompt as prompt_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Face, Status
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.notifications.base import Action, NotificationHints, Notifier, NotifierListener, Picture
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.ui.intents import Intent
from hipbreak.ui.prompt.card_buttons import start_request
from hipbreak.ui.theme.status_icon import PANEL_COLOURS, face_pixels

_SIDE = 64
_OPEN, _START, _SNOOZE, _SKIP = "default", "start", "later", "skip"


def _face(kind: str) -> bytes:
    if kind == "sit":
        return face_pixels(Face.STANDING, _SIDE, PANEL_COLOURS.standing)
    return face_pixels(Face.DUE, _SIDE, PANEL_COLOURS.sitting if kind == "cue" else PANEL_COLOURS.due)


class PromptNotification:
    """Shows one prompt at a time; no call blocks, and a server that is silent has not answered."""

    def __init__(
        self,
        context: UiContext,
        find_bus: Callable[[], BusConnection | None],
        show_card: Callable[[], None],
        card_on_request: bool,
    ) -> None:
        """`show_card` is called when the card has to take over; `by_card` is true then.

        With `card_on_request` it is called only when the person asks for it: without a server the tray alone shows
        the prompt.
        """
        self._card_on_request = card_on_request
        self._context, self._find_bus, self._show_card = context, find_bus, show_card
        self._notifier: Notifier | None = None
        self._shown: tuple[str, datetime] | None = None
        self._status: Status | None = None
        self._since = timedelta(0)
        self._session = ""
        self._explained: set[str] = set()
        self.by_card = False
        """Whether the notification does not show this prompt, or not any more."""
        self.why = ""
        """The reason, the first time that it applies; else empty."""

    @property
    def notifier(self) -> Notifier:
        """The notifier of this desktop, created at first use; then it asks the server what it can."""
        if self._notifier is None:
            listener = NotifierListener(self._chosen, self._closed, self._failed)
            self._notifier = choose_notifier(listener, self._find_bus(), sys.platform)
        return self._notifier

    def show(self, status: Status, session: str = "") -> None:
        """Show the prompt of this status unless it is shown; `session` names the routine of a session's prompt."""
        assert status.card is not None
        prompt = (status.card.kind, status.card.shown)
        if prompt == self._shown:
            return
        self._shown, self.by_card, self.why = prompt, False, ""
        self._session = session
        self._notify(status)

    def hide(self) -> None:
        """Take it down: the prompt is answered, folded, withdrawn or hidden."""
        if self._shown is not None:
            self._shown, self.by_card, self.why = None, False, ""
            self.notifier.close()

    def take_back(self) -> None:
        """Show the prompt again: the card was left."""
        if self._status is not None and self.by_card:
            self.by_card = False
            self._notify(self._status)

    def give_to_card(self, why: str = "") -> None:
        """Let the card show this prompt from now on; the reason is given once."""
        if self._shown is None or self.by_card:
            return
        self.by_card = True
        if why and why not in self._explained:
            self._explained.add(why)
            self.why = prompt_text.card_instead(why)
        self._show_card()

    def _notify(self, status: Status) -> None:
        card = status.card
        assert card is not None
        self._status, self._since = status, self._context.elapsed()
        title, text = prompt_text.card_texts(status, self._context.settings.pulse_length, self._session)
        face = Picture(_SIDE, _face(card.kind))
        hints = NotificationHints(quiet=card.kind == "cue", without_buttons=prompt_text.answer_in_menu(), picture=face)
        self.notifier.show(title, text, self._actions(status), hints)

    def _actions(self, status: Status) -> tuple[Action, ...]:
        snooze = Action(_SNOOZE, menu_text.snooze_button(self._context.settings.later_short))
        kind = status.card.kind if status.card is not None else ""
        start, skip = Action(_START, menu_text.card_start(kind)), Action(_SKIP, menu_text.skip())
        opens = Action(_OPEN, menu_text.open_card())
        return (opens, start, snooze, skip) if status.can_snooze else (opens, start, skip)

    def _chosen(self, key: str) -> None:
        prompt = self._shown
        if prompt is None or self._status is None:
            return
        settings = self._context.settings
        if self._context.elapsed() - self._since < settings.ignore_input_for:
            self._notify(self._status)  # a click meant for something else is no answer (R12)
            return
        commands: dict[str, inputs.Command | Intent] = {
            _START: start_request(prompt[0]),
            _SNOOZE: inputs.Snooze(settings.later_short),
            _SKIP: inputs.Skip(),
        }
        if key in commands:
            self._context.request(commands[key])
        if self._shown == prompt:
            self.give_to_card()  # requested, or the command was rejected

    def _closed(self, _by_person: bool) -> None:
        """Closed is no answer: the tray continues to show the prompt; the card replaces a server that has ended."""
        problem = self.notifier.problem
        if problem is not None:
            self._failed(problem)

    def _failed(self, why: str) -> None:
        if not self._card_on_request:
            self.give_to_card(why)

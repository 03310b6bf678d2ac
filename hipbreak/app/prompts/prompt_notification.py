"""A prompt as a notification of the desktop: it lives as long as the card, which takes over when it cannot be shown."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from hipbreak.app.ui_context import UiContext
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text import notifications as notifications_text
from hipbreak.core.text.prompt import card_reason, card_sentence
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Face, Status
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.notifications.base import Action, NotificationHints, Notifier, NotifierListener, Picture
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.status_icon import PANEL, face_pixels

_SIDE = 64
_OPEN, _START, _SNOOZE, _SKIP = "default", "start", "later", "skip"


class PromptNotification:
    """Shows one prompt at a time; nothing here waits, and the server's silence is no answer."""

    def __init__(
        self,
        house: UiContext,
        find_bus: Callable[[], BusConnection | None],
        call_card: Callable[[], None],
        card_on_request: bool = False,
    ) -> None:
        """`call_card` is called when the card has to take over; `by_card` is true then.

        With `card_on_request` it does so only when the person asks for it: elsewhere the tray alone shows the prompt.
        """
        self._house, self._find_bus, self._call_card = house, find_bus, call_card
        self._card_on_request = card_on_request
        self._notifier: Notifier | None = None
        self._shown: tuple[str, datetime] | None = None
        self._status: Status | None = None
        self._since = timedelta(0)
        self._session = ""
        self._told: set[str] = set()
        self.by_card = False
        """The notification does not show this prompt, or not any more."""
        self.why = ""
        """The reason for that, the first time that it is one."""

    @property
    def notifier(self) -> Notifier:
        """Who shows it, made when first asked for."""
        if self._notifier is None:
            listener = NotifierListener(self._chosen, self._closed, self._failed)
            self._notifier = choose_notifier(listener, self._find_bus(), sys.platform)
        return self._notifier

    def prepare(self) -> None:
        """A prompt may come soon: find out what its server can do."""
        _ = self.notifier

    def show(self, status: Status, session: str = "") -> None:
        """Show the prompt of this status; shown already, it stays as it is. `session` is that of a routine's prompt."""
        assert status.card is not None
        prompt = (status.card.kind, status.card.shown)
        if prompt == self._shown:
            return
        self._shown, self.by_card, self.why = prompt, False, ""
        self._session = session
        self._speak(status)

    def hide(self) -> None:
        """The prompt is answered, folded, withdrawn or hidden."""
        if self._shown is not None:
            self._shown, self.by_card, self.why = None, False, ""
            self.notifier.close()

    def take_back(self) -> None:
        """The card has been left: the notification shows this prompt again."""
        if self._status is not None and self.by_card:
            self.by_card = False
            self._speak(self._status)

    def give_to_card(self, why: str = "") -> None:
        """The card shows this prompt from now on; the reason is told once."""
        if self._shown is None or self.by_card:
            return
        self.by_card = True
        if why and why not in self._told:
            self._told.add(why)
            self.why = notifications_text.card_instead(why)
        self._call_card()

    def _speak(self, status: Status) -> None:
        card = status.card
        assert card is not None
        self._status, self._since = status, self._house.elapsed()
        reason = card_reason(card.kind, card.trigger, card.pulse_due, self._session)
        title, text = notifications_text.parts(card_sentence(card.kind, status.sitting), reason)
        face = Picture(_SIDE, face_pixels(Face.DUE, _SIDE, PANEL.sitting if card.kind == "cue" else PANEL.due))
        manner = NotificationHints(
            quiet=card.kind == "cue", without_buttons=notifications_text.answer_in_menu(), picture=face
        )
        self.notifier.show(title, text, self._actions(status), manner)

    def _actions(self, status: Status) -> tuple[Action, ...]:
        snooze = Action(_SNOOZE, menu_text.snooze_button(self._house.settings.later_short))
        start, skip = Action(_START, menu_text.start()), Action(_SKIP, menu_text.skip())
        opens = Action(_OPEN, menu_text.open_card())
        return (opens, start, snooze, skip) if status.can_snooze else (opens, start, skip)

    def _chosen(self, key: str) -> None:
        prompt = self._shown
        if prompt is None or self._status is None:
            return
        settings = self._house.settings
        if self._house.elapsed() - self._since < settings.ignore_input_for:
            self._speak(self._status)  # a click meant for something else is no answer (R12)
            return
        commands: dict[str, inputs.Command | Intent] = {
            _START: Intent.SESSION if prompt[0] == "routine" else inputs.Start(),
            _SNOOZE: inputs.Snooze(settings.later_short),
            _SKIP: inputs.Skip(),
        }
        if key in commands:
            self._house.want(commands[key])
        if self._shown == prompt:
            self.give_to_card()  # asked for, or the word was refused

    def _closed(self, _by_person: bool) -> None:
        """No answer: the tray goes on showing what waits, but a server that has died is replaced by the card."""
        trouble = self.notifier.trouble
        if trouble is not None:
            self._failed(trouble)

    def _failed(self, why: str) -> None:
        if not self._card_on_request:
            self.give_to_card(why)

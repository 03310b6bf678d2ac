"""What appears without being opened: card, notification, guide, question, and a window where there is no tray."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from hipbreak.app.lazy import Lazy
from hipbreak.app.prompts.user_messages import UserMessages, question_of
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.window_slot import WindowSlot
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.display_choices import PromptsAs
from hipbreak.core.tracking.state import Card, Guiding, Standing, State
from hipbreak.core.tracking.status import Status, status_of
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.ui.intents import ReportPain
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.app.prompts.prompt_cards import PromptCards
    from hipbreak.app.prompts.prompt_notification import PromptNotification
    from hipbreak.core.exercise.routine import Routine
    from hipbreak.desktop.dbus.connection import BusConnection
    from hipbreak.desktop.tray.background_status import BackgroundStatus
    from hipbreak.ui.exercise.break_guide import BreakGuideWindow
    from hipbreak.ui.tray.fallback_window import TrayFallbackWindow
    from hipbreak.ui.tray.status_panel import Today


class PromptController:
    """Shows what a state asks for."""

    def __init__(
        self,
        context: UiContext,
        tray: Tray,
        menu: MainMenu,
        messages: UserMessages,
        find_bus: "Callable[[], BusConnection | None]",
        find_break: "Callable[[str], Routine | None]",
        routine_line: Callable[[str], str],
        display: PlatformChoice,
        fallback_waits: Callable[[], bool],
        today: "Today",
    ) -> None:
        """`find_break` returns the person's own routine for a kind of break, if there is one; `routine_line` names it,
        or today's session, with its length.

        `fallback_waits` returns whether the window that replaces the tray must not appear now.
        """
        self._context, self._tray, self._menu, self._messages = context, tray, menu, messages
        self._find_bus, self._display = find_bus, display
        self._find_break, self._routine_line = find_break, routine_line
        self._fallback_waits, self._today = fallback_waits, today
        self.cards = Lazy(self._create_cards)
        self.notification = Lazy(self._create_notification)
        self.guide = WindowSlot(context.windows, "guide", self._create_guide, False, is_centred=False)
        self._fallback = WindowSlot(context.windows, "small", self._create_fallback, is_centred=False)
        self._background: BackgroundStatus | None = None
        self._card_session: tuple[Card | None, str] = (None, "")
        self._last_corner: QPoint | None = None
        self._guided = ""  # the routine of the break
        menu.aboutToShow.connect(lambda: self._avoid_menu(True))
        menu.aboutToHide.connect(lambda: self._avoid_menu(False))

    def show_state(self, state: State, facts: Sequence[Fact], status: Status) -> None:
        """Show what this state asks for, and nothing else."""
        self._show_card(state, status)
        self._show_guide(state, facts)
        self._messages.show_state(state)
        for fact in facts:
            question = question_of(fact)
            if question is None or (question.is_note and not self._context.settings.welcome_back):
                continue
            if question.applies(state):
                self._messages.ask(question)
        self._show_fallback(status)

    def raise_window(self) -> bool:
        """Raise the card, the guide or the window that replaces the tray; False if there is none to raise."""
        if (notification := self.notification.existing) is not None:
            notification.give_to_card()
        cards = self.cards.existing
        if cards is not None and cards.is_visible:
            cards.first.take_focus()
        elif self.guide.is_visible:
            self.guide.raise_window()
        elif self._tray.available():
            return False
        else:
            window = self._fallback.get()
            window.show_status(status_of(self._context.engine.state, self._context.settings), self._context.settings)
            window.open()
        return True

    def prepare(self) -> None:
        """Create what shows a prompt, which may come within the minute and must not wait for it."""
        if self._prompts_as.notifies:
            _ = self.notification.get().notifier
        if self._prompts_as is not PromptsAs.NOTIFICATION:
            _ = self.cards.get().first

    def change_language(self) -> None:
        """Replace the cards and the window that replaces the tray; the next state shows them again."""
        if self.cards.existing is not None:
            self.cards.existing.delete()
        if self._fallback.existing is not None:
            self._fallback.delete()

    def close(self) -> None:
        """Take the notification down: after the end of the app nothing receives its answer."""
        if (notification := self.notification.existing) is not None:
            notification.hide()

    def _avoid_menu(self, is_open: bool) -> None:
        if (cards := self.cards.existing) is not None:
            cards.avoid_menu(is_open)

    @property
    def _prompts_as(self) -> PromptsAs:
        """How to show prompts: by the settings, as far as this display allows."""
        return PromptsAs.NOTIFICATION if self._display.card_on_request else self._context.settings.prompts_as

    def _create_cards(self) -> "PromptCards":
        from hipbreak.app.prompts.prompt_cards import PromptCards

        cards = PromptCards(self._context, self._display.unmanaged_card, self._display.x_display)
        cards.left.connect(lambda: self.notification.get().take_back())
        return cards

    def _create_notification(self) -> "PromptNotification":
        from hipbreak.app.prompts.prompt_notification import PromptNotification

        return PromptNotification(self._context, self._find_bus, self._update_card, self._display.card_on_request)

    def _create_guide(self) -> "BreakGuideWindow":
        from PySide6.QtCore import Qt

        from hipbreak.ui.exercise.break_guide import BreakGuideWindow

        context = self._context
        guide = BreakGuideWindow(context.theme.tokens(), context.elapsed, context.theme.reduced_motion())
        guide.requested.connect(context.request)
        guide.pain_reported.connect(
            lambda move, verb: context.request(ReportPain(self._guided, move, verb, guide.close, guide.go_on))
        )
        # Queued: the window is on the screen before anything for tones or speech is loaded.
        audio, queued = context.audio.get(), Qt.ConnectionType.QueuedConnection
        guide.audio_needed.connect(audio.open_break, queued)
        guide.audio_cue.connect(audio.play_in_break, queued)
        guide.speech_cancelled.connect(audio.stop_speech, queued)
        guide.audio_ended.connect(audio.unload, queued)
        audio.notice_changed.connect(guide.show_notice)
        guide.show_notice(audio.notice)
        return guide

    def _create_fallback(self) -> "TrayFallbackWindow":
        from hipbreak.ui.tray.fallback_window import TrayFallbackWindow

        window = TrayFallbackWindow(self._menu, self._today, self._context.theme.tokens())
        window.requested.connect(self._context.request)
        return window

    def _show_card(self, state: State, status: Status) -> None:
        hidden = state.sensors is not None and state.sensors.absent_since is not None
        prompts_as = self._prompts_as
        card = None if hidden else status.card
        session = self._session_of(card) if card is not None else ""
        notification = self.notification.get() if card is not None and prompts_as.notifies else None
        if notification is not None:
            notification.show(status, session)
        elif self.notification.existing is not None:
            self.notification.existing.hide()
        only_notified = prompts_as is PromptsAs.NOTIFICATION
        if card is not None and (notification is None or not only_notified or notification.by_card):
            why = notification.why if notification is not None and only_notified else ""
            self.cards.get().show(status, session, why)
        elif self.cards.existing is not None:
            self._last_corner = self.cards.existing.hide() or self._last_corner

    def _update_card(self) -> None:
        """Show or hide the card: the notification does not show the prompt, or not any more."""
        state = self._context.engine.state
        self._show_card(state, status_of(state, self._context.settings))
        if self._display.card_on_request:
            self.cards.get().first.take_focus()

    def _session_of(self, card: Card) -> str:
        """The routine of the card, if it is not the shipped pulse, read once for each card."""
        if self._card_session[0] != card:
            self._card_session = (card, self._routine_line(card.kind))
        return self._card_session[1]

    def _show_guide(self, state: State, facts: Sequence[Fact]) -> None:
        offer = state.logged.offer
        if not isinstance(offer, Guiding) or offer.kind == "routine":
            if self.guide.existing is not None and self.guide.existing.running:
                self.guide.existing.dismiss()
        elif any(isinstance(fact, tracking_facts.Started) for fact in facts):
            if self._last_corner is None and self._prompts_as is PromptsAs.NOTIFICATION:
                self._last_corner = self.cards.get().corner()
            from hipbreak.core.exercise.session_plan import break_steps
            from hipbreak.store.routine_library import read_shipped

            own = self._find_break(offer.kind)
            routine = own or read_shipped("pulse-10" if offer.kind == "pulse" else "pulse-30")
            self._guided = routine.name
            length = None if own or offer.kind == "pulse" else self._context.settings.pulse_length
            steps = break_steps(routine, length, get_up=not isinstance(state.logged.posture, Standing))
            corner, self._last_corner = self._last_corner, None
            guide = self.guide.get()
            guide.set_reduced_motion(self._context.theme.reduced_motion())
            guide.begin(steps, corner)
        if self.guide.existing is not None and state.sensors is not None and state.sensors.absent_since is not None:
            self.guide.existing.interrupt()

    def _show_fallback(self, status: Status) -> None:
        if self._tray.available():
            if self._fallback.existing is not None:
                self._fallback.existing.hide()
            return
        self._show_in_background(status)
        window = self._fallback.get()
        window.show_status(status, self._context.settings)
        if not window.isVisible() and not window.isMinimized() and not self._fallback_waits():
            window.open_unasked()

    def _show_in_background(self, status: Status) -> None:
        if self._background is None and (bus := self._find_bus()) is not None:
            from hipbreak.desktop.tray.background_status import BackgroundStatus

            self._background = BackgroundStatus(bus)
        if self._background is not None:
            from hipbreak.core.text.status import headline

            self._background.show(headline(status))

"""What comes by itself: the card, the guide, the question, and the small window where there is no tray."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from hipbreak.app.prompts.user_messages import UserMessages
from hipbreak.app.ui_context import UiContext
from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.display_choices import PromptsAs
from hipbreak.core.tracking.state import Card, Guiding, State
from hipbreak.core.tracking.status import Status, status_of
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.ui.intents import ReportPain
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.app.prompts.prompt_cards import PromptCards
    from hipbreak.app.prompts.prompt_notification import PromptNotification
    from hipbreak.ui.exercise.break_guide import BreakGuideWindow
    from hipbreak.ui.prompt.card import PromptCard


class Prompting:
    """Card, notification, guide and small window, each made, and its code loaded, when it is first shown."""

    def __init__(
        self,
        house: UiContext,
        tray: Tray,
        menu: MainMenu,
        telling: UserMessages,
        session: Callable[[], str],
        display: PlatformChoice,
    ) -> None:
        """`session` names the routine that is meant for today, with its length."""
        self._display = display
        self._house, self._tray, self._menu, self._telling, self._session = house, tray, menu, telling, session
        self._told: tuple[Card | None, str] = (None, "")
        self._last_corner: QPoint | None = None
        self._guided = ""  # the routine of the break
        self._cards_made = self._notice_made = False

    def show_state(self, state: State, told: Sequence[Fact], status: Status) -> None:
        """What this state asks for, and nothing else."""
        self._show_card(state, status)
        self._show_guide(state, told)
        self._telling.show_state(state)
        for fact in told:
            if isinstance(fact, tracking_facts.Asked) and state.logged.question == (fact.start, fact.end):
                self._telling.ask((fact.start, fact.end))
        self._show_small(status)

    def surface(self) -> bool:
        """Bring to the front what waits for an answer, or else the small window; whether there was one."""
        if self._notice_made:
            self.notice.give_to_card()
        if self._house.shows("card"):
            self.card.take_focus()
        elif self._house.shows("guide"):
            self._house.bring_up("guide")
        elif self._tray.available():
            return False
        else:
            self._show_small(status_of(self._house.engine.state, self._house.settings))
            self._house.made["small"].activateWindow()
        return True

    def make_ready(self) -> None:
        """A prompt may come within the minute: what shows it is made, so that it need not wait for that."""
        if self._way.notifies:
            self.notice.prepare()
        if self._way is not PromptsAs.NOTIFICATION:
            _ = self.card

    @property
    def _way(self) -> PromptsAs:
        """As the person wants it, and this display can."""
        return PromptsAs.NOTIFICATION if self._display.card_on_request else self._house.settings.prompts_as

    @cached_property
    def cards(self) -> "PromptCards":
        """The prompt's cards, made at the first prompt."""
        from hipbreak.app.prompts.prompt_cards import PromptCards

        self._cards_made = True
        cards = PromptCards(self._house, self._display.unmanaged_card)
        cards.left.connect(lambda: self.notice.take_back())  # noqa: PLW0108 - made only with its first prompt
        return cards

    @cached_property
    def notice(self) -> "PromptNotification":
        """The prompt's notification, made at the first prompt that is to be one."""
        from hipbreak.app.prompts.prompt_notification import PromptNotification

        self._notice_made = True
        return PromptNotification(self._house, self._telling.find_bus, self._call_card, self._display.card_on_request)

    @property
    def card(self) -> "PromptCard":
        """The one that is always there."""
        return self.cards.first

    @property
    def guide(self) -> "BreakGuideWindow":
        """The guide, made at the first Start."""
        from hipbreak.ui.exercise.break_guide import BreakGuideWindow

        guide = self._house.made.get("guide")
        if not isinstance(guide, BreakGuideWindow):
            guide = BreakGuideWindow(self._house.tokens(), self._house.elapsed, self._house.reduced())
            self._house.made["guide"] = guide
            guide.wanted.connect(self._house.want)
            guide.hurt.connect(lambda move, verb: self._house.want(ReportPain(self._guided, move, verb)))
            self._let_hear(guide)
        return guide

    def _let_hear(self, guide: "BreakGuideWindow") -> None:
        """Queued: the window is on the screen before anything that sounds or speaks is loaded."""
        hearing, queued = self._house.hearing(), Qt.ConnectionType.QueuedConnection
        guide.opened.connect(hearing.open_break, queued)
        guide.heard.connect(hearing.hear_break, queued)
        guide.silent.connect(hearing.hush, queued)
        guide.over.connect(hearing.rest, queued)
        hearing.noticed.connect(guide.say)
        guide.say(hearing.notice)

    def close(self) -> None:
        """The app ends: no notification stays behind that nobody hears."""
        if self._notice_made:
            self.notice.hide()

    def _show_card(self, state: State, status: Status) -> None:
        hidden = state.sensors is not None and state.sensors.absent_since is not None
        way = self._way
        card = None if hidden else status.card
        session = self._session_of(card) if card is not None else ""
        if card is not None and way.notifies:
            self.notice.show(status, session)
        elif self._notice_made:
            self.notice.hide()
        if card is not None and (way is not PromptsAs.NOTIFICATION or self.notice.by_card):
            self.cards.show(status, session, self.notice.why if way is PromptsAs.NOTIFICATION else "")
        elif self._cards_made:
            self._last_corner = self.cards.hide() or self._last_corner

    def _call_card(self) -> None:
        """The notification does not show the prompt, or not any more."""
        state = self._house.engine.state
        self._show_card(state, status_of(state, self._house.settings))
        if self._display.card_on_request:
            self.card.take_focus()

    def _session_of(self, card: Card) -> str:
        """Read once for each card."""
        if card.kind != "routine":
            return ""
        if self._told[0] != card:
            self._told = (card, self._session())
        return self._told[1]

    def _show_guide(self, state: State, told: Sequence[Fact]) -> None:
        offer = state.logged.offer
        if not isinstance(offer, Guiding) or offer.kind == "routine":
            if "guide" in self._house.made and self.guide.running:
                self.guide.dismiss()
        elif any(isinstance(fact, tracking_facts.Started) for fact in told):
            if self._last_corner is None and self._way is PromptsAs.NOTIFICATION:
                self._last_corner = self.cards.corner()
            from hipbreak.core.exercise.session_plan import break_steps
            from hipbreak.store.routine_library import read_shipped

            self._guided = "pulse-10" if offer.kind == "pulse" else "pulse-30"
            length = None if offer.kind == "pulse" else self._house.settings.pulse_length
            steps = break_steps(read_shipped(self._guided), length)
            corner, self._last_corner = self._last_corner, None
            screen = QGuiApplication.screenAt(corner) if corner is not None else None
            self.guide.set_reduced_motion(self._house.reduced())
            self.guide.begin(steps, corner, screen.availableGeometry() if screen else None)
        if "guide" in self._house.made and state.sensors is not None and state.sensors.absent_since is not None:
            self.guide.interrupt()

    def _show_small(self, status: Status) -> None:
        from_tray = self._tray.available()
        small = self._house.made.get("small")
        if from_tray and small is None:
            return
        if small is None:
            from hipbreak.ui.tray.fallback_window import TrayFallbackWindow

            small = self._house.made["small"] = TrayFallbackWindow(self._menu, self._house.tokens())
            small.wanted.connect(self._house.want)
        if from_tray:
            small.hide()
            return
        small.show_status(status, self._house.settings)  # type: ignore[attr-defined]  # a SmallWindow, made above
        if not small.isVisible() and not small.isMinimized():
            small.show()

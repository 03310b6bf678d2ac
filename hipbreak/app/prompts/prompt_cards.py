"""The cards of a prompt: one on the screen that the person chose, or one on each; they come and go as one."""

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from hipbreak.app.ui_context import UiContext
from hipbreak.core.settings.display_choices import CardScreen
from hipbreak.core.tracking.status import Status
from hipbreak.ui.prompt.card import PromptCard
from hipbreak.ui.prompt.placement import room_on, screen_at

FIRST = "card"


class PromptCards(QObject):
    """The first card is kept; the others are made for a prompt and end with it."""

    left = Signal()
    """One that was shown on request was left by keyboard."""

    def __init__(self, house: UiContext, unmanaged: bool = False) -> None:
        """`unmanaged` as of a card."""
        super().__init__()
        self._unmanaged = unmanaged
        self._house = house
        self._others: list[PromptCard] = []
        self._shown: tuple[Status, str, str] | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(lambda _: QTimer.singleShot(0, self, self._follow_screens))
            app.screenAdded.connect(lambda _: QTimer.singleShot(0, self, self._follow_screens))

    @property
    def first(self) -> PromptCard:
        """Made before it is needed, or at the first prompt."""
        card = self._house.made.get(FIRST)
        if not isinstance(card, PromptCard):
            card = self._house.made[FIRST] = self._made()
        return card

    def show(self, status: Status, session: str = "", note: str = "") -> None:
        """Show the prompt of this status; shown already, its words follow.

        `session` names the routine that a routine's card is about; a `note` stands in place of the reason.
        """
        self._shown = (status, session, note)
        first = self.first
        if not first.isVisible():
            self._show_on(first, self._chosen_screen())
        else:
            self._show_on(first, None)
        self._follow_screens()

    def hide(self) -> QPoint | None:
        """Take them away; the bottom right corner of the one that was answered, or None if there was none."""
        if self._shown is None:
            return None
        self._shown = None
        cards = [self.first, *self._others]
        answered = next((card for card in cards if card.underMouse()), self.first)
        corner = answered.geometry().bottomRight()
        self.first.hide_card()
        while self._others:
            self._drop(self._others[-1])
        return corner

    def corner(self) -> QPoint:
        """Where the bottom right corner of a card would be now."""
        return room_on(self._chosen_screen()).bottomRight()

    def _chosen_screen(self) -> QScreen:
        if self._house.settings.card_screen is CardScreen.PRIMARY:
            return QGuiApplication.primaryScreen()
        return screen_at(None)

    def _follow_screens(self) -> None:
        """One card on each screen that is to have one, and none twice; screens come and go."""
        if self._shown is None:
            return
        taken = [self.first.on_screen]
        for card in tuple(self._others):
            if card.on_screen in taken or self._house.settings.card_screen is not CardScreen.ALL:
                self._drop(card)
            else:
                taken.append(card.on_screen)
                self._show_on(card, None)
        if self._house.settings.card_screen is CardScreen.ALL:
            for screen in QGuiApplication.screens():
                if screen not in taken:
                    card = self._made()
                    self._others.append(card)
                    self._house.made[f"{FIRST} on {screen.name()}"] = card
                    self._show_on(card, screen)

    def _show_on(self, card: PromptCard, screen: QScreen | None) -> None:
        assert self._shown is not None
        status, session, note = self._shown
        assert status.card is not None
        card.show_card(status.card, status.sitting, status.can_snooze, self._house.settings, session, screen, note)

    def _made(self) -> PromptCard:
        card = PromptCard(self._house.tokens(), self._unmanaged)
        card.wanted.connect(self._house.want)
        card.left.connect(self.left)
        return card

    def _drop(self, card: PromptCard) -> None:
        self._others.remove(card)
        for name in [name for name, made in self._house.made.items() if made is card]:
            del self._house.made[name]
        card.hide_card()
        card.deleteLater()

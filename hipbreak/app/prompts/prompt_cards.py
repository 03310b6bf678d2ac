"""The cards of a prompt: one on the chosen screen, or one on each; they are shown and hidden together."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.window_slot import WindowSlot
from hipbreak.core.settings.display_choices import CardScreen
from hipbreak.core.tracking.status import Status
from hipbreak.ui.prompt.card import PromptCard
from hipbreak.ui.prompt.placement import available_area, screen_at

if TYPE_CHECKING:
    from hipbreak.desktop.display.compositor import CompositorWatch


class PromptCards(QObject):
    """The first card is kept; the others are created for a prompt and deleted with it."""

    left = Signal()
    """A card that was shown on request was left by keyboard."""

    def __init__(self, context: UiContext, unmanaged: bool = False, x_display: str = "") -> None:
        """`unmanaged` keeps the cards from the window manager (see `PromptCard`), else from taskbars on `x_display`."""
        super().__init__()
        self._context, self._unmanaged, self._x_display = context, unmanaged, x_display
        self._first = WindowSlot(context.windows, "card", self._create, False, is_centred=False)
        self._others: list[WindowSlot[PromptCard]] = []
        self._shown: tuple[Status, str, str] | None = None
        self._compositor: CompositorWatch | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(lambda _: QTimer.singleShot(0, self, self._follow_screens))
            app.screenAdded.connect(lambda _: QTimer.singleShot(0, self, self._follow_screens))

    @property
    def first(self) -> PromptCard:
        """The card that is always there, created at the first prompt or just before."""
        return self._first.get()

    @property
    def is_visible(self) -> bool:
        """Whether a card is on the screen."""
        return self._first.is_visible

    def show(self, status: Status, session: str = "", note: str = "") -> None:
        """Show the prompt of this status, or update its text if it is shown.

        `session` names the routine of a session's prompt; a `note` replaces the reason.
        """
        self._shown = (status, session, note)
        self._watch_compositor()
        self._show_on(self.first, None if self._first.is_visible else self._chosen_screen())
        self._follow_screens()

    def delete(self) -> None:
        """Delete all; the next `show` creates others."""
        self._shown = None
        self._unwatch_compositor()
        self._first.delete()
        while self._others:
            self._drop(self._others[-1])

    def hide(self) -> QPoint | None:
        """Hide all; return the bottom right corner of the answered one, or None if none was shown."""
        if self._shown is None:
            return None
        self._shown = None
        self._unwatch_compositor()
        cards = self._all()
        answered = next((card for card in cards if card.underMouse()), self.first)
        corner = answered.geometry().bottomRight()
        self.first.hide_card()
        while self._others:
            self._drop(self._others[-1])
        return corner

    def avoid_menu(self, is_open: bool) -> None:
        """Leave the space where the tray's menu opens, until it is closed."""
        if self._shown is not None:
            for card in self._all():
                card.avoid_menu(is_open)

    def corner(self) -> QPoint:
        """Where the bottom right corner of a card would be now."""
        return available_area(self._chosen_screen()).bottomRight()

    def _chosen_screen(self) -> QScreen:
        if self._context.settings.card_screen is CardScreen.PRIMARY:
            return QGuiApplication.primaryScreen()
        return screen_at(None)

    def _follow_screens(self) -> None:
        """Show one card on each screen that is to have one, and no screen two; screens come and go."""
        if self._shown is None:
            return
        on_all = self._context.settings.card_screen is CardScreen.ALL
        taken = [self.first.on_screen]
        for slot in tuple(self._others):
            card = slot.get()
            if card.on_screen in taken or not on_all:
                self._drop(slot)
            else:
                taken.append(card.on_screen)
                self._show_on(card, None)
        if on_all:
            for screen in QGuiApplication.screens():
                if screen not in taken:
                    slot = WindowSlot(
                        self._context.windows, f"card on {screen.name()}", self._create, False, is_centred=False
                    )
                    self._others.append(slot)
                    self._show_on(slot.get(), screen)

    def _show_on(self, card: PromptCard, screen: QScreen | None) -> None:
        assert self._shown is not None
        status, session, note = self._shown
        card.show_card(status, self._context.settings, session, screen, note)
        card.show_shadow(self._has_shadow)

    def _all(self) -> list[PromptCard]:
        return [self.first, *(slot.get() for slot in self._others)]

    def _watch_compositor(self) -> None:
        """Notice until the prompt is hidden whether there is a compositor, without which a shadow would be black."""
        if self._x_display and self._compositor is None:
            from hipbreak.desktop.display.compositor import CompositorWatch
            from hipbreak.desktop.display.xcb import XUnavailable

            with suppress(XUnavailable):
                self._compositor = CompositorWatch(self._x_display, self._update_shadows)

    def _unwatch_compositor(self) -> None:
        if self._compositor is not None:
            self._compositor.close()
            self._compositor = None

    @property
    def _has_shadow(self) -> bool:
        """Whether the cards have one: not without a compositor, and not above a window that covers the cards."""
        sensors = self._context.engine.state.sensors
        is_covered = sensors is not None and sensors.fullscreen
        return self._compositor is not None and self._compositor.is_running and not is_covered

    def _update_shadows(self) -> None:
        for card in self._all():
            card.show_shadow(self._has_shadow)

    def _exclude_from_shadows(self, window: int) -> None:
        if self._compositor is not None:
            self._compositor.exclude_from_shadows(window)

    def _create(self) -> PromptCard:
        card = PromptCard(self._context.theme.tokens(), self._unmanaged, self._skip_taskbar, self._exclude_from_shadows)
        card.requested.connect(self._context.request)
        card.escaped.connect(self.left)
        return card

    def _skip_taskbar(self, window: int) -> None:
        if self._x_display and not self._unmanaged:
            from hipbreak.desktop.display.skip_taskbar import skip_taskbar

            skip_taskbar(self._x_display, window)

    def _drop(self, slot: WindowSlot[PromptCard]) -> None:
        self._others.remove(slot)
        self._context.windows.remove(slot)
        slot.get().hide_card()
        slot.get().deleteLater()

"""The prompt card: a text, a reason, and answers; it never takes the keyboard focus by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPropertyAnimation, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QGuiApplication,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.prompt import card_texts
from hipbreak.core.tracking.status import Status
from hipbreak.ui.prompt.card_buttons import AlreadyUpButton, CardButtons, CardMenuButton, accept_keys
from hipbreak.ui.prompt.card_ring import CardRing
from hipbreak.ui.prompt.card_shadow import CardShadow
from hipbreak.ui.prompt.placement import available_area, corner_position, has_panel_below, rounded_mask, screen_at
from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.fonts import caption, emphasised
from hipbreak.ui.theme.sizes import CARD_RADIUS, SPACE_4, SPACE_8, SPACE_12, SPACE_16
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens, reduced_motion
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.wrapping import muted_label, wrapping_label

WIDTH, LEAST_HEIGHT = 360, 132
CHARACTERS = 48  # of a line, with a larger font
FADE_MS = 150
_REMAP_MS = 60  # KWin 5.27 gives a window that is mapped again at once no keys
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)
_FADING_PLATFORMS = ("xcb", "windows", "cocoa")  # elsewhere Qt cannot make windows translucent and warns on stderr


class PromptCard(ThemedWindow):
    """Created once, shown in the corner of the screen with the pointer, hidden when answered."""

    requested = Signal(object)
    escaped = Signal()
    """Esc has hidden the card: on Wayland it cannot stay without the keyboard focus."""

    def __init__(
        self,
        tokens: Tokens | None = None,
        unmanaged: bool = False,
        before_shown: Callable[[int], None] = lambda _window: None,
        before_shadow_shown: Callable[[int], None] = lambda _window: None,
    ) -> None:
        """`unmanaged` keeps the window from the window manager, which would give it the focus when it appears.

        `before_shown` is called with the number of the window each time that it is going to be shown, and
        `before_shadow_shown` with that of the window of its shadow.
        """
        super().__init__(tokens, _FLAGS)
        self.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint, unmanaged)
        self._unmanaged, self._accepts_keys = unmanaged, False
        self._before_shown, self._before_shadow_shown = before_shown, before_shadow_shown
        # X11 may have no compositor to blend the corners, so they are masked.
        self._masked = QGuiApplication.platformName() == "xcb" and not unmanaged
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._masked)
        self.setWindowTitle(menu_text.card())
        self._active = self._avoids_menu = False
        self._placed: QRect | None = None
        self._has_shadow = False
        self._shadow: CardShadow | None = None
        self._replacement = QTimer(self, singleShot=True)
        self._replacement.timeout.connect(self._geometry_changed)
        self._activation = QTimer(self, singleShot=True)
        self._activation.timeout.connect(self._activate)
        self._fade = QPropertyAnimation(self, b"windowOpacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self._fade_shadow)
        self._ring, self._answers = CardRing(self), CardButtons(self)
        self._text, self._reason = wrapping_label(), muted_label()
        self._more, self._already_up = CardMenuButton(self), AlreadyUpButton(self)
        self._answers.requested.connect(self.requested)
        self._answers.enabled_changed.connect(self._more.setEnabled)
        self._answers.enabled_changed.connect(self._already_up.accept_clicks)
        for button in (self._more, self._already_up):
            button.requested.connect(self.requested)
        self.on_screen: QScreen = screen_at(None)
        """The screen it is on, or was last."""
        self._lay_out()
        self.reapply_theme()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_removed)
            app.screenAdded.connect(self._watch)
            for screen in app.screens():
                self._watch(screen)

    def show_card(
        self, status: Status, settings: Settings, session: str = "", screen: QScreen | None = None, note: str = ""
    ) -> None:
        """Show the status's prompt on this screen, by default that with the pointer; if visible, only its text changes.

        `session` names the routine of a session's card, or one that takes the place of the pulse; a `note` replaces the
        reason.
        """
        card = status.card
        assert card is not None, "the status has a prompt to show"
        text, reason = card_texts(status, settings.pulse_length, session)
        reason = note or reason
        appears = not self.isVisible()
        self._active = True
        previous = (self.accessibleName(), self.accessibleDescription())
        self.setWindowTitle(menu_text.card_title(card.kind))
        self._answers.show_answers(card.kind, settings, status)
        self._more.show_status(status)
        self._already_up.setVisible(not status.standing)
        if appears or previous != (text, reason):
            self._text.setText(text)
            self._reason.setText(reason)
            self.setAccessibleName(text)
            self.setAccessibleDescription(reason)
            self._ring.setAccessibleName(reason)
            self._ring.show_status(status, settings.window_closes)
            self._place((screen or screen_at(None)) if appears else self.on_screen)
        if appears:
            self._answers.ignore_input(settings.ignore_input_for)
            self._appear()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{text} {reason}"))

    def show_shadow(self, has_shadow: bool) -> None:
        """Have a shadow while it is visible; the display must blend translucent windows."""
        self._has_shadow = has_shadow
        self._update_shadow()

    def hide_card(self) -> None:
        """Hide the card."""
        self._active = self._avoids_menu = False
        self._activation.stop()
        self._answers.accept_input()
        for button in (self._answers.snooze, self._more):
            button.choices.close()
        self._fade.stop()
        self.hide()
        self._accept_focus(False)

    def avoid_menu(self, is_open: bool) -> None:
        """Stay in the upper corner while the tray's menu is open above a panel at the bottom.

        Through Xwayland a window without window manager covers a menu that the desktop draws itself.
        """
        if self._unmanaged and self._active and is_open != self._avoids_menu:
            self._avoids_menu = is_open
            self._place(self.on_screen)

    def take_focus(self) -> None:
        """Take the keyboard focus until the card is answered or Esc is pressed."""
        if self.isVisible():
            if not self._unmanaged:
                self._accept_focus(True)
                self._activate()
                return
            self.hide()  # a window manager manages only windows that are mapped
            self._accept_focus(True)
            self._activation.start(_REMAP_MS)

    def _activate(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._accepts_keys:
            super().keyPressEvent(event)
            return
        # Only an unmapped window gives the focus back to where it came from.
        self.hide()
        self._accept_focus(False)
        if QGuiApplication.platformName().startswith("wayland"):  # mapped again, it would get the focus again
            self.escaped.emit()
        else:
            self._place(self.on_screen)
            self.show()

    def setVisible(self, visible: bool) -> None:
        """Show or hide it."""
        if visible and not self.isVisible():
            self._before_shown(int(self.winId()))
        super().setVisible(visible)
        self._update_shadow()

    def _update_shadow(self) -> None:
        """Create the window of the shadow, or release it."""
        is_shown = self._has_shadow and self.isVisible()
        if not is_shown:
            self._release_shadow()
        elif self._shadow is None:
            self._shadow = CardShadow(self.geometry())
            self._shadow.setOpacity(self.windowOpacity())
            self._before_shadow_shown(int(self._shadow.winId()))
            self._shadow.show()

    def _release_shadow(self) -> None:
        if self._shadow is not None:
            self._shadow.close()
            self._shadow = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        box(painter, rect, 0 if self._masked else CARD_RADIUS, QColor(self.tokens.edge))
        box(painter, rect.adjusted(1, 1, -1, -1), CARD_RADIUS - 1, QColor(self.tokens.surface))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._masked:
            self.setMask(rounded_mask(self.size()))
        if self._shadow is not None:
            self._shadow.follow(self.geometry())

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._shadow is not None:
            self._shadow.follow(self.geometry())
        placed = self._placed
        if placed is not None and self.isVisible() and self.pos() != placed.topLeft():
            # WORKAROUND: Qt takes over a place from before the last one if the window manager is late, and assumes
            # (0, 0) while the window is being framed; asking once more corrects both, and the size with it.
            self._placed = None
            self.setGeometry(placed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.reapply_theme()

    def _lay_out(self) -> None:
        texts = column_of(self._text, self._reason, spacing=SPACE_4)
        top = row_of((texts, 1), (self._more, Qt.AlignmentFlag.AlignTop))
        column = column_of(top, STRETCH, self._answers, spacing=SPACE_12)
        centre = Qt.AlignmentFlag.AlignHCenter
        left = column_of(STRETCH, (self._ring, centre), (self._already_up, centre), STRETCH, spacing=SPACE_4)
        self._layout = row_of(left, (column, 1), parent=self, spacing=SPACE_16, margins=SPACE_16)

    def apply_theme(self, tokens: Tokens) -> None:
        self._text.setFont(emphasised(self.font(), 1.15))
        self._ring.apply_theme(tokens)
        self._already_up.fit(caption(self.font()), self._ring.width() + SPACE_8)
        self._more.apply_theme(tokens)
        if self.isVisible():
            self._place(self.on_screen)
        self.update()

    def _place(self, screen: QScreen) -> None:
        self.on_screen = screen
        available = available_area(screen)
        line = min(max(WIDTH, CHARACTERS * self.fontMetrics().averageCharWidth()), available.width())
        beside = 3 * SPACE_16 + max(self._ring.sizeHint().width(), self._already_up.sizeHint().width())
        buttons = self._answers.arrange(available.width() - beside)
        width = min(max(line, buttons + beside), available.width())
        layout = self._layout
        layout.invalidate()
        layout.activate()
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height(), LEAST_HEIGHT)
        self.resize(width, height)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = corner_position(self.size(), available, rtl)
        if self._avoids_menu and has_panel_below(screen):
            corner.setY(available.top())
        self._placed = QRect(corner, self.size())
        self.move(corner)

    def _appear(self) -> None:
        fading = QGuiApplication.platformName() in _FADING_PLATFORMS and not reduced_motion()
        if fading:
            self.setWindowOpacity(0.0)
            self._fade.start()
        self.show()

    def _fade_shadow(self, opacity: float) -> None:
        if self._shadow is not None:
            self._shadow.setOpacity(opacity)

    def _accept_focus(self, accepts: bool) -> None:
        self._accepts_keys = accepts
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not accepts)
        self._answers.accept_keys(accepts)
        for button in (self._more, self._already_up):
            accept_keys(button, accepts)
        window = self.windowHandle()
        if window is not None:
            window.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not accepts)
            if self._unmanaged:
                window.setFlag(Qt.WindowType.X11BypassWindowManagerHint, not accepts)
                if not accepts:
                    # WORKAROUND: sway has centred it without Qt's knowledge, which would not move it back.
                    window.setPosition(0, 0)

    def _watch(self, screen: QScreen) -> None:
        for changed in (screen.geometryChanged, screen.availableGeometryChanged):
            changed.connect(self._screen_changed)  # not a lambda, which would outlive the card

    def _screen_changed(self, _geometry: QRect) -> None:
        self._replacement.start(0)

    def _screen_removed(self, removed: QScreen) -> None:
        if removed is not self.on_screen:
            return
        remaining = [screen for screen in QGuiApplication.screens() if screen is not removed]
        if remaining:
            self.on_screen = remaining[0]
            if self._active:
                self._place(remaining[0])
                self.show()

    def _geometry_changed(self) -> None:
        """Place the card again when its screen, the scale or the panels have changed."""
        handle = self.windowHandle()
        if self._active and handle is not None:
            self._place(self.on_screen)
            # WORKAROUND: at another scale the window keeps its size in pixels, unknown to the widget (Qt 6.11, xcb).
            handle.setGeometry(self.geometry())
            if self._masked:
                self.clearMask()
                self.setMask(rounded_mask(self.size()))
            self._release_shadow()  # it is of the old scale
            self._update_shadow()

"""The prompt card: one sentence, one reason, three answers, and never the keyboard's focus by itself."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, QRect, QRectF, Qt, Signal
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
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.prompt import card_reason, card_sentence
from hipbreak.core.tracking.state import Card
from hipbreak.core.tracking.status import Face
from hipbreak.ui.prompt.card_buttons import CardButtons
from hipbreak.ui.prompt.card_menu import CardMenuButton
from hipbreak.ui.prompt.placement import RADIUS, in_corner, room_on, rounded, screen_at
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens, reduced_motion
from hipbreak.ui.widgets.status_badge import Badge

WIDTH, PADDING = 360, 16
CHARACTERS = 52  # of a line, in a larger font
FADE_MS = 150
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)
_FADING = ("xcb", "windows", "cocoa")  # elsewhere Qt cannot make a window translucent, and says so on stderr


class PromptCard(ThemedWindow):
    """Created once, shown in the corner of the screen with the pointer, hidden when answered."""

    wanted = Signal(object)
    left = Signal()
    """Esc has hidden it: on Wayland it cannot stay without the keyboard's focus."""

    def __init__(self, tokens: Tokens | None = None, unmanaged: bool = False) -> None:
        """`unmanaged` keeps the window from the window manager, which would give it the focus when it appears."""
        super().__init__(tokens, None, _FLAGS)
        self.setWindowFlag(Qt.WindowType.X11BypassWindowManagerHint, unmanaged)
        self._unmanaged, self._accepts_keys = unmanaged, False
        # On X11 nobody may be there to blend the corners, so they are cut.
        self._cut = QGuiApplication.platformName() == "xcb" and not unmanaged
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._cut)
        self.setWindowTitle(menu_text.card())
        self._cue = self._calm = self._shows = False
        self._corner: QPoint | None = None
        self._fade = QPropertyAnimation(self, b"windowOpacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._badge, self._answers = Badge(self), CardButtons(self)
        self._sentence, self._reason = QLabel(self), QLabel(self)
        self._more = CardMenuButton(self)
        self._answers.wanted.connect(self.wanted)
        self._more.wanted.connect(self.wanted)
        self._answers.hears.connect(self._more.setEnabled)
        self.on_screen: QScreen = screen_at(None)
        """Where it is, or was last."""
        self._lay_out()
        self.reapply_theme()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._screen_gone)
            app.screenAdded.connect(self._heed)
            for screen in app.screens():
                self._heed(screen)

    def show_card(
        self,
        card: Card,
        sitting: timedelta,
        can_put_off: bool,
        settings: Settings,
        session: str = "",
        screen: QScreen | None = None,
        note: str = "",
    ) -> None:
        """Show the prompt on this screen, else on that with the pointer; shown already, only its words follow.

        `session` names the routine that a routine's card is about; a `note` stands in place of the reason.
        """
        sentence = card_sentence(card.kind, sitting)
        reason = note or card_reason(card.kind, card.trigger, card.pulse_due, session)
        fresh = not self.isVisible()
        self._shows = True
        told = (self.accessibleName(), self.accessibleDescription())
        routine = card.kind == "routine"
        self._cue, self._calm = card.kind == "cue", routine
        self.setWindowTitle(menu_text.session_card() if routine else menu_text.card())
        self._answers.show_answers(settings, can_put_off, routine)
        if fresh or told != (sentence, reason):
            self._sentence.setText(sentence)
            self._reason.setText(reason)
            self.setAccessibleName(sentence)
            self.setAccessibleDescription(reason)
            self._show_badge()
            self._place((screen or screen_at(None)) if fresh else self.on_screen)
        if fresh:
            self._answers.ignore_input(settings.ignore_input_for)
            self._appear()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{sentence} {reason}"))

    def hide_card(self) -> None:
        """Take the card away."""
        self._shows = False
        self._answers.listen()
        self._more.shut()
        self._fade.stop()
        self.hide()
        self._accept_focus(False)

    def take_focus(self) -> None:
        """The person asked for the card by keyboard: it has the focus until it is answered or left with Esc."""
        if self.isVisible():
            if self._unmanaged:
                self.hide()  # a window manager takes charge only of what appears
            self._accept_focus(True)
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
            self.left.emit()
        else:
            self._place(self.on_screen)
            self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, inside = QColor(self.tokens.away), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        if self._cut:
            painter.drawRect(self.rect())
        else:
            painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
        painter.setBrush(QColor(self.tokens.surface))
        painter.drawRoundedRect(inside, RADIUS - 1, RADIUS - 1)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cut:
            self.setMask(rounded(self.size()))

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        corner = self._corner
        if corner is not None and self.isVisible() and self.pos() != corner:
            # WORKAROUND: Qt may ask where the window is while the window manager is still framing it, and then
            # takes it for being at (0, 0); moved once more, it is told the truth.
            self._corner = None
            self.move(corner)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.reapply_theme()

    def _lay_out(self) -> None:
        for label in (self._sentence, self._reason):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._sentence)
        words.addWidget(self._reason)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        whole.setSpacing(14)
        whole.addLayout(top, 1)
        whole.addWidget(self._answers)

    def apply_background(self, tokens: Tokens) -> None:
        """The card paints its own."""

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._sentence.setFont(emphasised(self.font()))
        set_text_colour(self._sentence, tokens.ink)
        set_text_colour(self._reason, tokens.muted)
        self._answers.apply_theme(tokens)
        self._more.apply_theme(tokens)
        self._show_badge()
        if self.isVisible():
            self._place(self.on_screen)
        self.update()

    def _show_badge(self) -> None:
        """The shape of the tray's waiting prompt, calmer where nobody has sat too long; a cue's is smaller, too."""
        colour = self.tokens.accent if self._cue or self._calm else self.tokens.due
        self._badge.show_face(Face.DUE, 0, colour, 1.4 if self._cue else 2.0)

    def _place(self, screen: QScreen) -> None:
        self.on_screen = screen
        room = room_on(screen)
        line = min(max(WIDTH, CHARACTERS * self.fontMetrics().averageCharWidth()), room.width())
        buttons = self._answers.arrange(line * 5 // 4 - 2 * PADDING, room.width() - 2 * PADDING)
        width = min(max(line, buttons + 2 * PADDING), room.width())
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()
        self.resize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._corner = in_corner(self.size(), room, rtl)
        self.move(self._corner)

    def _appear(self) -> None:
        fading = QGuiApplication.platformName() in _FADING and not reduced_motion()
        if fading:
            self.setWindowOpacity(0.0)
            self._fade.start()
        self.show()

    def _accept_focus(self, accepts: bool) -> None:
        self._accepts_keys = accepts
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not accepts)
        self._answers.accept_keys(accepts)
        self._more.accept_keys(accepts)
        window = self.windowHandle()
        if window is not None:
            window.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, not accepts)
            if self._unmanaged:
                window.setFlag(Qt.WindowType.X11BypassWindowManagerHint, not accepts)
                if not accepts:
                    # WORKAROUND: sway has centred it without Qt's knowledge, which would not move it back.
                    window.setPosition(0, 0)

    def _heed(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._panels_changed)

    def _screen_gone(self, gone: QScreen) -> None:
        if gone is not self.on_screen:
            return
        left = [screen for screen in QGuiApplication.screens() if screen is not gone]
        if left:
            self.on_screen = left[0]
            if self._shows:
                self._place(left[0])
                self.show()

    def _panels_changed(self, _geometry: QRect) -> None:
        """Some screen has another size, or leaves another room."""
        if self._shows and not room_on(self.on_screen).contains(self.geometry()):
            self._place(self.on_screen)

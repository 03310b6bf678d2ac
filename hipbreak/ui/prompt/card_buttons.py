"""The card's answers: Stand up first and largest, then Later and Skip, and rare ones in a menu."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.intents import Intent
from hipbreak.ui.prompt.snooze_choices import snooze_choices
from hipbreak.ui.theme.accessible_roles import WithAccessibleRole
from hipbreak.ui.theme.buttons import make_primary, make_tertiary
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, PRIMARY_BUTTON_HEIGHT, SPACE_4, SPACE_8
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import row_of
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED

_DOTS = 3
_PAUSE = timedelta(hours=1)


def accept_keys(button: QAbstractButton, accepts: bool) -> None:
    """Set whether Tab reaches the button."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus if accepts else Qt.FocusPolicy.NoFocus)


class SplitButton(QToolButton, WithAccessibleRole):
    """A click is the usual choice; the arrow, or the down key, opens the menu if it has more than one."""

    accessible_role = QAccessible.Role.ButtonMenu

    def __init__(self, text: str) -> None:
        super().__init__(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.choices = QMenu(self)
        self.setText(text)

    @property
    def accessible_actions(self) -> dict[str, Callable[[], object]]:
        """What assistive technology can do: Qt itself offers it the menu alone."""
        names = QAccessibleActionInterface
        actions: dict[str, Callable[[], object]] = {names.pressAction(): self.click}
        return actions | {names.showMenuAction(): self.showMenu} if self.menu() is not None else actions

    def show_choices(self) -> None:
        """Have an arrow, if there is more than one choice."""
        several = len(self.choices.actions()) > 1
        self.setMenu(self.choices if several else None)  # type: ignore[arg-type]  # None is allowed
        mode = QToolButton.ToolButtonPopupMode
        self.setPopupMode(mode.MenuButtonPopup if several else mode.DelayedPopup)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.menu() is not None:
            self.showMenu()
            return
        super().keyPressEvent(event)


class CardMenuButton(QToolButton):
    """Three dots with a menu of rare answers: a pause, a call."""

    requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, autoRaise=True)
        self._colour = "#000000"
        accept_keys(self, False)
        self.setAccessibleName(menu_text.more_answers())
        self.setToolTip(menu_text.more_answers())
        self.choices = QMenu(self)
        self._at: datetime | None = None
        self.choices.addAction(menu_text.pause_an_hour()).triggered.connect(self._pause)
        for length in inputs.CALL_LENGTHS:
            action = self.choices.addAction(menu_text.in_call(length))
            action.triggered.connect(lambda _=False, length=length: self.requested.emit(inputs.StartCall(length)))
        self.clicked.connect(self._open_menu)

    def show_status(self, status: Status) -> None:
        """Let a pause begin at the moment of this status."""
        self._at = status.at

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self._colour = tokens.muted
        self.update()

    def sizeHint(self) -> QSize:
        side = max(BUTTON_HEIGHT, self.fontMetrics().height() + 10)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        radius = max(1.6, self.fontMetrics().height() / 10)
        centre = QRectF(self.rect()).center()
        for n in range(-(_DOTS // 2), _DOTS // 2 + 1):
            painter.drawEllipse(QPointF(centre.x() + n * 3.4 * radius, centre.y()), radius, radius)

    def _pause(self) -> None:
        if self._at is not None:
            self.requested.emit(inputs.Pause(self._at + _PAUSE))

    def _open_menu(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = QPoint(0 if rtl else self.width() - self.choices.sizeHint().width(), self.height())
        self.choices.popup(self.mapToGlobal(corner))


class AlreadyUpButton(QPushButton):
    """A small answer below the ring, in two lines if it is wider than that."""

    requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        make_tertiary(self)
        accept_keys(self, False)
        self.setAccessibleName(menu_text.already_up())
        self.clicked.connect(self._answer)

    def accept_clicks(self, accepts: bool) -> None:
        """Answer or not, without looking disabled meanwhile."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not accepts)

    def _answer(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
            self.requested.emit(inputs.Stand())

    def fit(self, font: QFont, width: int) -> None:
        """Use this font, and break the text in two if it is wider than `width`."""
        self.setFont(font)
        text, metrics = menu_text.already_up(), QFontMetrics(font)
        breaks = [at for at, sign in enumerate(text) if sign == " "] or [len(text) // 2]
        lines = [f"{text[:at].rstrip()}\n{text[at:].lstrip()}" for at in breaks]
        best = min(lines, key=lambda line: metrics.size(0, line).width())
        self.setText(menu_text.escape_mnemonics(text if metrics.horizontalAdvance(text) <= width else best))

    def sizeHint(self) -> QSize:
        size = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(size.width() + SPACE_8, max(BUTTON_HEIGHT, size.height() + SPACE_4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def start_request(kind: str) -> inputs.Command | Intent:
    """What the first answer of a card of this kind requests."""
    if kind == "sit":
        return inputs.Sit()
    return Intent.SESSION if kind == "routine" else inputs.Start()


_ARRANGEMENTS = (SIDE_BY_SIDE, STACKED)


class CardButtons(QWidget):
    """Buttons for the pointer, and for Tab after `accept_keys`; `enabled_changed` follows `ignore_input`."""

    requested = Signal(object)
    enabled_changed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._usual_snooze = inputs.Snooze()
        self._start_request: inputs.Command | Intent = inputs.Start()
        self._ignore_timer = QTimer(self, singleShot=True)
        self._ignore_timer.timeout.connect(self.accept_input)
        self._start, self.snooze = QPushButton(), SplitButton(menu_text.snooze())
        self._skip = QPushButton(menu_text.skip())
        self._start.clicked.connect(lambda: self._answer(self._start_request))
        self.snooze.clicked.connect(lambda: self._answer(self._usual_snooze))
        self._skip.clicked.connect(lambda: self._answer(inputs.Skip()))
        make_primary(self._start)
        make_tertiary(self._skip)
        self._layout = row_of((self._start, 3), (self.snooze, 2), (self._skip, 1), parent=self, spacing=SPACE_8)
        for button in (self._start, self.snooze, self._skip):
            button.setMinimumHeight(PRIMARY_BUTTON_HEIGHT)
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.accept_keys(False)

    def show_answers(self, kind: str, settings: Settings, status: Status) -> None:
        """Show the answers for this kind of card; Start opens the break or the routine."""
        choices = snooze_choices(kind, settings, status)
        self._usual_snooze, label = choices[0]
        self._start_request = start_request(kind)
        self._start.setText(menu_text.escape_mnemonics(menu_text.card_start(kind)))
        self.snooze.setAccessibleName(label)
        self.snooze.setToolTip(label)
        self.snooze.choices.clear()
        for snooze, label in choices if len(choices) > 1 else ():
            action = self.snooze.choices.addAction(menu_text.escape_mnemonics(label))
            action.triggered.connect(lambda _=False, snooze=snooze: self._answer(snooze))
        self.snooze.show_choices()
        self.snooze.setVisible(status.can_snooze)

    def ignore_input(self, duration: timedelta) -> None:
        """Ignore clicks for a moment, since they may have been meant for another window."""
        milliseconds = round(duration.total_seconds() * 1000)
        if milliseconds <= 0:
            self.accept_input()
            return
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ignore_timer.start(milliseconds)
        self.enabled_changed.emit(False)

    def accept_input(self) -> None:
        """Stop ignoring clicks."""
        self._ignore_timer.stop()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.enabled_changed.emit(True)

    def accept_keys(self, accepts: bool) -> None:
        """Set whether Tab reaches the buttons; Qt focuses the first of them when a window gets the focus."""
        for button in (self._start, self.snooze, self._skip):
            accept_keys(button, accepts)

    def arrange(self, available: int) -> int:
        """Put the buttons in one row, or below each other; returns the width that this needs."""
        width = 0
        for limit, direction in zip((available, 0), _ARRANGEMENTS, strict=True):
            self._layout.setDirection(direction)
            self._layout.invalidate()
            width = self._layout.totalMinimumSize().width()
            if width <= limit:
                break
        self.updateGeometry()
        return width

    def _answer(self, request: inputs.Command | Intent) -> None:
        if not self._ignore_timer.isActive():
            self.requested.emit(request)

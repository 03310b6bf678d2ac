"""The card's answers: Start first and largest, then the snoozes and Skip, and rare ones in a menu."""

from datetime import timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
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
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED
from hipbreak.ui.widgets.single_shot import single_shot

_DOTS = 3


class CardMenuButton(QToolButton):
    """Three dots with a menu of rare answers: a call."""

    requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = "#000000"
        self.setAutoRaise(True)
        self.accept_keys(False)
        self.setAccessibleName(menu_text.more_answers())
        self.setToolTip(menu_text.more_answers())
        self._menu = QMenu(self)
        for length in inputs.CALL_LENGTHS:
            action = self._menu.addAction(menu_text.in_call(length))
            action.triggered.connect(lambda _=False, length=length: self.requested.emit(inputs.StartCall(length)))
        self.clicked.connect(self._open_menu)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self._colour = tokens.muted
        self.update()

    def accept_keys(self, accepts: bool) -> None:
        """Set whether Tab reaches the button."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if accepts else Qt.FocusPolicy.NoFocus)

    def close_menu(self) -> None:
        """Close the menu, if it is open."""
        self._menu.close()

    def sizeHint(self) -> QSize:
        side = max(28, self.fontMetrics().height() + 10)
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
        painter.end()

    def _open_menu(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = QPoint(0 if rtl else self.width() - self._menu.sizeHint().width(), self.height())
        self._menu.popup(self.mapToGlobal(corner))


START_HEIGHT, OTHER_HEIGHT = 44, 36
_START_SHARE, _OTHER_SHARE = 9, 8  # of a row's width: Start is the widest even beside a single answer
_ARRANGEMENTS = ((SIDE_BY_SIDE, SIDE_BY_SIDE), (STACKED, SIDE_BY_SIDE), (STACKED, STACKED))


class CardButtons(QWidget):
    """Buttons for the pointer, and for Tab after `accept_keys`; `enabled_changed` follows `ignore_input`."""

    requested = Signal(object)
    enabled_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._start_request: inputs.Command | Intent = inputs.Start()
        self._ignore_timer = single_shot(self, self.accept_input)
        self._start, self._skip = QPushButton(menu_text.start()), QPushButton(menu_text.skip())
        self._short, self._long = QPushButton(), QPushButton()
        self._start.clicked.connect(lambda: self._answer(self._start_request))
        self._short.clicked.connect(lambda: self._answer(inputs.Snooze(self._settings.later_short)))
        self._long.clicked.connect(lambda: self._answer(inputs.Snooze(self._settings.later_long)))
        self._skip.clicked.connect(lambda: self._answer(inputs.Skip()))
        self._layout, self._other_buttons = QBoxLayout(SIDE_BY_SIDE, self), QBoxLayout(SIDE_BY_SIDE)
        self._lay_out()

    def show_answers(self, settings: Settings, can_snooze: bool, routine: bool = False) -> None:
        """Show the two snooze lengths, unless the prompt cannot be snoozed again. Start opens break or routine."""
        self._settings = settings
        self._start_request = Intent.SESSION if routine else inputs.Start()
        choices = ((self._short, settings.later_short), (self._long, settings.later_long))
        for button, delay in choices:
            button.setText(menu_text.escape_mnemonics(menu_text.snooze_button(delay)))
            button.setAccessibleName(menu_text.snooze_menu_label(delay))
        self._short.setVisible(can_snooze)
        self._long.setVisible(can_snooze and settings.later_long != settings.later_short)
        self._set_sizes()

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
        for button in (self._start, self._short, self._long, self._skip):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if accepts else Qt.FocusPolicy.NoFocus)

    def arrange(self, comfortable: int, available: int) -> int:
        """Put the buttons in one row, in two, or below each other; returns the width that this needs."""
        width = 0
        for limit, (start, others) in zip((comfortable, available, 0), _ARRANGEMENTS, strict=True):
            self._layout.setDirection(start)
            self._other_buttons.setDirection(others)
            self._layout.invalidate()
            width = self._layout.totalMinimumSize().width()
            if width <= limit:
                break
        self.updateGeometry()
        return width

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        self._start.setFont(emphasised(self.font(), 1.0))
        self._set_sizes()

    def _lay_out(self) -> None:
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._start, _START_SHARE)
        self._layout.addLayout(self._other_buttons, 1)
        self._other_buttons.setSpacing(8)
        for button in (self._short, self._long, self._skip):
            self._other_buttons.addWidget(button, 1)
        for button in (self._start, self._short, self._long, self._skip):
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.accept_keys(False)

    def _set_sizes(self) -> None:
        """Size the buttons by their texts alone: a style's minimum would make a short answer as wide as Start."""
        others = [button for button in (self._short, self._long, self._skip) if not button.isHidden()]
        padding = round(1.3 * self.fontMetrics().horizontalAdvance("n"))
        for button in (self._start, *others):
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 2 * padding)
        height = max(OTHER_HEIGHT, self.fontMetrics().height() + 16)
        for button in others:
            button.setFixedHeight(height)
        self._start.setFixedHeight(max(START_HEIGHT, height + 8))
        self._start.setMinimumWidth(max(self._start.minimumWidth(), *(b.minimumWidth() + 8 for b in others)))
        self._layout.setStretch(1, _OTHER_SHARE * len(others))

    def _answer(self, request: inputs.Command | Intent) -> None:
        if not self._ignore_timer.isActive():
            self.requested.emit(request)

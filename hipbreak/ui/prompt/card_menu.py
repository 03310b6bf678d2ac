"""The card's seldom answers, behind three dots: I'm in a call."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.theme.tokens import Tokens

_DOTS = 3


class CardMenuButton(QToolButton):
    """A small flat button; its menu opens on a click, and never by itself."""

    wanted = Signal(object)

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
            action.triggered.connect(lambda _=False, length=length: self.wanted.emit(inputs.StartCall(length)))
        self.clicked.connect(self._open)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self._colour = tokens.muted
        self.update()

    def accept_keys(self, accepts: bool) -> None:
        """Whether Tab reaches it."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if accepts else Qt.FocusPolicy.NoFocus)

    def shut(self) -> None:
        """The card goes, and the menu with it."""
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
        for place in range(-(_DOTS // 2), _DOTS // 2 + 1):
            painter.drawEllipse(QPointF(centre.x() + place * 3.4 * radius, centre.y()), radius, radius)
        painter.end()

    def _open(self) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = QPoint(0 if rtl else self.width() - self._menu.sizeHint().width(), self.height())
        self._menu.popup(self.mapToGlobal(corner))

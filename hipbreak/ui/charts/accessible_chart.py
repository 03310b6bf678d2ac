"""The base of all charts: each item has a text that pointer, arrow keys and screen readers reach."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy

from hipbreak.ui.charts.legend import Legend
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.painted_widget import PaintedWidget

_ACTIVATION_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class AccessibleChart(PaintedWidget):
    """A plot, the text of the selected item below it, and a legend.

    `activated` carries the item that was clicked or opened by a key, and the position of the click (None for a key).
    """

    accessible_role = QAccessible.Role.Chart

    activated = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self._texts: Sequence[str] = ()
        self.hint = self._summary = ""
        self.selected: int | None = None
        self._focus_by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # To be implemented by subclasses

    def plot_height(self, width: int) -> int:
        """The height of the plot at this width."""
        raise NotImplementedError

    def item_rects(self) -> Sequence[QRectF]:
        """The rectangle of each item in the plot, in the order of the texts."""
        raise NotImplementedError

    def paint_plot(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint all items."""
        raise NotImplementedError

    def legend(self, _width: int) -> Legend | None:
        """The legend at this width."""
        return None

    def key_steps(self) -> dict[Qt.Key, int]:
        """By how many items each arrow key moves the selection."""
        return {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}

    def set_items(self, texts: Sequence[str], hint: str, summary: str) -> None:
        """Set a text for each item, a hint for while none is selected, and a description of the whole chart."""
        self._texts, self.hint, self._summary = texts, hint, summary
        still_there = self.selected is not None and self.selected < len(texts)
        self._select(self.selected if still_there else None)
        self.updateGeometry()
        self.update()

    @property
    def selected_text(self) -> str:
        """The text of the selected item; empty while there is none."""
        return "" if self.selected is None else self._texts[self.selected]

    # Size

    @property
    def unit(self) -> float:
        """The height of a line of text, on which all sizes depend."""
        return float(self.fontMetrics().height())

    def text_width(self, text: str) -> int:
        """The width of a text in the chart's font."""
        return self.fontMetrics().horizontalAdvance(text)

    def heightForWidth(self, width: int) -> int:
        legend = self._legend_height(width)
        return (
            self.plot_height(width) + self._gap() + self._text_height(width) + (self._gap() + legend if legend else 0)
        )

    def sizeHint(self) -> QSize:
        width = 42 * self.fontMetrics().height()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(16 * self.fontMetrics().height(), 4 * self.fontMetrics().height())

    def _gap(self) -> int:
        return self.fontMetrics().height() // 2

    def _legend_height(self, width: int) -> int:
        legend = self.legend(width)
        return legend.height(width) if legend is not None else 0

    def _text_height(self, width: int) -> int:
        """The height of the longest text, so that another selection moves nothing."""
        metrics, limit = self.fontMetrics(), QRect(0, 0, max(width, 1), 10_000)
        longest = sorted({*self._texts, self.hint}, key=len)[-3:]
        return max((metrics.boundingRect(limit, _WRAPPED, text).height() for text in longest), default=0)

    # Selection

    def _select(self, index: int | None) -> None:
        self.selected = index
        self.setAccessibleDescription(self._summary if index is None else self._texts[index])
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, selected = len(self._texts) - 1, self.selected
        targets = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        for key, step in self.key_steps().items():
            if selected is None:
                targets[key] = 0 if step > 0 else last
            else:
                targets[key] = selected + step if 0 <= selected + step <= last else selected
        if selected is not None and event.key() in _ACTIVATION_KEYS:
            self.activated.emit(selected, None)
            return
        target = targets.get(Qt.Key(event.key()))
        if target is None or last < 0:
            super().keyPressEvent(event)
            return
        self._select(target)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._select(self._item_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._select(self._item_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self._item_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and item is not None and item == self.selected:
            self.activated.emit(item, event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        item = self._item_at(QPointF(event.pos())) if by_mouse else self.selected
        if item is not None:
            self._select(item)
            self.activated.emit(item, QPointF(event.pos()) if by_mouse else None)

    def _item_at(self, position: QPointF) -> int | None:
        """The smallest item there: a mark lies above its stretch."""
        found = [(r.width() * r.height(), n) for n, r in enumerate(self.item_rects()) if r.contains(position)]
        return min(found)[1] if found else None

    def leaveEvent(self, event: QEvent) -> None:
        if QApplication.activePopupWidget() is None:  # a context menu keeps the item selected
            self._select(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._focus_by_keyboard = event.reason() in keys
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._select(None)
        super().focusOutEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = self.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_plot(painter, tokens)
        plot = self.plot_height(self.width())
        if self.selected is not None:
            self._paint_frame(painter, self.item_rects()[self.selected].adjusted(-2, -2, 2, 2), tokens.ink, 2)
        elif self.hasFocus() and self._focus_by_keyboard:
            self._paint_frame(painter, QRectF(1, 1, self.width() - 2, plot - 2), tokens.accent, 1.5)
        painter.setPen(QColor(tokens.muted if self.selected is None else tokens.ink))
        below = QRect(0, plot + self._gap(), self.width(), self.height() - plot - self._gap())
        painter.drawText(below, _WRAPPED, self.selected_text or self.hint)
        legend = self.legend(self.width())
        if legend is not None:
            top = below.top() + self._text_height(self.width()) + self._gap()
            legend.paint(painter, top, self.width(), tokens)

    def _paint_frame(self, painter: QPainter, rect: QRectF, colour: str, width: float) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

"""A painted picture whose parts tell themselves in a sentence, by the pointer and by the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from hipbreak.ui.theme.tokens import Tokens, current

_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu)
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class AccessibleChart(QWidget):
    """A picture and one sentence below it; subclasses paint the picture and say where its parts are.

    `picked` carries the part that was clicked or opened by a key, and the spot of the click (None for a key).
    """

    picked = Signal(int, object)

    def __init__(self, tokens: Tokens | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens or current()
        self._sentences: Sequence[str] = ()
        self._hint = self._summary = ""
        self._chosen: int | None = None
        self._walked_to = False  # the frame is for those who came by keyboard
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # What a subclass gives

    def picture_height(self, width: int) -> int:
        """How high the picture is at this width."""
        raise NotImplementedError

    def places(self) -> Sequence[QRectF]:
        """Where each part lies in the picture, in the order of the sentences."""
        raise NotImplementedError

    def paint_picture(self, painter: QPainter, tokens: Tokens) -> None:
        """Paint all parts."""
        raise NotImplementedError

    def foot_height(self, _width: int) -> int:
        """How high the part below the sentence is, if there is one."""
        return 0

    def paint_foot(self, painter: QPainter, top: float, tokens: Tokens) -> None:
        """Paint what stands below the sentence."""

    def show_parts(self, sentences: Sequence[str], hint: str, summary: str) -> None:
        """A sentence for each part, the line shown while none is chosen, and what the picture is as a whole."""
        self._sentences, self._hint, self._summary = sentences, hint, summary
        kept = self._chosen is not None and self._chosen < len(sentences)  # a refresh must not take it away
        self._choose(self._chosen if kept else None)
        self.updateGeometry()
        self.update()

    # What a user of the widget may ask

    def apply_theme(self, tokens: Tokens) -> None:
        """Paint in these colours."""
        self._tokens = tokens
        self.update()

    def said(self) -> str:
        """The sentence shown now; empty while no part is chosen."""
        return "" if self._chosen is None else self._sentences[self._chosen]

    @property
    def chosen(self) -> int | None:
        return self._chosen

    # Size

    def heightForWidth(self, width: int) -> int:
        foot = self.foot_height(width)
        below = self._gap() + foot if foot else 0
        return self.picture_height(width) + self._gap() + self._sentence_height(width) + below

    def sizeHint(self) -> QSize:
        width = 42 * self.fontMetrics().height()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(16 * self.fontMetrics().height(), 4 * self.fontMetrics().height())

    def _gap(self) -> int:
        return self.fontMetrics().height() // 2

    def _sentence_height(self, width: int) -> int:
        """Room for the longest sentence, so that telling another one moves nothing."""
        metrics, room = self.fontMetrics(), QRect(0, 0, max(width, 1), 10_000)
        texts = sorted({*self._sentences, self._hint}, key=len)[-3:]
        return max((metrics.boundingRect(room, _WRAP, text).height() for text in texts), default=0)

    # Choosing

    def _choose(self, index: int | None) -> None:
        self._chosen = index
        self.setAccessibleDescription(self._summary if index is None else self._sentences[index])
        self.update()

    def steps(self) -> dict[Qt.Key, int]:
        """How many parts each arrow key goes on."""
        return {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, at = len(self._sentences) - 1, self._chosen
        ways = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        for key, step in self.steps().items():
            if at is None:
                ways[key] = 0 if step > 0 else last
            else:
                ways[key] = at + step if 0 <= at + step <= last else at
        if at is not None and event.key() in _OPENERS:
            self.picked.emit(at, None)
            return
        way = ways.get(Qt.Key(event.key()))
        if way is None or last < 0:
            super().keyPressEvent(event)
            return
        self._choose(way)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and part is not None and part == self._chosen:
            self.picked.emit(part, event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        part = self._at(QPointF(event.pos())) if by_mouse else self._chosen
        if part is not None:
            self._choose(part)
            self.picked.emit(part, QPointF(event.pos()) if by_mouse else None)

    def _at(self, spot: QPointF) -> int | None:
        """The smallest part at this spot: a mark lies over the stretch that it belongs to."""
        found = [(place.width() * place.height(), n) for n, place in enumerate(self.places()) if place.contains(spot)]
        return min(found)[1] if found else None

    def leaveEvent(self, event: QEvent) -> None:
        if QApplication.activePopupWidget() is None:  # a menu about the part keeps it chosen
            self._choose(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._walked_to = event.reason() in keys
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._choose(None)
        super().focusOutEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, painter = self._tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_picture(painter, tokens)
        picture = self.picture_height(self.width())
        if self._chosen is not None:
            self._frame(painter, self.places()[self._chosen].adjusted(-2, -2, 2, 2), tokens.ink, 2)
        elif self.hasFocus() and self._walked_to:
            self._frame(painter, QRectF(1, 1, self.width() - 2, picture - 2), tokens.accent, 1.5)
        painter.setPen(QColor(tokens.muted if self._chosen is None else tokens.ink))
        below = QRect(0, picture + self._gap(), self.width(), self.height() - picture - self._gap())
        painter.drawText(below, _WRAP, self.said() or self._hint)
        self.paint_foot(painter, below.top() + self._sentence_height(self.width()) + self._gap(), tokens)

    def _frame(self, painter: QPainter, rect: QRectF, colour: str, width: float) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

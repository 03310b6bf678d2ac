"""A slider with two handles that cannot cross."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT
from hipbreak.ui.widgets.painted_widget import PaintedWidget
from hipbreak.ui.widgets.wheel_in_focus import take_wheel_in_focus

_SIDE = BUTTON_HEIGHT  # px: the target of a handle
_RADIUS, _GROOVE = 9.0, 4.0  # px
_PAGE = 5


class _Handle(QSlider):
    """One handle: a slider for keys and assistive technology, whose limits are the other handle and the end."""

    def __init__(self, slider: "RangeSlider", name: str) -> None:
        super().__init__(Qt.Orientation.Horizontal, slider)
        self._slider = slider
        self.setAccessibleName(name)
        self.setTracking(False)
        self.setPageStep(_PAGE)
        self.resize(_SIDE, _SIDE)
        take_wheel_in_focus(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._slider.begin_drag(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._slider.drag(self.mapToParent(event.position()).x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._slider.end_drag()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), self._slider.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if self.isEnabled() else tokens.edge))
        centre = QRectF(self.rect()).center()
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawEllipse(centre, _RADIUS / 3, _RADIUS / 3)


class RangeSlider(PaintedWidget):
    """Two whole numbers from `low` to `high`, in order; `changed` carries both, and `moved` while one is dragged."""

    changed = Signal(int, int)
    moved = Signal(int, int)

    def __init__(self, low: int, high: int, names: tuple[str, str]) -> None:
        """`names` are those of the handles for assistive technology."""
        super().__init__()
        self._limits = (low, high)
        self._dragged: _Handle | None = None
        self.first, self.second = _Handle(self, names[0]), _Handle(self, names[1])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_values(low, high)
        for handle in (self.first, self.second):
            handle.valueChanged.connect(self._change)
            handle.sliderMoved.connect(self._move)

    def values(self) -> tuple[int, int]:
        """Both numbers."""
        return self.first.value(), self.second.value()

    def show_values(self, first: int, second: int) -> None:
        """Show these numbers, as far as they lie within the limits; nothing is emitted."""
        low, high = self._limits
        first, second = (min(max(value, low), high) for value in (first, second))
        with QSignalBlocker(self.first), QSignalBlocker(self.second):
            for handle, value in ((self.first, first), (self.second, second)):
                handle.setRange(low, high)
                handle.setValue(value)
        self._limit()

    def _limit(self) -> None:
        """Let the handles meet, not cross."""
        low, high = self._limits
        with QSignalBlocker(self.first), QSignalBlocker(self.second):
            self.first.setRange(low, self.second.value())
            self.second.setRange(self.first.value(), high)
        self._place()

    def _change(self) -> None:
        self._limit()
        self.changed.emit(*self.values())

    def _move(self) -> None:
        self._place()
        self.moved.emit(self.first.sliderPosition(), self.second.sliderPosition())

    # With the pointer

    def begin_drag(self, handle: QSlider) -> None:
        """The button of the mouse was pressed on this handle."""
        self._dragged = self.first if handle is self.first else self.second
        self._dragged.setFocus(Qt.FocusReason.MouseFocusReason)
        self._dragged.setSliderDown(True)

    def drag(self, x: float) -> None:
        """The pointer is at `x`; of two handles at the same place the one that can follow is taken."""
        if self._dragged is None:
            return
        wanted, at = self._value_at(x), self._dragged.sliderPosition()
        other = self.second if self._dragged is self.first else self.first
        is_beyond = wanted > at if self._dragged is self.first else wanted < at
        if is_beyond and other.value() == self._dragged.value() == at:
            self._dragged.setSliderDown(False)
            self.begin_drag(other)
        self._dragged.setSliderPosition(wanted)

    def end_drag(self) -> None:
        """The button was released."""
        if self._dragged is not None:
            self._dragged.setSliderDown(False)
            self._dragged = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the nearer handle to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            x = event.position().x()
            middle = (self._x_of(self.first.value()) + self._x_of(self.second.value())) / 2
            self.begin_drag(self.first if (x < middle) != self.isRightToLeft() else self.second)
            self.drag(x)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.drag(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.end_drag()

    # Geometry and painting

    def _x_of(self, value: int) -> float:
        low, high = self._limits
        share = (value - low) / (high - low)
        return _SIDE / 2 + (1 - share if self.isRightToLeft() else share) * (self.width() - _SIDE)

    def _value_at(self, x: float) -> int:
        low, high = self._limits
        share = min(max((x - _SIDE / 2) / max(self.width() - _SIDE, 1), 0.0), 1.0)
        return round(low + (1 - share if self.isRightToLeft() else share) * (high - low))

    def _place(self) -> None:
        for handle in (self.first, self.second):
            handle.move(round(self._x_of(handle.sliderPosition()) - _SIDE / 2), (self.height() - _SIDE) // 2)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(8 * _SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(4 * _SIDE, _SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, y = QPainter(self), self.height() / 2
        ends = (QPointF(_SIDE / 2, y), QPointF(self.width() - _SIDE / 2, y))
        chosen = sorted(self._x_of(handle.sliderPosition()) for handle in (self.first, self.second))
        for left, right, colour in (
            (ends[0].x(), ends[1].x(), self.tokens.edge),
            (chosen[0], chosen[1], self.tokens.accent),
        ):
            box(painter, QRectF(left, y - _GROOVE / 2, right - left, _GROOVE), _GROOVE / 2, QColor(colour))

"""The part of a window that gives way to its buttons on low screens."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QWidget

_LEAST_HEIGHT = 120  # px


class LeastHeightBox(QBoxLayout):
    """A column or row that a grid may make as low as its contents allow.

    Qt's grid keeps the preferred height of a layout whose height depends on its width.
    """

    def __init__(self, direction: QBoxLayout.Direction) -> None:
        super().__init__(direction)
        self._measuring = False

    def heightForWidth(self, width: int) -> int:
        """The minimum height, which Qt computes by a call of this method."""
        if self._measuring:
            return super().heightForWidth(width)
        self._measuring = True
        try:
            return max(self.minimumHeightForWidth(width), self.minimumSize().height())
        finally:
            self._measuring = False


class _Content(QWidget):
    def heightForWidth(self, width: int) -> int:
        """The minimum height: the area would keep the preferred one, and scroll without need."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class ShrinkableArea(QScrollArea):
    """Shows a layout, and scrolls where there is less than its minimum height."""

    def __init__(self, layout: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout.setContentsMargins(0, 0, 0, 0)
        self._content = _Content()
        self._content.setLayout(layout)
        self._content.installEventFilter(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content)

    def minimumSizeHint(self) -> QSize:
        """As wide as the content with a scroll bar."""
        return QSize(
            self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width(), _LEAST_HEIGHT
        )

    def sizeHint(self) -> QSize:
        """That of the content."""
        return self._content.sizeHint()

    def hidden_height(self) -> int:
        """How much higher it would have to be to show everything at its width."""
        return max(0, self._content.heightForWidth(self.viewport().width()) - self.viewport().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

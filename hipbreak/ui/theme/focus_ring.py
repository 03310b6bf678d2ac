"""The ring around the control with the keyboard focus."""

from PySide6.QtCore import QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from hipbreak.ui.theme.control_painting import box
from hipbreak.ui.theme.sizes import CONTROL_RADIUS, FOCUS_RING, RING_SPACE

_AROUND = 24  # px that are shown around a control, when the page scrolls to it


class _RingStyle(QProxyStyle):
    """The style of the frame alone: above the control, and with a gap."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return RING_SPACE
        return super().pixelMetric(metric, option, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element == QStyle.ControlElement.CE_FocusFrame:
            accent = option.palette.color(QPalette.ColorRole.Accent)
            box(painter, QRectF(option.rect), CONTROL_RADIUS + RING_SPACE, None, accent, FOCUS_RING)
        else:
            super().drawControl(element, option, painter, widget)


class FocusRing(QObject):
    """One frame of Qt's, moved to each control that gets the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._frame: QFocusFrame | None = None
        self._style = _RingStyle("fusion")
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._style.setParent(app)  # the frame may live as long as that
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        target = focused if focused is not None and _is_control(focused) else None
        if self._frame is None:
            if target is None:
                return
            self._frame = QFocusFrame(target.window())  # owned by Qt: it must not outlive the application
            self._frame.setStyle(self._style)
            self._frame.destroyed.connect(self._forget)  # with the window that it is in
        self._frame.setWidget(target)  # type: ignore[arg-type]  # None hides it
        if target is not None:
            self._frame.show()  # Qt hides it beyond the edge of a page that then scrolls
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:  # a click must not move what is under it
                _scroll_to(target)

    def _forget(self) -> None:
        self._frame = None


def _scroll_to(target: QWidget) -> None:
    """Scroll to a control with its ring; Qt does so only within a page, and not for the ring."""
    area = target.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None and (page := area.widget()) is not None:
        place = target.rect().translated(target.mapTo(page, QPoint(0, 0)))
        for edge in (place.bottom(), place.top()):  # the top of what is higher than the page
            area.ensureVisible(place.center().x(), edge, 0, _AROUND)


def _is_control(widget: QWidget) -> bool:
    return (
        not widget.isWindow()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.window().windowType() != Qt.WindowType.Popup
    )

"""The look of controls on Linux: flat, with rounded corners and one accent, painted in the colours of the palette."""

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionToolButton,
    QWidget,
)

from hipbreak.ui.theme.buttons import is_primary
from hipbreak.ui.theme.control_painting import CONTROLS, PRIMITIVES, RECOLOURED, box, chevron, field, is_flat
from hipbreak.ui.theme.palette import EDGE, WASH
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, PRIMARY_BUTTON_HEIGHT, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_CC, _CT = QStyle.ComplexControl, QStyle.ContentsType
_PM, _SC, _STATE = QStyle.PixelMetric, QStyle.SubControl, QStyle.StateFlag
_ROLE = QPalette.ColorRole
_ICON_GAP = 4  # px that Qt puts between icon and text
_MENU_CHECK = 0.79  # times its height: the width of the column for a check mark before the text of a menu entry
_FIELD_PADDING = 6  # px between the edge of a field and its text
_INDICATOR, _HANDLE, _THUMB = 20, 20, 6  # px: of check boxes, of sliders, the width of a scroll bar's
_METRICS = {
    _PM.PM_ButtonMargin: SPACE_8,
    _PM.PM_CheckBoxLabelSpacing: SPACE_8,
    _PM.PM_LayoutHorizontalSpacing: SPACE_8,
    _PM.PM_LayoutVerticalSpacing: SPACE_8,
    _PM.PM_MenuButtonIndicator: 28,
    _PM.PM_RadioButtonLabelSpacing: SPACE_8,
    _PM.PM_ScrollBarExtent: 12,
    _PM.PM_ScrollBarSliderMin: BUTTON_HEIGHT,
    _PM.PM_SliderControlThickness: _HANDLE,
    _PM.PM_SliderLength: _HANDLE,
    _PM.PM_SliderThickness: _HANDLE,
    _PM.PM_SpinBoxFrameWidth: _FIELD_PADDING,
    _PM.PM_ToolTipLabelFrameWidth: SPACE_8,
}
_INDICATORS = {
    _PM.PM_ExclusiveIndicatorHeight,
    _PM.PM_ExclusiveIndicatorWidth,
    _PM.PM_IndicatorHeight,
    _PM.PM_IndicatorWidth,
}


class FlatStyle(QProxyStyle):
    """Paints by `option.palette` alone, so a change of the palette changes everything.

    `styleHint` stays C++: layouts ask it most, and each call of Python would take 5 µs.
    """

    def __init__(self) -> None:
        super().__init__("fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if (found := _METRICS.get(metric)) is not None:
            return found
        if metric in _INDICATORS:
            return _INDICATOR if option is None else max(_INDICATOR, option.fontMetrics.height())
        if metric == _PM.PM_DefaultFrameWidth and isinstance(widget, QLineEdit):
            return _FIELD_PADDING
        return super().pixelMetric(metric, option, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, contents: QSize, widget: QWidget | None = None
    ) -> QSize:
        if isinstance(option, QStyleOptionButton) and not option.icon.isNull():  # it is not shown
            contents = contents - QSize(option.iconSize.width() + _ICON_GAP, 0)
        size = super().sizeFromContents(kind, option, contents, widget)  # type: ignore[arg-type]  # None is allowed
        if kind == _CT.CT_PushButton and is_flat(option):
            size.setWidth(contents.width() + SPACE_24)
        elif kind == _CT.CT_PushButton or (isinstance(option, QStyleOptionToolButton) and _is_split(option)):
            size.setWidth(size.width() + SPACE_16)  # Qt's margin for buttons is that above the text as well
        size = size.expandedTo(QSize(0, _least_height(kind, option, widget)))
        if kind == _CT.CT_MenuItem:  # Qt elides a text that is beside a wider column of check marks than it measured
            size.setWidth(size.width() + max(0, round(_MENU_CHECK * (size.height() - BUTTON_HEIGHT)) + 1))
        return size

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return self._scroll_bar_rect(option, part, widget)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # None is allowed

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if (paint := PRIMITIVES.get(element)) is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            paint(painter, option, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if (paint := CONTROLS.get(element)) is not None:
            paint(painter, option, widget)
            return
        recolour = RECOLOURED.get(element)
        super().drawControl(element, option if recolour is None else recolour(option, widget), painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _CC.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            field(painter, option)
            chevron(painter, option, self._part(control, option, _SC.SC_ComboBoxArrow, widget))
        elif control == _CC.CC_ToolButton and isinstance(option, QStyleOptionToolButton) and _is_split(option):
            self._draw_split_button(option, painter, widget)
        elif control == _CC.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._draw_spin_box(option, painter, widget)
        elif control == _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._draw_scroll_bar(option, painter, widget)
        elif control == _CC.CC_Slider and isinstance(option, QStyleOptionSlider):
            self._draw_slider(option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _part(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None,
    ) -> QRectF:
        return QRectF(self.subControlRect(control, option, part, widget))

    def _draw_spin_box(self, option: QStyleOptionSpinBox, painter: QPainter, widget: QWidget | None) -> None:
        if option.frame:
            field(painter, option)
        up, down = QAbstractSpinBox.StepEnabledFlag.StepUpEnabled, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        for part, step in ((_SC.SC_SpinBoxUp, up), (_SC.SC_SpinBoxDown, down)):
            rect = self._part(_CC.CC_SpinBox, option, part, widget)
            if rect.isEmpty():
                continue
            if option.activeSubControls & part and option.state & _STATE.State_MouseOver:
                box(painter, rect, 4, option.palette.color(WASH))
            chevron(painter, option, rect, step is up, bool(option.stepEnabled & step))

    def _draw_split_button(self, option: QStyleOptionToolButton, painter: QPainter, widget: QWidget | None) -> None:
        self.drawPrimitive(QStyle.PrimitiveElement.PE_PanelButtonTool, option, painter, widget)
        arrow = self._part(_CC.CC_ToolButton, option, _SC.SC_ToolButtonMenu, widget)
        line = QRectF(0, arrow.top() + SPACE_8, 1, arrow.height() - 2 * SPACE_8)
        line.moveLeft(arrow.left() if option.direction == Qt.LayoutDirection.LeftToRight else arrow.right() - 1)
        painter.fillRect(line, option.palette.color(EDGE))
        chevron(painter, option, arrow)
        label = QStyleOptionToolButton(option)
        label.rect = self.subControlRect(_CC.CC_ToolButton, option, _SC.SC_ToolButton, widget)
        self.drawControl(QStyle.ControlElement.CE_ToolButtonLabel, label, painter, widget)

    def _draw_scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        thumb = self._part(_CC.CC_ScrollBar, option, _SC.SC_ScrollBarSlider, widget)
        across = (min(thumb.width(), thumb.height()) - _THUMB) / 2
        inset = (across, 2.0) if option.orientation == Qt.Orientation.Vertical else (2.0, across)
        thumb.adjust(inset[0], inset[1], -inset[0], -inset[1])
        held = option.activeSubControls & _SC.SC_ScrollBarSlider and option.state & _STATE.State_MouseOver
        box(painter, thumb, _THUMB / 2, option.palette.color(_ROLE.Accent if held else EDGE))

    def _draw_slider(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        groove = self._part(_CC.CC_Slider, option, _SC.SC_SliderGroove, widget)
        handle = self._part(_CC.CC_Slider, option, _SC.SC_SliderHandle, widget)
        along = option.orientation == Qt.Orientation.Horizontal
        thin = QRectF(groove)
        thin.setSize(thin.size().boundedTo(QSizeF(groove.width(), 4) if along else QSizeF(4, groove.height())))
        thin.moveCenter(groove.center())
        box(painter, thin, 2, option.palette.color(EDGE))
        done = QRectF(thin)
        if not along:
            done.setTop(handle.center().y())
        elif option.upsideDown:
            done.setLeft(handle.center().x())
        else:
            done.setRight(handle.center().x())
        box(painter, done, 2, option.palette.color(_ROLE.Accent))
        box(painter, handle.adjusted(2, 2, -2, -2), _HANDLE / 2, option.palette.color(_ROLE.Accent))

    def _scroll_bar_rect(self, option: QStyleOptionSlider, part: QStyle.SubControl, widget: QWidget | None) -> QRect:
        """That of a scroll bar without arrows."""
        vertical = option.orientation == Qt.Orientation.Vertical
        whole = option.rect
        length = whole.height() if vertical else whole.width()
        steps = option.maximum - option.minimum
        least = self.pixelMetric(_PM.PM_ScrollBarSliderMin, option, widget)
        size = length if steps <= 0 else max(least, length * option.pageStep // (steps + option.pageStep))
        size = min(size, length)
        start = QStyle.sliderPositionFromValue(
            option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
        )
        first, count = {
            _SC.SC_ScrollBarGroove: (0, length),
            _SC.SC_ScrollBarSlider: (start, size),
            _SC.SC_ScrollBarSubPage: (0, start),
            _SC.SC_ScrollBarAddPage: (start + size, length - start - size),
        }.get(part, (0, 0))
        if vertical:
            return QRect(whole.x(), whole.y() + first, whole.width(), count)
        rect = QRect(whole.x() + first, whole.y(), count, whole.height())
        return QStyle.visualRect(option.direction, whole, rect)


def _is_split(option: QStyleOptionToolButton) -> bool:
    return bool(option.features & QStyleOptionToolButton.ToolButtonFeature.MenuButtonPopup)


_TALL = {_CT.CT_ComboBox, _CT.CT_SpinBox, _CT.CT_TabBarTab, _CT.CT_ToolButton}


def _least_height(kind: QStyle.ContentsType, option: QStyleOption, widget: QWidget | None) -> int:
    if kind == _CT.CT_PushButton and is_primary(widget):
        return max(PRIMARY_BUTTON_HEIGHT, option.fontMetrics.height() + SPACE_16)
    tall = (
        kind in _TALL
        or kind == _CT.CT_PushButton
        or (isinstance(option, QStyleOptionFrame) and kind == _CT.CT_LineEdit and option.lineWidth > 0)
        or (isinstance(option, QStyleOptionButton) and bool(option.text))  # a check box or a radio button
        or (
            isinstance(option, QStyleOptionMenuItem)
            and kind == _CT.CT_MenuItem
            and option.menuItemType != QStyleOptionMenuItem.MenuItemType.Separator
        )
    )
    return max(BUTTON_HEIGHT, option.fontMetrics.height() + SPACE_12) if tall else 0

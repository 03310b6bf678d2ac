"""How `FlatStyle` paints each part of a control; colours come from the palette of the option."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionFrame,
    QStyleOptionMenuItem,
    QStyleOptionProgressBar,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hipbreak.ui.theme.buttons import is_primary
from hipbreak.ui.theme.palette import ACCENT_INK, EDGE, LINE, WASH
from hipbreak.ui.theme.sizes import CONTROL_RADIUS, PANEL_RADIUS, SPACE_4

_PE, _CE, _STATE, _ROLE = QStyle.PrimitiveElement, QStyle.ControlElement, QStyle.StateFlag, QPalette.ColorRole
_BAR = 3.0  # px: of a selected row and below a selected tab
_CHECK = ((0.25, 0.52), (0.43, 0.69), (0.76, 0.33))

Paint = Callable[[QPainter, QStyleOption, QWidget | None], None]


def box(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, edge: QColor | None = None, width: float = 1.0
) -> None:
    """Paint a rounded rectangle; the edge is inside of it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, width))
    half = 0.0 if edge is None else width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)
    painter.restore()


def field(painter: QPainter, option: QStyleOption) -> None:
    """Paint what is typed or chosen in."""
    palette, state = option.palette, option.state
    lively = state & _STATE.State_Enabled and state & (_STATE.State_HasFocus | _STATE.State_MouseOver)
    edge = palette.color(_ROLE.Accent if lively else EDGE)
    box(painter, QRectF(option.rect), CONTROL_RADIUS, palette.color(_ROLE.Base), edge)


def chevron(painter: QPainter, option: QStyleOption, rect: QRectF, up: bool = False, enabled: bool = True) -> None:
    """Paint an arrow head into the middle of `rect`."""
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    reach = max(4.0, option.fontMetrics.height() / 5)
    rise = reach / 2 * (-1 if up else 1)
    line = [(-reach, -rise), (0.0, rise), (reach, -rise)]
    _line(painter, [rect.center() + QPointF(x, y) for x, y in line], option.palette.color(group, _ROLE.PlaceholderText))


def _line(painter: QPainter, points: list[QPointF], colour: QColor, width: float = 1.6) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _mixed(colour: QColor, other: QColor, share: float) -> QColor:
    """The colour with this share of the other one."""
    mix = [round(a + (b - a) * share) for a, b in zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True)]  # type: ignore[index]
    return QColor(*mix)


def _nothing(_painter: QPainter, _option: QStyleOption, _widget: QWidget | None) -> None:
    """Paint nothing: another part shows it."""


# Buttons


def _button(painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
    palette, state, rect = option.palette, option.state, QRectF(option.rect)
    enabled, hovered = bool(state & _STATE.State_Enabled), bool(state & _STATE.State_MouseOver)
    down = bool(state & (_STATE.State_Sunken | _STATE.State_On))
    accent, wash = palette.color(_ROLE.Accent), palette.color(WASH)
    if is_primary(widget):
        share = 0.2 if down else 0.1 if hovered and enabled else 0.0
        box(painter, rect, CONTROL_RADIUS, _mixed(accent, palette.color(ACCENT_INK), share))
        return
    fill = wash if enabled and (hovered or down) else None
    if is_flat(option):
        box(painter, rect, CONTROL_RADIUS, fill)
    else:
        edge = accent if down and enabled else palette.color(EDGE)
        box(painter, rect, CONTROL_RADIUS, fill or palette.color(_ROLE.Button), edge, 2.0 if down else 1.0)


def is_flat(option: QStyleOption) -> bool:
    """Whether a button is its text alone."""
    if isinstance(option, QStyleOptionButton):
        return bool(option.features & QStyleOptionButton.ButtonFeature.Flat)
    return bool(option.state & _STATE.State_AutoRaise)


def _push_button(painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
    _button(painter, option, widget)
    if isinstance(option, QStyleOptionButton) and option.features & QStyleOptionButton.ButtonFeature.HasMenu:
        rect = QRectF(option.rect)
        rect.setWidth(24)
        if option.direction == Qt.LayoutDirection.LeftToRight:
            rect.moveRight(float(option.rect.right()))
        chevron(painter, option, rect)


def _check_box(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    rect = QRectF(option.rect)
    on, partly = bool(option.state & _STATE.State_On), bool(option.state & _STATE.State_NoChange)
    _indicator(painter, option, 5, on or partly)
    mark = option.palette.color(ACCENT_INK)
    if on:
        points = [rect.topLeft() + QPointF(x * rect.width(), y * rect.height()) for x, y in _CHECK]
        _line(painter, points, mark, rect.width() / 9)
    elif partly:
        reach = QPointF(rect.width() / 4, 0)
        _line(painter, [rect.center() - reach, rect.center() + reach], mark, rect.width() / 9)


def _radio_button(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    rect = QRectF(option.rect)
    on = bool(option.state & _STATE.State_On)
    _indicator(painter, option, rect.width() / 2, on)
    if on:
        inset = rect.width() * 0.3
        dot = rect.adjusted(inset, inset, -inset, -inset)
        box(painter, dot, dot.width() / 2, option.palette.color(ACCENT_INK))


def _indicator(painter: QPainter, option: QStyleOption, radius: float, on: bool) -> None:
    palette, enabled = option.palette, bool(option.state & _STATE.State_Enabled)
    hovered = enabled and bool(option.state & (_STATE.State_MouseOver | _STATE.State_Sunken))
    accent = palette.color(_ROLE.Accent)
    fill = accent if on else palette.color(WASH if hovered else _ROLE.Base)
    edge = accent if on or hovered else palette.color(EDGE)
    box(painter, QRectF(option.rect), radius, fill, edge, 1.5)


# Fields, frames and lists


def _line_edit(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:  # else it is a part of a control
        field(painter, option)


def _frame(
    painter: QPainter, option: QStyleOption, _widget: QWidget | None, radius: float, role: QPalette.ColorRole = LINE
) -> None:
    box(painter, QRectF(option.rect), radius, None, option.palette.color(role))


def _menu(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, option.palette.color(_ROLE.Base))


def _tool_tip(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, option.palette.color(_ROLE.ToolTipBase))
    _frame(painter, option, None, 0, EDGE)


def _row(painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
    """The background of an item: rounded in lists, and with a bar, since colour alone is not enough."""
    palette, rect = option.palette, QRectF(option.rect)
    if isinstance(option, QStyleOptionViewItem) and option.backgroundBrush.style() != Qt.BrushStyle.NoBrush:
        painter.fillRect(rect, option.backgroundBrush)
    selected = bool(option.state & _STATE.State_Selected)
    if not selected and not option.state & _STATE.State_MouseOver:
        return
    is_cell = isinstance(widget, QTableView)
    wash = palette.color(WASH)
    fill = wash if selected else _mixed(wash, palette.color(_ROLE.Base), 0.5)
    box(painter, rect, 0 if is_cell else CONTROL_RADIUS, fill)
    if selected and not is_cell:
        bar = QRectF(rect.left(), rect.top() + 8, _BAR, rect.height() - 16)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            bar.moveRight(rect.right())
        box(painter, bar, _BAR / 2, palette.color(_ROLE.Accent))


def _header(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    painter.fillRect(option.rect, option.palette.color(_ROLE.Window))
    painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), option.palette.color(EDGE))


def _tab(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    rect, palette = QRectF(option.rect), option.palette
    selected = bool(option.state & _STATE.State_Selected)
    if option.state & _STATE.State_MouseOver and not selected:
        box(painter, rect.adjusted(0, 0, 0, -_BAR), CONTROL_RADIUS, palette.color(WASH))
    line = QRectF(rect.left(), rect.bottom() - _BAR, rect.width(), _BAR)
    box(painter, line, 0, palette.color(_ROLE.Accent if selected else LINE))


def _groove(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    box(painter, QRectF(option.rect), SPACE_4, option.palette.color(WASH), option.palette.color(EDGE))


def _progress(painter: QPainter, option: QStyleOption, _widget: QWidget | None) -> None:
    if not isinstance(option, QStyleOptionProgressBar) or option.maximum <= option.minimum:
        return  # how much is left is unknown
    done = (option.progress - option.minimum) / (option.maximum - option.minimum)
    rect = QRectF(option.rect)
    rect.setWidth(rect.width() * done)
    if option.direction == Qt.LayoutDirection.RightToLeft:
        rect.moveRight(float(option.rect.right()) + 1)
    box(painter, rect, SPACE_4, option.palette.color(_ROLE.Accent))


PRIMITIVES: dict[QStyle.PrimitiveElement, Paint] = {
    _PE.PE_PanelButtonCommand: _button,
    _PE.PE_PanelButtonTool: _button,
    _PE.PE_FrameDefaultButton: _nothing,
    _PE.PE_FrameFocusRect: _nothing,
    _PE.PE_FrameButtonTool: _nothing,
    _PE.PE_IndicatorCheckBox: _check_box,
    _PE.PE_IndicatorItemViewItemCheck: _check_box,
    _PE.PE_IndicatorRadioButton: _radio_button,
    _PE.PE_PanelLineEdit: _line_edit,
    _PE.PE_FrameLineEdit: _nothing,
    _PE.PE_Frame: partial(_frame, radius=CONTROL_RADIUS),
    _PE.PE_FrameGroupBox: partial(_frame, radius=PANEL_RADIUS),
    _PE.PE_PanelMenu: _menu,
    _PE.PE_FrameMenu: partial(_frame, radius=0, role=EDGE),
    _PE.PE_PanelTipLabel: _tool_tip,
    _PE.PE_PanelItemViewItem: _row,
    _PE.PE_FrameTabBarBase: _nothing,
}
CONTROLS: dict[QStyle.ControlElement, Paint] = {
    _CE.CE_PushButtonBevel: _push_button,
    _CE.CE_TabBarTabShape: _tab,
    _CE.CE_HeaderSection: _header,
    _CE.CE_HeaderEmptyArea: _header,
    _CE.CE_ProgressBarGroove: _groove,
    _CE.CE_ProgressBarContents: _progress,
}


# Parts that Fusion paints well in other colours


def _button_label(option: QStyleOption, widget: QWidget | None) -> QStyleOption:
    flat = is_flat(option)
    if not isinstance(option, QStyleOptionButton):
        return option
    has_icon, coloured = not option.icon.isNull(), flat or is_primary(widget)
    if not (has_icon or coloured):
        return option
    changed = QStyleOptionButton(option)
    changed.icon = QIcon()  # some desktops have icons on the buttons of dialogs
    role = _ROLE.Accent if flat else ACCENT_INK
    if coloured and option.state & _STATE.State_Enabled:
        _set_colour(changed, _ROLE.ButtonText, option.palette.color(role))
    return changed


def _item(option: QStyleOption, _widget: QWidget | None) -> QStyleOption:
    if not isinstance(option, QStyleOptionViewItem) or not option.state & _STATE.State_Selected:
        return option
    changed = QStyleOptionViewItem(option)
    _set_colour(changed, _ROLE.HighlightedText, option.palette.color(_ROLE.Text))
    return changed


def _menu_item(option: QStyleOption, _widget: QWidget | None) -> QStyleOption:
    if not isinstance(option, QStyleOptionMenuItem):
        return option
    changed = QStyleOptionMenuItem(option)
    _set_colour(changed, _ROLE.HighlightedText, option.palette.color(_ROLE.Text))
    _set_colour(changed, _ROLE.Highlight, option.palette.color(WASH))
    return changed


def _set_colour(option: QStyleOption, role: QPalette.ColorRole, colour: QColor) -> None:
    palette = option.palette
    palette.setColor(role, colour)
    option.palette = palette


RECOLOURED: dict[QStyle.ControlElement, Callable[[QStyleOption, QWidget | None], QStyleOption]] = {
    _CE.CE_PushButtonLabel: _button_label,
    _CE.CE_ItemViewItem: _item,
    _CE.CE_MenuItem: _menu_item,
}

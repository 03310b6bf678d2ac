"""Every window is walked by Tab in the order of reading, and back; what has the focus has a ring that is seen."""

from collections.abc import Callable, Iterable, Iterator
from functools import cmp_to_key
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.ui.main_window.window import MainWindow
from hipbreak.ui.prompt.card import PromptCard
from hipbreak.ui.theme.sizes import FOCUS_RING, RING_SPACE
from hipbreak.ui.theme.tokens import LIGHT, Tokens
from tests.ui.every_window import ALL_WINDOWS, WindowState
from tests.ui.window_actions import lay_out, settle

_MOST_STOPS = 120
_ASIDE = 8  # px from the middle, where the groove of a slider ends
_RING_MARGINS = (-RING_SPACE, -RING_SPACE, RING_SPACE, RING_SPACE)


def named(control: QWidget) -> str:
    """The control's class and what a screen reader calls it."""
    name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
    return f"{type(control).__name__} {name!r}"


def stops_of(window: QWidget) -> list[QWidget]:
    """The controls that Tab has to reach; of buttons of which one is down, that one."""
    return [
        control
        for control in window.findChildren(QWidget)
        if control.isVisible()
        and control.isEnabled()
        and control.focusProxy() is None
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(control, QAbstractButton) and _is_passed_over(control))
    ]


def _is_passed_over(button: QAbstractButton) -> bool:
    group = button.group()
    if not (isinstance(button, QRadioButton) or (group is not None and group.exclusive())):
        return False
    others = group.buttons() if group is not None else button.parentWidget().findChildren(QRadioButton)
    chosen = next((other for other in others if other.isChecked()), others[0])
    return button is not chosen


def walk(window: QWidget, back: bool = False) -> Iterator[QWidget]:
    """Press Tab, or Shift+Tab to go `back`, until the focus is where it began."""
    first, last = press_tab(window, back), None
    focused = first
    for _ in range(_MOST_STOPS):
        if focused is not last:  # within a date, Tab goes from part to part
            yield focused
        last, focused = focused, press_tab(window, back)
        if focused is first is not last:
            return
    assert last is first, f"no way out of {named(focused)}"


def press_tab(window: QWidget, back: bool = False) -> QWidget:
    """Press Tab, or Shift+Tab to go `back`, and return what has the focus then."""
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab, modifier)
    focused = window.focusWidget()
    assert focused is not None
    return focused


def is_before(a: QWidget, b: QWidget) -> bool:
    """Whether one reads `a` before `b`: of the parts that hold them, the first is above or nearer to the start."""
    path_a, path_b = _path(a), _path(b)
    parted = next((n for n, (p, q) in enumerate(zip(path_a, path_b, strict=False)) if p is not q), None)
    if parted is None:  # one holds the other
        return len(path_a) < len(path_b)
    one, other = path_a[parted].geometry(), path_b[parted].geometry()
    if one.bottom() < other.top() or other.bottom() < one.top():
        return one.bottom() < other.top()
    distance = one.center().x() - other.center().x()
    return distance > 0 if path_a[parted - 1].isRightToLeft() else distance < 0


def _path(widget: QWidget) -> list[QWidget]:
    """The window, the part of it, and so on, to the widget."""
    parent = widget.parentWidget()
    return [widget] if widget.isWindow() or parent is None else [*_path(parent), widget]


def begun_at(order: list[QWidget], first: QWidget) -> list[QWidget]:
    """The round, begun at this control."""
    at = order.index(first)
    return order[at:] + order[:at]


def states_with_keys(states: Iterator[WindowState]) -> Iterator[WindowState]:
    """The states in which a window takes keys."""
    for name, window in states:
        if isinstance(window, QMenu):
            window.hide()
        elif not isinstance(window, PromptCard) and window.isVisible():
            if isinstance(window, MainWindow):
                window.resize(960, 680)  # that of screens with room for it
            settle()
            while not window.isActiveWindow():  # one that was closed may still be going
                window.activateWindow()
                settle()
            yield name, window


@pytest.mark.parametrize("states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_tab_follows_the_order_of_reading_and_the_focus_is_seen(
    qtbot: QtBot, states: Callable[[Tokens], Iterator[WindowState]]
) -> None:
    seen: set[str] = set()

    def ring_fault(window: QWidget, control: QWidget) -> Iterator[str]:
        if (name := named(control)) not in seen:
            seen.add(name)
            lay_out()
            if (sides := ring_sides(window, control)) < 4:
                yield f"a ring on {sides} sides of {name}"

    assert faults_of(states, ring_fault) == []


@pytest.mark.parametrize("states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_shift_tab_goes_back_and_mirrored_windows_are_read_from_the_right(
    qtbot: QtBot, qapp: QApplication, states: Callable[[Tokens], Iterator[WindowState]]
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert faults_of(states, None) == []
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


Look = Callable[[QWidget, QWidget], Iterable[str]]
"""Tells what is wrong in a window while a control has the focus."""


def faults_of(states: Callable[[Tokens], Iterator[WindowState]], look: Look | None) -> list[str]:
    """Walk through each state that has other controls than those before; without `look` back, and unpainted."""
    faults, walked = [], set()
    for name, window in states_with_keys(states(LIGHT)):
        stops = stops_of(window)
        if (names := tuple(map(named, stops))) not in walked:
            walked.add(names)
            window.setUpdatesEnabled(look is not None)
            faults += [f"{name}: {fault}" for fault in faults_of_walk(window, stops, look)]
    return faults


def faults_of_walk(window: QWidget, stops: list[QWidget], look: Look | None) -> Iterator[str]:
    """What is not reached, or too early; where none of a group is chosen, Shift+Tab comes to its last radio button."""
    if look is None:
        stops = [stop for stop in stops if not isinstance(stop, QRadioButton)]
    order = []
    for control in walk(window, back=look is None):
        if control in stops:
            order.append(control)
            yield from look(window, control) if look is not None else ()
    yield from (f"not reached: {named(stop)}" for stop in stops if stop not in order)
    if not order:
        return
    if look is None:
        order.reverse()
    first = min(order, key=cmp_to_key(lambda a, b: -1 if is_before(a, b) else 1))
    yield from (f"{named(a)} before {named(b)}" for a, b in pairwise(begun_at(order, first)) if not is_before(a, b))


def ring_sides(window: QWidget, control: QWidget) -> int:
    """On how many sides of the control a ring is seen, with its gap, apart from those that do not fit on a page."""
    around = QRect(control.mapTo(window, QPoint(0, 0)), control.size()).adjusted(*_RING_MARGINS)
    picture = window.grab(around).toImage()
    x, y, right, bottom = around.width() // 2, around.height() // 2, around.width() - 1, around.height() - 1
    sides = (
        ((0, y, 1, 0), (0, y - _ASIDE, 1, 0)),
        ((right, y, -1, 0), (right, y - _ASIDE, -1, 0)),
        ((x, 0, 0, 1), (x - _ASIDE, 0, 0, 1)),
        ((x, bottom, 0, -1), (x - _ASIDE, bottom, 0, -1)),
    )
    area = next((part for part in _path(control)[-2::-1] if isinstance(part, QScrollArea)), None)
    beyond = area is not None and area.height() < around.height()
    return sum(any(_is_ring(picture, *place) for place in side) for side in sides) + beyond


def _is_ring(picture: QImage, x: int, y: int, dx: int, dy: int) -> bool:
    across = [picture.pixelColor(x + n * dx, y + n * dy) == QColor(LIGHT.accent) for n in range(RING_SPACE)]
    return all(across[:FOCUS_RING]) and not any(across[FOCUS_RING:])

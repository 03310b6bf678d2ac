"""The slider with two handles: in order by keys, pointer and assistive technology, and mirrored."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.ui.theme.tokens import LIGHT
from hipbreak.ui.widgets.range_slider import RangeSlider
from tests.ui.window_actions import press

LEFT = Qt.MouseButton.LeftButton
KEYS = [
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
]  # fmt: skip


@pytest.fixture
def slider(qtbot: QtBot) -> RangeSlider:
    made = RangeSlider(5, 90, ("Earliest", "Latest"))
    qtbot.addWidget(made)
    made.apply_theme(LIGHT)
    made.resize(400, made.sizeHint().height())
    made.show_values(30, 45)
    made.show()
    return made


def middle(part: QWidget) -> QPoint:
    return part.rect().center()


def drag(handle: QSlider, by: int) -> None:
    """Drag a handle by so many pixels."""
    QTest.mousePress(handle, LEFT, pos=middle(handle))
    QTest.mouseMove(handle, middle(handle) + QPoint(by, 0))
    QTest.mouseRelease(handle, LEFT, pos=middle(handle))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(KEYS)), max_size=12))
def test_keys_never_let_the_handles_cross(slider: RangeSlider, pressed: list[tuple[bool, Qt.Key]]) -> None:
    slider.show_values(30, 45)
    for is_first, key in pressed:
        press(slider.first if is_first else slider.second, key)
        first, second = slider.values()
        assert 5 <= first <= second <= 90
        assert slider.first.geometry().left() <= slider.second.geometry().left()


def test_a_drag_tells_its_value_meanwhile_and_changes_it_at_the_end(slider: RangeSlider) -> None:
    moved: list[tuple[int, int]] = []
    changed: list[tuple[int, int]] = []
    slider.moved.connect(lambda *values: moved.append(values))
    slider.changed.connect(lambda *values: changed.append(values))
    drag(slider.second, 43)
    assert moved == changed == [(30, 55)]
    drag(slider.first, 300)
    assert slider.values() == (55, 55), "they meet"


def test_of_two_handles_at_the_same_place_the_one_that_can_move_follows(slider: RangeSlider) -> None:
    slider.show_values(40, 40)
    drag(slider.second, -43)
    first, second = slider.values()
    assert first < 40 and second == 40
    slider.show_values(40, 40)
    drag(slider.first, 43)
    assert slider.values()[0] == 40 and slider.values()[1] > 40


def test_a_press_beside_the_handles_moves_the_nearer_one(slider: RangeSlider) -> None:
    QTest.mouseClick(slider, LEFT, pos=QPoint(390, 18))
    assert slider.values() == (30, 90)
    QTest.mouseClick(slider, LEFT, pos=QPoint(2, 18))
    assert slider.values() == (5, 90)


def test_mirrored_the_first_handle_is_at_the_right(slider: RangeSlider) -> None:
    slider.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert slider.first.geometry().left() > slider.second.geometry().left()
    press(slider.first, Qt.Key.Key_Left)
    assert slider.values() == (31, 45)


def test_assistive_technology_reads_and_sets_each_handle(slider: RangeSlider) -> None:
    for handle, name, value, low, high in (
        (slider.first, "Earliest", 30, 5, 45),
        (slider.second, "Latest", 45, 30, 90),
    ):
        interface = QAccessible.queryAccessibleInterface(handle)
        assert interface.role() == QAccessible.Role.Slider
        assert interface.text(QAccessible.Text.Name) == name
        number = interface.valueInterface()
        assert (number.currentValue(), number.minimumValue(), number.maximumValue()) == (value, low, high)
    changed: list[tuple[int, int]] = []
    slider.changed.connect(lambda *values: changed.append(values))
    QAccessible.queryAccessibleInterface(slider.second).valueInterface().setCurrentValue(60)
    assert changed == [(30, 60)]


def test_targets_are_large_enough(slider: RangeSlider) -> None:
    for handle in (slider.first, slider.second):
        assert min(handle.width(), handle.height()) >= 36
        assert slider.rect().contains(handle.geometry())

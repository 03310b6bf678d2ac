"""What assistive technology reads in every window: roles, names, values, and descriptions of pictures."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QDateTimeEdit, QLabel, QMenu, QSlider, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.ui.settings.computer_page import ComputerPage
from hipbreak.ui.settings.option_editors import DurationBox
from hipbreak.ui.settings.view import BreaksPage
from hipbreak.ui.theme.tokens import LIGHT, Tokens
from hipbreak.ui.widgets.state_row import StateMark
from hipbreak.ui.widgets.step_dots import StepDots
from tests.ui import every_window
from tests.ui.every_window import ALL_WINDOWS, WindowState
from tests.ui.window_actions import lay_out

Role, Text = QAccessible.Role, QAccessible.Text
WINDOWS = (Role.Window, Role.Dialog)
PICTURES = (Role.Graphic, Role.Chart)
RANGES = (Role.SpinBox, Role.Slider)
CONTROLS = (
    Role.Button,
    Role.ButtonMenu,
    Role.CheckBox,
    Role.ComboBox,
    Role.EditableText,
    Role.List,
    Role.PageTab,
    Role.PageTabList,
    Role.ProgressBar,
    Role.RadioButton,
    Role.Table,
    *RANGES,
)


def parts_of(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The visible parts of a window, itself first."""
    yield interface
    for n in range(interface.childCount()):
        child = interface.child(n)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from parts_of(child)


def faults_of(part: QAccessibleInterface) -> Iterator[str]:
    """What a person who cannot see the part would miss."""
    role, name, state, widget = part.role(), part.text(Text.Name), part.state(), part.object()
    what = f"{role.name} {name!r}, {type(widget).__name__}"
    focusable = state.focusable and not state.disabled and role not in WINDOWS
    if not name and (focusable or role in CONTROLS):
        yield f"no name: {what}"
    is_empty = isinstance(widget, StepDots) and not any(widget.count)
    if role in PICTURES and not (name or part.text(Text.Description) or is_empty):
        yield f"no description: {what}"
    if role in RANGES and not part.text(Text.Value):
        yield f"no value: {what}"
    if role in RANGES and not isinstance(widget, QDateTimeEdit):  # of these the value is a text
        number = part.valueInterface()
        low, value, high = number.minimumValue(), number.currentValue(), number.maximumValue()
        if None in (low, value, high) or not low <= value <= high:
            yield f"{value} is not from {low} to {high}: {what}"
    if isinstance(widget, QWidget) and paints_itself(widget) and role not in PICTURES:
        yield f"not a picture: {what}"
    children = [part.child(n) for n in range(part.childCount())]
    same = Counter(
        (child.role(), child.text(Text.Name))
        for child in children
        if child is not None and child.isValid() and not child.state().invisible and child.role() in CONTROLS
    )
    yield from (f"{count} times {kind}: {what}" for kind, count in same.items() if count > 1)


def paints_itself(widget: QWidget) -> bool:
    """Whether it is a picture, except for a mark whose meaning is a part of the name beside it."""
    cls = type(widget)
    is_ours = cls.__module__.startswith("hipbreak") and cls.paintEvent is not QWidget.paintEvent
    is_plain = not isinstance(widget, QAbstractButton | QLabel | QSlider | StateMark) and not widget.isWindow()
    return is_ours and is_plain and not any(type(child) is not QWidget for child in widget.findChildren(QWidget))


@pytest.mark.parametrize("states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_every_part_of_every_window_can_be_understood_unseen(
    qtbot: QtBot, states: Callable[[Tokens], Iterator[WindowState]]
) -> None:
    faults = set()
    for name, window in states(LIGHT):
        if not window.isVisible():
            continue
        lay_out()
        root = QAccessible.queryAccessibleInterface(window)
        role, title = root.role(), root.text(Text.Name)
        if role not in (*WINDOWS, Role.PopupMenu) or not (title or isinstance(window, QMenu)):
            faults.add(f"{name} is a {role.name} {title!r}")
        faults |= {f"{name}: {fault}" for part in parts_of(root) for fault in faults_of(part)}
    assert faults == set()


def test_the_choice_of_a_style_is_one_group(qtbot: QtBot) -> None:
    page = BreaksPage()
    qtbot.addWidget(page)
    page.show()
    group = QAccessible.queryAccessibleInterface(page.style_row)
    names = {part.text(Text.Name) for part in parts_of(group) if part.state().checkable}
    assert (group.role(), group.text(Text.Name)) == (Role.Grouping, "Prompts are")
    assert names == {"Gentle", "Balanced", "Persistent"}


def test_senses_say_what_they_are_and_whether_they_work(qtbot: QtBot) -> None:
    for _, window in every_window.settings(LIGHT):
        page = window.findChild(ComputerPage)
        if page is not None and page.isVisible():
            names = {part.text(Text.Name) for part in parts_of(QAccessible.queryAccessibleInterface(page))}
            assert {"Screen lock: works", "Calls: works", "Tray icon: missing"} <= names
            return
    raise AssertionError("no page about this computer")


def test_a_duration_reads_as_a_number_in_its_unit_and_takes_one(qtbot: QtBot) -> None:
    for _, window in every_window.settings(LIGHT):
        box = next(box for box in window.findChildren(DurationBox) if box.isVisible() and box.text() == "30 s")
        entered: list[str] = []
        box.entered.connect(entered.append)
        number = QAccessible.queryAccessibleInterface(box).valueInterface()
        assert number.currentValue() == 30.0
        number.setCurrentValue(40.0)
        assert (number.currentValue(), entered) == (40.0, ["40 s"])
        return

"""What assistive technology sets has the same effect as a click, a key or the wheel, in every window."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.settings.settings import Settings
from hipbreak.ui.settings.option_editors import DurationBox
from hipbreak.ui.settings.view import SettingsView
from hipbreak.ui.theme.tokens import LIGHT, Tokens
from tests.ui.every_window import ALL_WINDOWS, WindowState


class Recorder:
    """Records every signal that a window declares."""

    def __init__(self) -> None:
        self.emitted: list[str] = []
        self._windows: list[QWidget] = []

    def watch(self, window: QWidget) -> None:
        if window in self._windows:
            return
        self._windows.append(window)
        for cls in type(window).__mro__:
            for name, value in vars(cls).items():
                if isinstance(value, Signal) and cls.__module__.startswith("hipbreak"):
                    getattr(window, name).connect(lambda *args, name=name: self.emitted.append(f"{name}{args}"))


def has_state(part: QWidget) -> bool:
    if isinstance(part, QAbstractButton):
        return part.isCheckable()
    return isinstance(part, QComboBox | QAbstractSpinBox)


def controls_of(window: QWidget) -> list[QWidget]:
    """The visible and enabled controls that have a state."""
    return [part for part in window.findChildren(QWidget) if part.isVisible() and part.isEnabled() and has_state(part)]


def contents(window: QWidget) -> list[tuple[Any, ...]]:
    """What a person perceives of a window's labels and controls."""
    found: list[tuple[Any, ...]] = []
    for part in window.findChildren(QWidget):
        if isinstance(part, QAbstractButton):
            found.append((part.text(), part.isChecked(), part.isEnabled(), part.isVisible()))
        elif isinstance(part, QLabel | QAbstractSpinBox):
            found.append((part.text(), part.isEnabled(), part.isVisible()))
        elif isinstance(part, QComboBox):
            found.append((part.currentText(), part.isEnabled(), part.isVisible()))
    return found


def change_by_hand(control: QWidget) -> None:
    if isinstance(control, QAbstractButton):
        control.click()
    elif isinstance(control, QComboBox):
        control.setCurrentIndex((control.currentIndex() + 1) % control.count())
        control.activated.emit(control.currentIndex())
    elif isinstance(control, QAbstractSpinBox):
        control.stepBy(1)


def change_by_assistive_technology(control: QWidget, value: str) -> None:
    """Change a control without a click; `value` is the text that a field is to have."""
    accessible = QAccessible.queryAccessibleInterface(control)
    if isinstance(control, QAbstractButton):
        accessible.actionInterface().doAction(QAccessibleActionInterface.toggleAction())
    elif isinstance(control, QComboBox):
        control.setCurrentIndex((control.currentIndex() + 1) % control.count())
    elif isinstance(control, QSpinBox):
        accessible.valueInterface().setCurrentValue(control.value() + control.singleStep())
    elif isinstance(control, DurationBox):
        accessible.editableTextInterface().replaceText(0, len(control.text()), value)
    elif isinstance(control, QAbstractSpinBox):
        control.stepBy(1)


def text_of_field(control: QWidget) -> str:
    return control.text() if isinstance(control, QAbstractSpinBox) else ""


@pytest.mark.parametrize("states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_every_control_takes_a_change_of_assistive_technology(
    qtbot: QtBot, states: Callable[[Tokens], Iterator[WindowState]]
) -> None:
    by_hand, by_assistance = Recorder(), Recorder()
    for (name, window), (_, other) in zip(states(LIGHT), states(LIGHT), strict=True):
        by_hand.watch(window)
        by_assistance.watch(other)
        for control, same in zip(controls_of(window), controls_of(other), strict=True):
            if not control.isEnabled():
                continue  # by a change of another control
            change_by_hand(control)
            change_by_assistive_technology(same, text_of_field(control))
            assert contents(other) == contents(window), (name, type(control).__name__)
        assert by_assistance.emitted == by_hand.emitted, name


def test_show_settings_again_and_again_emits_nothing(qtbot: QtBot) -> None:
    window = SettingsView("", Settings(), LIGHT)
    qtbot.addWidget(window)
    emitted = Recorder()
    emitted.watch(window)
    for settings in (Settings(cue=False, tone_volume=10), Settings(), Settings(routine_reminder=False)):
        window.show_settings(settings)
    assert emitted.emitted == []

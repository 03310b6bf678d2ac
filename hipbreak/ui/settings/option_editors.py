"""Editors of options, one for each type; the option validates what they emit."""

import re
from collections.abc import Iterable, Sequence
from datetime import time, timedelta
from typing import Any

from PySide6.QtCore import Property, QLocale, QSignalBlocker, QTime, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QSpinBox, QTimeEdit, QWidget

from hipbreak.core.settings.durations import parse_duration
from hipbreak.core.settings.option import LONGEST_TEXT, Option
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.theme.locale_format import keep_order, time_format
from hipbreak.ui.widgets.layouts import row_of
from hipbreak.ui.widgets.wheel_in_focus import take_wheel_in_focus


class OptionEditor(QWidget):
    """An editor of one option; `edited` carries a raw value for `Option.read`."""

    edited = Signal(object)

    def __init__(self, option: Option, editor: QWidget) -> None:
        super().__init__()
        self.option, self.editor = option, editor
        row_of(editor, parent=self)
        self.setFocusProxy(editor)
        editor.setAccessibleName(settings_text.option_text(option.label))
        editor.setAccessibleDescription(settings_text.option_text(option.help))

    def show_value(self, value: Any) -> None:
        """Show a value; nothing is emitted."""
        raise NotImplementedError


class TimeBox(QTimeEdit):
    """A time of the day in the locale's format."""

    def __init__(self) -> None:
        super().__init__()
        keep_order(self)
        self.setDisplayFormat(time_format())
        take_wheel_in_focus(self)
        self.setKeyboardTracking(False)  # no incomplete times
        self.setWrapping(True)


_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_FIRST_WHEN_OFF = timedelta(minutes=10)


class SwitchField(OptionEditor):
    """A check box, which shows the option's label itself."""

    def __init__(self, option: Option) -> None:
        self.box = QCheckBox(settings_text.option_text(option.label))
        super().__init__(option, self.box)
        self.box.toggled.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(value)


class NumberField(OptionEditor):
    """A whole number."""

    def __init__(self, option: Option) -> None:
        self._box = QSpinBox()
        super().__init__(option, self._box)
        take_wheel_in_focus(self._box)
        self._box.setKeyboardTracking(False)
        self._box.setRange(option.low, option.high)
        self._box.valueChanged.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self._box):
            self._box.setValue(value)


class TextField(OptionEditor):
    """A short text, taken when typing ends."""

    def __init__(self, option: Option) -> None:
        self._line = QLineEdit()
        super().__init__(option, self._line)
        self._emitted_text = ""
        self._line.setMaxLength(LONGEST_TEXT)
        self._line.editingFinished.connect(self._emit_text)
        self._line.textChanged.connect(lambda: None if self._line.hasFocus() else self._emit_text())

    def _emit_text(self) -> None:
        if self._line.text() != self._emitted_text:
            self._emitted_text = self._line.text()
            self.edited.emit(self._emitted_text)

    def show_value(self, value: Any) -> None:
        self._emitted_text = value
        self._line.setText(value)


class DurationBox(QAbstractSpinBox):
    """A typed duration, with steps that grow with it; `entered` carries the text, also an invalid one.

    A number alone is taken in the unit of the option.
    """

    entered = Signal(str)

    def __init__(self, low: timedelta, high: timedelta, unit: str = "min", first: timedelta = timedelta(0)) -> None:
        """A step up from zero goes to `first`, and one down from there to zero."""
        super().__init__()
        self._low, self._high, self._unit, self._first = low, high, unit, first
        self._one = timedelta(seconds=1) if unit == "s" else _MINUTE
        self._emitted_text = ""
        take_wheel_in_focus(self)
        self.lineEdit().setMaxLength(40)
        self.editingFinished.connect(self._emit_text)
        self.lineEdit().textChanged.connect(self._set_from_outside)

    def show_value(self, value: timedelta) -> None:
        """Show a duration; nothing is emitted."""
        self._emitted_text = settings_text.duration(value)
        self.lineEdit().setText(self._emitted_text)

    def _typed(self) -> str:
        """The text, with the unit that a number alone lacks."""
        text = settings_text.typed_duration(self.lineEdit().text().strip())
        return f"{text}{self._unit}" if _NUMBER.fullmatch(text) else text

    def _set_from_outside(self) -> None:
        """Accept a text that assistive technology has set without the focus, whose loss ends typing."""
        if not self.hasFocus():
            self._emit_text()

    def _emit_text(self) -> None:
        text = self.lineEdit().text()
        if text != self._emitted_text:
            self._emitted_text = text
            self.entered.emit(self._typed())

    def _value(self) -> timedelta | None:
        try:
            return parse_duration(self._typed())
        except ValueError:
            return None

    # What assistive technology reads, and sets: numbers in the unit of the option.

    def _number(self) -> float:
        value = self._value()
        return 0.0 if value is None else value / self._one

    def _set_number(self, number: float) -> None:
        self.lineEdit().setText(settings_text.duration(number * self._one))

    value = Property(float, _number, _set_number)
    minimum = Property(float, lambda self: self._low / self._one)
    maximum = Property(float, lambda self: self._high / self._one)

    def stepBy(self, steps: int) -> None:
        value = self._value()
        for _ in range(abs(steps) if value is not None else 0):
            value = _stepped(value or timedelta(0), steps > 0)
            if value < self._first:
                value = self._first if steps > 0 else timedelta(0)
        if value is not None:
            self.lineEdit().setText(settings_text.duration(min(max(value, self._low), self._high)))
            self.selectAll()
            self._emit_text()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        value, flag = self._value(), QAbstractSpinBox.StepEnabledFlag
        if value is None:
            return flag.StepNone
        up = flag.StepUpEnabled if value < self._high else flag.StepNone
        return up | (flag.StepDownEnabled if value > self._low else flag.StepNone)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, position


def _stepped(value: timedelta, up: bool) -> timedelta:
    """The next multiple of the step: 5 s up to a minute, 1 min up to an hour, 15 min above."""
    below = value if up else value - timedelta(microseconds=1)
    step = timedelta(seconds=5) if below < _MINUTE else _MINUTE if below < _HOUR else timedelta(minutes=15)
    return (value // step + 1) * step if up else -(-value // step + 1) * step


class DurationField(OptionEditor):
    """A duration, typed or stepped."""

    def __init__(self, option: Option) -> None:
        off = option.default == timedelta(0)
        unit = "s" if option.default < _MINUTE and not off else "min"
        self._box = DurationBox(option.low, option.high, unit, _FIRST_WHEN_OFF if off else timedelta(0))
        super().__init__(option, self._box)
        self._box.entered.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        self._box.show_value(value)


class TimeField(OptionEditor):
    """A time of the day."""

    def __init__(self, option: Option) -> None:
        self._box = TimeBox()
        super().__init__(option, self._box)
        self._emitted = QTime()
        self._box.timeChanged.connect(self._emit_time)
        self._box.editingFinished.connect(self._emit_time)

    def _emit_time(self) -> None:
        if self._box.time() != self._emitted:
            self._emitted = self._box.time()
            self.edited.emit(time(self._emitted.hour(), self._emitted.minute()))

    def show_value(self, value: Any) -> None:
        self._emitted = QTime(value.hour, value.minute)
        if self._box.time() != self._emitted:
            self._box.setTime(self._emitted)


class _BoxField(OptionEditor):
    """A combo box of names, each with the raw value that is emitted."""

    def __init__(self, option: Option, items: Iterable[tuple[str, str]]) -> None:
        self.box = QComboBox()
        super().__init__(option, self.box)
        take_wheel_in_focus(self.box)
        for name, raw in items:
            self.box.addItem(name, raw)
        self.box.currentIndexChanged.connect(lambda _: self.edited.emit(self.box.currentData()))

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(self.box.findData(value))


class ChoiceField(_BoxField):
    """One of several choices."""

    def __init__(self, option: Option) -> None:
        super().__init__(option, [(settings_text.choice_label(one), one.value) for one in type(option.default)])

    def show_value(self, value: Any) -> None:
        super().show_value(value.value)


class LanguageField(_BoxField):
    """A language, by the name that it has for itself; one without translations is shown as it is written."""

    def __init__(self, option: Option, languages: Sequence[str] = ()) -> None:
        named = sorted((_own_name(code), code) for code in languages)
        super().__init__(option, [(settings_text.system_language(), option.default), *named])

    def show_value(self, value: Any) -> None:
        if self.box.findData(value) < 0:
            with QSignalBlocker(self.box):
                self.box.addItem(value, value)
        super().show_value(value)


def _own_name(code: str) -> str:
    """The language in itself, with the country where there are several: `Deutsch`, `português (Brasil)`."""
    locale = QLocale(code)
    name = "English" if code == "en" else locale.nativeLanguageName()  # of which Qt knows the American one only
    return f"{name} ({locale.nativeTerritoryName()})" if "_" in code and "(" not in name else name

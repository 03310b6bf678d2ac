"""The editors of options, one for each type; each emits what was typed or chosen, for the option to validate."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from hipbreak.core.settings.durations import duration_text, parse_duration
from hipbreak.core.settings.option import Option
from hipbreak.core.text import settings as settings_text


class OptionEditor(QWidget):
    """An editor of one option; `edited` carries what `Option.read` can judge."""

    edited = Signal(object)

    def __init__(self, option: Option, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option, self.editor = option, editor
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(editor)
        self.setFocusProxy(editor)
        editor.setAccessibleName(settings_text.option_text(option.label))
        editor.setAccessibleDescription(settings_text.option_text(option.help))

    def show_value(self, value: Any) -> None:
        """Show a value without saying that it was edited."""
        raise NotImplementedError


class TimeBox(QTimeEdit):
    """A time of the day that the wheel changes only where the keyboard is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)  # half a time is no time
        self.setWrapping(True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel_only_in_focus(self, event, super().wheelEvent)


def wheel_only_in_focus(widget: QWidget, event: QWheelEvent, otherwise: Any) -> None:
    """Scrolling the page past an editor must not change it: changes take effect at once."""
    if widget.hasFocus():
        otherwise(event)
    else:
        event.ignore()


_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


class SwitchField(OptionEditor):
    """Yes or no; the label is the box's own."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        self.box = QCheckBox(settings_text.option_text(option.label))
        super().__init__(option, self.box, parent)
        self.box.clicked.connect(self._clicked)

    def _clicked(self, checked: bool) -> None:
        self.edited.emit(checked)

    def show_value(self, value: Any) -> None:
        self.box.setChecked(value)


class _NumberBox(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel_only_in_focus(self, event, super().wheelEvent)


class NumberField(OptionEditor):
    """A whole number."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        self._box = _NumberBox()
        super().__init__(option, self._box, parent)
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.setKeyboardTracking(False)
        self._box.setRange(option.low, option.high)
        self._box.valueChanged.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        self._box.blockSignals(True)
        self._box.setValue(value)
        self._box.blockSignals(False)


class DurationBox(QAbstractSpinBox):
    """A duration as people type it, with steps that grow with it; refusing what is typed is the option's part."""

    entered = Signal(str)

    def __init__(self, low: timedelta, high: timedelta, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self._said = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setMaxLength(40)
        self.editingFinished.connect(self._say)

    def show_text(self, text: str) -> None:
        self._said = text
        self.lineEdit().setText(text)

    def _say(self) -> None:
        text = self.lineEdit().text()
        if text != self._said:
            self._said = text
            self.entered.emit(text)

    def _value(self) -> timedelta | None:
        try:
            return parse_duration(self.lineEdit().text())
        except ValueError:
            return None

    def stepBy(self, steps: int) -> None:
        value = self._value()
        for _ in range(abs(steps) if value is not None else 0):
            value = _stepped(value or timedelta(0), steps > 0)
        if value is not None:
            self.lineEdit().setText(duration_text(min(max(value, self._low), self._high)))
            self.selectAll()
            self._say()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        value, flag = self._value(), QAbstractSpinBox.StepEnabledFlag
        if value is None:
            return flag.StepNone
        up = flag.StepUpEnabled if value < self._high else flag.StepNone
        return up | (flag.StepDownEnabled if value > self._low else flag.StepNone)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel_only_in_focus(self, event, super().wheelEvent)


def _stepped(value: timedelta, up: bool) -> timedelta:
    """The next round duration: by 5 s up to a minute, by 1 min up to an hour, by 15 min above."""
    below = value if up else value - timedelta(microseconds=1)
    size = timedelta(seconds=5) if below < _MINUTE else _MINUTE if below < _HOUR else timedelta(minutes=15)
    return (value // size + 1) * size if up else -(-value // size + 1) * size


class DurationField(OptionEditor):
    """A duration: typed, or stepped."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        self._box = DurationBox(option.low, option.high)
        super().__init__(option, self._box, parent)
        self._box.entered.connect(self.edited.emit)

    def show_value(self, value: Any) -> None:
        self._box.show_text(self.option.write(value))


class TimeField(OptionEditor):
    """A time of the day, as the clock on the wall shows it."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        self._box = TimeBox()
        super().__init__(option, self._box, parent)
        self._said = ""
        self._box.setDisplayFormat("HH:mm")  # as every other moment is written here
        self._box.timeChanged.connect(self._say)
        self._box.editingFinished.connect(self._say)

    def _say(self) -> None:
        if self._box.text() != self._said:
            self._said = self._box.text()
            self.edited.emit(self._said)

    def show_value(self, value: Any) -> None:
        self._said = self.option.write(value)
        if self._box.text() != self._said:
            self._box.setTime(QTime(value.hour, value.minute))


class _ChoiceBox(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        wheel_only_in_focus(self, event, super().wheelEvent)


class ChoiceField(OptionEditor):
    """One of a few, in plain words."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        self._box = _ChoiceBox()
        super().__init__(option, self._box, parent)
        self._box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for choice in type(option.default):
            self._box.addItem(settings_text.choice_label(choice), choice.value)
        self._box.activated.connect(lambda _: self.edited.emit(self._box.currentData()))

    def show_value(self, value: Any) -> None:
        self._box.setCurrentIndex(self._box.findData(value.value))

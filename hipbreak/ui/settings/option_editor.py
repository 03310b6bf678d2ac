"""What the editors of options share: a name for the screen reader, a box for times, and a wheel that does no harm."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QTimeEdit, QWidget

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
        editor.setAccessibleName(settings_text.declared(option.label))
        editor.setAccessibleDescription(settings_text.declared(option.help))

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

"""Fields that the wheel changes only in focus, so that scrolling the page changes no value."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _WheelFilter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()  # the page scrolls
            return True
        return False


def take_wheel_in_focus(field: QWidget) -> None:
    """Let the wheel change this field only in focus, which it does not get by the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_WheelFilter(field))

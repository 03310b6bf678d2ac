"""Which key says what while a session is played."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_KEYS = {
    Qt.Key.Key_Escape: "stop",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_N: "next",
    Qt.Key.Key_M: "more",
    Qt.Key.Key_H: "hurts",
}
_NATIVE = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down)
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BARE = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Menu,
)  # fmt: skip
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)


class SessionKeys(QObject):
    """Reads the keys of a window and of its controls before they do; `wished` carries what `wish_of` says."""

    wished = Signal(str)

    def __init__(self, window: QWidget, main: QWidget, others: list[QWidget], any_key: Callable[[], bool]) -> None:
        """`main` is the control that has the keys by default; `any_key` tells whether any of them goes on."""
        super().__init__(window)
        self.on = False
        self._plain, self._any_key = (window, main), any_key
        for widget in (window, main, *others):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.on and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            wish = wish_of(event, self._any_key(), watched not in self._plain)
            if wish and not event.isAutoRepeat():
                self.wished.emit(wish)
            return bool(wish)
        return False


def wish_of(event: QKeyEvent, any_key: bool, other_control: bool) -> str:
    """What the key asks for, empty for nothing of ours; with `any_key` all but the named ones say next.

    On a control other than Pause, Space and Enter press that control, as everywhere.
    """
    key = Qt.Key(event.key())
    if event.modifiers() not in _PLAIN or key in (*_NATIVE, *_BARE):
        return ""
    if key in _KEYS:
        return _KEYS[key]
    if key in _PRESSES and other_control:
        return ""
    if any_key:
        return "next"
    return "pause" if key in _PRESSES else ""

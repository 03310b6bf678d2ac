"""The controls at the foot of a session: what moves through it stands above what ends it; Stop is the largest."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hipbreak.core.exercise import routine_text
from hipbreak.core.text import session as session_text
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.responsive_row import ResponsiveRow

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


SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_CONTROL, _LARGE = 44, 52  # px


class SessionControls(ResponsiveRow):
    """`pressed` carries pause, back, next, more, stop or hurts; `speed` the factor that was chosen."""

    pressed = Signal(str)
    speed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said, hints = session_text.buttons(), {**session_text.key_hints()}
        self.hurts = self._button("hurts", routine_text.hurts(), hints)
        self.pause = self._button("pause", said["pause"], hints)
        self.back = self._button("back", said["back"], hints)
        self.next = self._button("next", said["next"], hints)
        self.more = self._button("more", said["more"], hints)
        self.stop = self._button("stop", said["stop"], hints)
        self.stop.setMinimumHeight(_LARGE)
        self.speeds = QComboBox(self)
        for factor in SPEEDS:
            self.speeds.addItem(session_text.speed(factor), factor)
        self.speeds.setAccessibleName(hints["speed"])
        self.speeds.setToolTip(hints["speed"])
        self.speeds.setMinimumHeight(_CONTROL)
        self.speeds.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speeds.activated.connect(lambda index: self.speed.emit(SPEEDS[index]))
        moves = (self.pause, self.back, self.next, self.more)
        self._row = (*moves, self.speeds, self.hurts, self.stop)
        self.line_up([(part, 2) for part in moves], [(self.speeds, 2), (self.hurts, 3), (self.stop, 4)])
        self._shown: tuple[str, bool, bool] | None = None
        # A button keeps this width whatever it says, so that nothing jumps under the pointer.
        self.pause.setMinimumWidth(self._widest("pause", "go on", "ready"))
        self.pause.setFocus()

    def _button(self, name: str, text: str, hints: dict[str, str]) -> MinSizeButton:
        button = MinSizeButton(text, self)
        button.setMinimumHeight(_CONTROL)
        button.setAutoDefault(False)
        # A click leaves the focus, and with it Space, where it was: on Pause.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(hints[name])
        button.clicked.connect(lambda: self.pressed.emit(name))
        return button

    def _widest(self, *names: str) -> int:
        said = session_text.buttons()
        kept, widest = self.pause.text(), 0
        for name in names:
            self.pause.setText(said[name])
            widest = max(widest, self.pause.sizeHint().width())
        self.pause.setText(kept)
        return widest

    @property
    def others(self) -> list[QWidget]:
        """All of them but Pause."""
        return [part for part in self._row if part is not self.pause]

    def show_state(self, state: str, can_go_back: bool, gives_time: bool) -> None:
        """`state` is pause (it runs), go on (it is paused) or ready (it waits); what cannot be done is greyed."""
        if (state, can_go_back, gives_time) == self._shown:
            return
        self._shown = state, can_go_back, gives_time
        self.pause.setText(session_text.buttons()[state])
        for button, on in ((self.back, can_go_back), (self.more, gives_time)):
            if button.hasFocus() and not on:
                self.pause.setFocus()  # before Qt hands it to whatever comes next
            button.setEnabled(on)

    def show_speed(self, factor: float) -> None:
        """The nearest of the speeds that are offered."""
        self.speeds.setCurrentIndex(min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - factor)))

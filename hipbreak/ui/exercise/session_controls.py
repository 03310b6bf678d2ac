"""What controls a session: the buttons at the bottom of its window, and the keyboard."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hipbreak.core.exercise import routine_text
from hipbreak.core.text import session as session_text
from hipbreak.ui.theme.buttons import MinSizeButton, make_tertiary
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT
from hipbreak.ui.widgets.mirrored_key import mirrored_key
from hipbreak.ui.widgets.responsive_row import ResponsiveRow

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_STOP_HEIGHT = 52  # px


class SessionAction(StrEnum):
    """What buttons and keys do; the values are the keys of the texts."""

    PAUSE = "pause"  # or resume
    BACK = "back"
    NEXT = "next"
    MORE = "more"
    STOP = "stop"
    PAIN = "pain"
    LARGE = "large"


class PlaybackState(StrEnum):
    """Whether time passes in a session; the values are the keys of the pause button's texts."""

    RUNNING = "pause"
    PAUSED = "resume"
    WAITING = "ready"


class SessionControls(ResponsiveRow):
    """The buttons that move through the session, above those that end it; `action` carries a SessionAction."""

    action = Signal(object)
    speed_changed = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        texts = {**session_text.buttons(), SessionAction.PAIN: routine_text.pain_button()}
        hints = session_text.key_hints()
        self.pause, self.back, self.next, self.more, self.stop, self.pain, self.large = (
            self._button(action, texts[action], hints[action]) for action in SessionAction
        )
        """Shown by the owner above the others."""
        for button in (self.pain, self.large):
            make_tertiary(button)
        self.stop.setMinimumHeight(_STOP_HEIGHT)
        self.speeds = QComboBox(self)
        for factor in SPEEDS:
            self.speeds.addItem(session_text.speed(factor), factor)
        self.speeds.setAccessibleName(hints["speed"])
        self.speeds.setToolTip(hints["speed"])
        self.speeds.setMinimumHeight(LARGE_BUTTON_HEIGHT)
        self.speeds.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speeds.currentIndexChanged.connect(lambda index: self.speed_changed.emit(SPEEDS[index]))
        moves = (self.pause, self.back, self.next, self.more)
        self.others: list[QWidget] = [*moves[1:], self.speeds, self.pain, self.stop, self.large]
        """All of them but Pause."""
        self.set_parts([(button, 2) for button in moves], [(self.speeds, 2), (self.pain, 3), (self.stop, 4)])
        self._shown: tuple[PlaybackState, bool, bool] | None = None
        # The button keeps this width with any text, so that nothing jumps under the pointer.
        self.pause.setMinimumWidth(self._widest_pause_text())
        self.pause.setFocus()

    def _button(self, action: SessionAction, text: str, hint: str) -> MinSizeButton:
        button = MinSizeButton(text, self)
        button.setMinimumHeight(LARGE_BUTTON_HEIGHT)
        # A click leaves the focus, and with it the space key, on Pause.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(hint)
        button.clicked.connect(lambda: self.action.emit(action))
        return button

    def _widest_pause_text(self) -> int:
        texts, before, widest = session_text.buttons(), self.pause.text(), 0
        for state in PlaybackState:
            self.pause.setText(texts[state])
            widest = max(widest, self.pause.sizeHint().width())
        self.pause.setText(before)
        return widest

    def show_state(self, state: PlaybackState, can_go_back: bool, can_extend: bool) -> None:
        """Name the pause button, and disable what is impossible now."""
        if (state, can_go_back, can_extend) == self._shown:
            return
        self._shown = state, can_go_back, can_extend
        self.pause.setText(session_text.buttons()[state])
        for button, enabled in ((self.back, can_go_back), (self.more, can_extend)):
            if button.hasFocus() and not enabled:
                self.pause.setFocus()  # otherwise Qt passes it to the next widget
            button.setEnabled(enabled)

    def show_large(self, large: bool) -> None:
        """Name the button for the text's size."""
        self.large.setText(session_text.buttons()["window" if large else "large"])

    def show_speed(self, factor: float) -> None:
        """Select the nearest of the speeds."""
        with QSignalBlocker(self.speeds):
            self.speeds.setCurrentIndex(min(range(len(SPEEDS)), key=lambda n: abs(SPEEDS[n] - factor)))


# The keyboard

_ACTIONS = {
    Qt.Key.Key_Escape: SessionAction.STOP,
    Qt.Key.Key_Left: SessionAction.BACK,
    Qt.Key.Key_Right: SessionAction.NEXT,
    Qt.Key.Key_N: SessionAction.NEXT,
    Qt.Key.Key_M: SessionAction.MORE,
    Qt.Key.Key_H: SessionAction.PAIN,
    Qt.Key.Key_F11: SessionAction.LARGE,
}
_FOCUS_KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down)
_PRESS_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIER_KEYS = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Menu,
)  # fmt: skip
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)


class SessionShortcuts(QObject):
    """Filters the keys of a window and its controls while it is enabled; `action` carries a SessionAction."""

    action = Signal(object)

    def __init__(
        self, window: QWidget, pause: QWidget, others: list[QWidget], any_key_continues: Callable[[], bool]
    ) -> None:
        """`pause` is the control that has the focus by default."""
        super().__init__(window)
        self.enabled = False
        self._window, self._default_targets = window, (window, pause)
        self._any_key_continues = any_key_continues
        for widget in (window, pause, *others):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.enabled and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = mirrored_key(Qt.Key(event.key()), self._window)
            action = action_of(key, event, self._any_key_continues(), watched not in self._default_targets)
            if action is not None and not event.isAutoRepeat():
                self.action.emit(action)
            return action is not None
        return False


def action_of(key: Qt.Key, event: QKeyEvent, any_key_continues: bool, on_other_control: bool) -> SessionAction | None:
    """The action of a key press, None if it has none; space and Enter press the control that has the focus."""
    if event.modifiers() not in _PLAIN or key in (*_FOCUS_KEYS, *_MODIFIER_KEYS):
        return None
    if key in _ACTIONS and not (any_key_continues and key == Qt.Key.Key_M):
        return _ACTIONS[key]
    if key in _PRESS_KEYS and on_other_control:
        return None
    if any_key_continues:
        return SessionAction.NEXT
    return SessionAction.PAUSE if key in _PRESS_KEYS else None

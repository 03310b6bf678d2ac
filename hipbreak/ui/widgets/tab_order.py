"""The order in which Tab reaches controls, where it is not that in which they were created."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

_TAB = Qt.FocusPolicy.TabFocus


def reach_in_order(controls: Sequence[QWidget]) -> None:
    """Let Tab reach these one after the other."""
    for before, after in pairwise(controls):
        QWidget.setTabOrder(before, after)


def keep_last(part: QWidget) -> None:
    """Let Tab reach a control, or those in a part, after all others of the window, also after those just added."""
    kept = _stops(part)
    window = part.window()
    last = window.previousInFocusChain()
    while last is not None and last is not window and (last in kept or not _is_stop(last)):
        last = last.previousInFocusChain()
    if last is not None:
        reach_in_order((last, *kept))


def reach_after(before: QWidget, part: QWidget) -> None:
    """Let Tab reach the controls in a part after those in another one."""
    reach_in_order((*_stops(before)[-1:], *_stops(part)))


def _stops(part: QWidget) -> list[QWidget]:
    return [control for control in (part, *part.findChildren(QWidget)) if _is_stop(control)]


def _is_stop(control: QWidget) -> bool:
    return bool(control.focusPolicy() & _TAB) and control.focusProxy() is None


def reach_checked(buttons: Sequence[QAbstractButton]) -> None:
    """Of buttons of which one is down let Tab reach that one, or else the first; the arrow keys reach the others."""
    chosen = next((button for button in buttons if button.isChecked()), buttons[0])
    for button in buttons:
        policy = button.focusPolicy()
        button.setFocusPolicy(policy | _TAB if button is chosen else policy & ~_TAB)

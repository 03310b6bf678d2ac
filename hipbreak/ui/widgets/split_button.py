"""A button whose arrow opens a menu of further choices."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton


class SplitButton(QToolButton):
    """A click is the usual choice; the arrow, or the down key, opens the menu if it has more than one."""

    accessible_role = QAccessible.Role.ButtonMenu

    def __init__(self, text: str) -> None:
        super().__init__()
        self.choices = QMenu(self)
        self.setText(text)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

    @property
    def accessible_actions(self) -> dict[str, Callable[[], object]]:
        """What assistive technology can do: Qt itself offers it the menu alone."""
        names = QAccessibleActionInterface
        actions: dict[str, Callable[[], object]] = {names.pressAction(): self.click}
        return actions | {names.showMenuAction(): self.showMenu} if self.menu() is not None else actions

    def show_choices(self) -> None:
        """Have an arrow, if there is more than one choice."""
        several = len(self.choices.actions()) > 1
        self.setMenu(self.choices if several else None)  # type: ignore[arg-type]  # None is allowed
        mode = QToolButton.ToolButtonPopupMode
        self.setPopupMode(mode.MenuButtonPopup if several else mode.DelayedPopup)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.menu() is not None:
            self.showMenu()
            return
        super().keyPressEvent(event)

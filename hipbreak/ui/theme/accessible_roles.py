"""The roles and actions of widgets for assistive technology: to Qt, every custom widget is a panel."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def install_accessible_roles() -> None:
    """Give each widget the role in its attribute `accessible_role`, if it has one; to be called once.

    `accessible_actions` beside it maps Qt's names of actions to what they do, apart from taking the focus.
    """
    QAccessible.installFactory(_create)


class _AccessibleWidget(QAccessibleWidget):
    """A widget, with actions of its own if it has any."""

    def actionNames(self) -> list[str]:
        return [*self._actions(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        action = self._actions().get(name)
        if action is None:
            super().doAction(name)
        else:
            action()

    def _actions(self) -> Mapping[str, Callable[[], object]]:
        widget = self.object()
        return getattr(widget, "accessible_actions", {}) if isinstance(widget, QWidget) and widget.isEnabled() else {}


def _create(_class_name: str, target: QObject) -> QAccessibleInterface | None:
    role = getattr(target, "accessible_role", None)
    if not isinstance(target, QWidget) or role is None:
        return None
    return _AccessibleWidget(target, role)

"""The roles and actions of widgets for assistive technology: to Qt, every custom widget is a panel."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def install_accessible_roles() -> None:
    """Give each widget of `WithAccessibleRole` its role; to be called once."""
    QAccessible.installFactory(_create)


class WithAccessibleRole:
    """Mixin of widgets that are no panels."""

    @property
    def accessible_role(self) -> QAccessible.Role | None:
        """None for that of a panel."""
        return None

    @property
    def accessible_actions(self) -> Mapping[str, Callable[[], object]]:
        """Qt's names of actions with what they do, apart from taking the focus."""
        return {}


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
        if isinstance(widget, QWidget) and isinstance(widget, WithAccessibleRole) and widget.isEnabled():
            return widget.accessible_actions
        return {}


def _create(_class_name: str, target: QObject) -> QAccessibleInterface | None:
    if isinstance(target, QWidget) and isinstance(target, WithAccessibleRole) and target.accessible_role is not None:
        return _AccessibleWidget(target, target.accessible_role)
    return None

"""The roles of windows and pictures for assistive technology: to Qt, every widget of one's own is a panel."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


def install_accessible_roles() -> None:
    """Give each widget the role in its attribute `accessible_role`, if it has one; to be called once."""
    QAccessible.installFactory(_create)


def _create(_class_name: str, target: QObject) -> QAccessibleInterface | None:
    role = getattr(target, "accessible_role", None)
    return QAccessibleWidget(target, role) if isinstance(target, QWidget) and role is not None else None

"""Sitting, standing or away, as a row of buttons of which one is down."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.widgets.layouts import row_of
from hipbreak.ui.widgets.tab_order import reach_checked


class PostureSwitch(QWidget):
    """`requested` carries the command; "Away" is offered only where no source of idle time works."""

    accessible_role = QAccessible.Role.Grouping

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        group = QButtonGroup(self)
        row = row_of(parent=self, spacing=0)
        self._buttons: dict[str, QPushButton] = {}
        for name, label, command in (
            ("sitting", menu_text.posture_sitting(), inputs.Sit()),
            ("standing", menu_text.posture_standing(), inputs.Stand()),
            ("away", menu_text.posture_away(), inputs.Leave()),
        ):
            button = self._buttons[name] = QPushButton(label)
            button.setCheckable(True)
            button.toggled.connect(lambda on, command=command: self.requested.emit(command) if on else None)
            set_minimum_height(button, BUTTON_HEIGHT)
            group.addButton(button)
            row.addWidget(button)
        self.setAccessibleName(menu_text.posture_name())

    def show_status(self, status: Status) -> None:
        """Show what the person does; nothing is emitted."""
        shown = "standing" if status.standing else "away" if status.phase == "away" else "sitting"
        for name, button in self._buttons.items():
            with QSignalBlocker(button):
                button.setChecked(name == shown)
        reach_checked(list(self._buttons.values()))
        self._buttons["away"].setVisible(status.no_idle_source or status.declared_away or shown == "away")
        self._buttons["away"].setEnabled(status.no_idle_source or status.declared_away)

"""What is going on now and what comes next, with the answers to it."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hipbreak.core.text import menu as menu_text
from hipbreak.core.text import status as status_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.theme.accessible_roles import WithAccessibleRole
from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.painted_widget import ThemedPart
from hipbreak.ui.widgets.responsive_row import ResponsiveRow
from hipbreak.ui.widgets.status_ring import StatusRing
from hipbreak.ui.widgets.tab_order import reach_checked
from hipbreak.ui.widgets.wrapping import muted_label, show_text, wrapping_label

_RING_SIZE = 120  # px


class PostureSwitch(QWidget, WithAccessibleRole):
    """Buttons of which one is down; "Away" is offered only where no source of idle time works."""

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


class StatusParts(ThemedPart):
    """The ring, the posture, what comes next, and the answers, which a subclass lays out.

    `requested` carries a command or an intent.
    """

    requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ring, self.posture, self.outlook = StatusRing(_RING_SIZE), wrapping_label(), muted_label()
        self.stand, self.switch = QPushButton(menu_text.stand_now()), PostureSwitch()
        make_primary(self.stand)
        self._asks_to_sit = False
        self.stand.clicked.connect(self._answer)
        self.switch.requested.connect(self.requested)

    def show_status(self, status: Status) -> None:
        """Show a state."""
        self.ring.show_status(status)
        self.switch.show_status(status)
        posture = status_text.posture(status)
        if posture != self.posture.text():
            self.posture.setText(posture)
        outlook = status_text.outlook(status)
        if outlook != self.outlook.text():
            show_text(self.outlook, outlook)
        asks_to_sit = status.card is not None and status.card.kind == "sit"
        if asks_to_sit != self._asks_to_sit:
            self._asks_to_sit = asks_to_sit
            self.stand.setText(menu_text.sit_down() if asks_to_sit else menu_text.stand_now())
        self.stand.setEnabled(status.phase != "guiding")

    def _answer(self) -> None:
        self.requested.emit(inputs.Sit() if self._asks_to_sit else inputs.Start("stand"))

    def breathe(self) -> None:
        """Let the ring swell once, as the window opens."""
        self.ring.breathe()

    def apply_theme(self, tokens: Tokens) -> None:
        self.ring.apply_theme(tokens)


class LiveStatus(StatusParts):
    """The texts and the answers beside the ring."""

    def __init__(self) -> None:
        super().__init__()
        self._notice, buttons = wrapping_label(), ResponsiveRow()
        self._notice.hide()
        buttons.set_parts([(self.stand, 0)], [(self.switch, 0), (QWidget(), 1)])
        texts = column_of(STRETCH, self.posture, self.outlook, self._notice, 8, buttons, STRETCH, spacing=4)
        row_of((self.ring, Qt.AlignmentFlag.AlignVCenter), (texts, 1), parent=self, spacing=24)

    def show_notice(self, text: str) -> None:
        """Show a further line; nothing while `text` is empty."""
        show_text(self._notice, text)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.posture.setFont(scaled(self.font(), 1.4))
        set_minimum_height(self.stand, BUTTON_HEIGHT)

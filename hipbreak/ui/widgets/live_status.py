"""What is going on now and what comes next, with the answers to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.text import menu as menu_text
from hipbreak.core.text import status as status_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.posture_switch import PostureSwitch
from hipbreak.ui.widgets.responsive_row import ResponsiveRow
from hipbreak.ui.widgets.status_ring import StatusRing
from hipbreak.ui.widgets.wrapping import muted_label, show_text, wrapping_label

_RING_SIZE = 120  # px


class LiveStatus(QWidget):
    """The ring, the posture, what comes next, and the answers; `requested` carries a command or an intent."""

    requested = Signal(object)

    def __init__(self, is_stacked: bool = False) -> None:
        """`is_stacked` puts the texts below the ring, else they are beside it."""
        super().__init__()
        self._is_stacked = is_stacked
        self.top = QHBoxLayout()
        """The row of the ring, where the texts are below it."""
        self._ring, self._posture, self._outlook = StatusRing(_RING_SIZE), wrapping_label(), muted_label()
        self._notice = wrapping_label()
        self._notice.hide()
        self.stand, self._switch = QPushButton(menu_text.stand_now()), PostureSwitch()
        self.stand.setAutoDefault(False)
        make_primary(self.stand)
        self._asks_to_sit = False
        self.stand.clicked.connect(self._answer)
        self._switch.requested.connect(self.requested)
        if is_stacked:
            self._stack(QVBoxLayout(self))
        else:
            self._lay_out_beside()

    def _stack(self, column: QVBoxLayout) -> None:
        texts, centre = QVBoxLayout(), Qt.AlignmentFlag.AlignHCenter
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        texts.setSpacing(2)
        for label in (self._posture, self._outlook, self._notice):
            label.setAlignment(centre)
            texts.addWidget(label)
        self.top.setSpacing(16)
        self.top.addStretch(1)
        self.top.addWidget(self._ring)
        self.top.addStretch(1)
        column.addLayout(self.top)
        column.addLayout(texts)
        column.addWidget(self._switch, 0, centre)
        column.addWidget(self.stand)

    def _lay_out_beside(self) -> None:
        buttons = ResponsiveRow()
        buttons.set_parts([(self.stand, 0)], [(self._switch, 0), (QWidget(), 1)])
        texts = column_of(STRETCH, self._posture, self._outlook, self._notice, 8, buttons, STRETCH, spacing=4)
        row_of((self._ring, Qt.AlignmentFlag.AlignVCenter), (texts, 1), parent=self, spacing=24)

    def show_status(self, status: Status) -> None:
        """Show a state."""
        self._ring.show_status(status)
        self._switch.show_status(status)
        posture = status_text.posture(status)
        if posture != self._posture.text():
            self._posture.setText(posture)
        outlook = status_text.outlook(status)
        if outlook != self._outlook.text():
            show_text(self._outlook, outlook)
        asks_to_sit = status.card is not None and status.card.kind == "sit"
        if asks_to_sit != self._asks_to_sit:
            self._asks_to_sit = asks_to_sit
            self.stand.setText(menu_text.sit_down() if asks_to_sit else menu_text.stand_now())
        self.stand.setEnabled(status.phase != "guiding")

    def _answer(self) -> None:
        self.requested.emit(inputs.Sit() if self._asks_to_sit else inputs.Start("stand"))

    def breathe(self) -> None:
        """Let the ring swell once, as the window opens."""
        self._ring.breathe()

    def show_notice(self, text: str) -> None:
        """Show a further line; nothing while `text` is empty."""
        show_text(self._notice, text)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._ring.apply_theme(tokens)
        if self._is_stacked:
            self._posture.setFont(emphasised(self.font(), 1.15))
        else:
            self._posture.setFont(scaled(self.font(), 1.4))
            set_minimum_height(self.stand, BUTTON_HEIGHT)

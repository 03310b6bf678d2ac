"""The window that replaces the tray icon where a desktop has no tray: ring, headline, and the same menu."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Face, Status
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.sizes import DIALOG_MARGIN
from hipbreak.ui.theme.status_icon import face_icon
from hipbreak.ui.theme.themed_window import ThemedWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.widgets.status_badge import StatusBadge
from hipbreak.ui.widgets.wrapping import wrapping_label

_RING_LINES = 6.0  # heights of a line


class TrayFallbackWindow(ThemedWindow):
    """Closing minimises it; the app is quit from its menu."""

    requested = Signal(object)

    def __init__(self, menu: MainMenu, tokens: Tokens | None = None) -> None:
        super().__init__(tokens)
        self.setWindowTitle(menu_text.APP)
        self._menu = menu
        self._shown: Status | None = None
        self._badge, self._headline, self._note = (
            StatusBadge(self),
            wrapping_label(),
            wrapping_label(menu_text.runs_in_small_window()),
        )
        self._note.hide()
        self._stand = self._button(menu_text.stand_now(), inputs.Start("stand"))
        make_primary(self._stand)
        self._standing = self._button(menu_text.standing(), inputs.Stand())
        self._sitting = self._button(menu_text.sitting(), inputs.Sit())
        self._sitting.hide()
        self._back = self._button(menu_text.back(), inputs.Sit())
        self._back.hide()
        self._today = self._button(menu_text.today(), Intent.NOW)
        self._more = QPushButton(menu_text.menu(), self)
        self._more.setMenu(menu)
        self._lay_out()
        self.reapply_theme()
        self._headline.setFocus()  # so that a key pressed in another window triggers no button

    def open_unasked(self) -> None:
        """Appear without taking the focus."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()

    def open(self) -> None:
        """Come to the front with the focus."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        bring_to_front(self)

    def show_status(self, status: Status, settings: Settings) -> None:
        """Update ring, headline, buttons and menu."""
        if status.face is not (self._shown.face if self._shown else None):
            self.setWindowIcon(face_icon(status.face, 1.0))
        self._shown = status
        self._menu.show_status(status, settings)
        text = headline(status)
        if text != self._headline.text():
            self._headline.setText(text)
            self._badge.setAccessibleName(text)
        for button, shown in (
            (self._standing, not status.standing and not status.declared_away),
            (self._sitting, status.standing and not status.declared_away),
            (self._back, status.declared_away),
        ):
            if button.isHidden() == shown:
                button.setVisible(shown)
        self._stand.setEnabled(status.phase != "guiding")
        self._show_badge()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Minimise, and show the note; the event is accepted, so that quitting the app is not blocked."""
        self._note.show()
        event.accept()
        QTimer.singleShot(0, self, self.showMinimized)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.addStretch(1)
        texts.addWidget(self._headline)
        texts.addWidget(self._note)
        texts.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(texts, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._stand, self._standing, self._sitting, self._back, self._today, self._more):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(DIALOG_MARGIN, DIALOG_MARGIN, DIALOG_MARGIN, DIALOG_MARGIN)
        column.setSpacing(20)
        column.addLayout(top, 1)
        column.addLayout(row)

    def _button(self, label: str, request: inputs.Command | Intent) -> QPushButton:
        button = QPushButton(label, self)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        button.clicked.connect(lambda: self.requested.emit(request))
        return button

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._headline.setFont(emphasised(self.font()))
        self._note.setForegroundRole(MUTED)
        self._show_badge()

    def _show_badge(self) -> None:
        if self._shown is None:
            return
        tokens = self.tokens
        colours = {
            Face.SITTING: tokens.accent,
            Face.DUE: tokens.beyond,
            Face.LONG_SIT: tokens.beyond,
            Face.STANDING: tokens.standing,
        }
        colour = colours.get(self._shown.face, tokens.away)
        self._badge.show_face(self._shown.face, self._shown.fill, colour, _RING_LINES)

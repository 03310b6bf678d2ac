"""What stands in for the tray where a desktop has none: the ring, the headline, the same menu."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Face, Status
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.backgrounds import set_paper_background, set_text_colour
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.status_icon import face_icon
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.widgets.status_badge import Badge

HEIGHT = 36
LINES = 6.0  # the ring's height in lines of text


class TrayFallbackWindow(ThemedWindow):
    """A plain window that closing only minimises; the app ends from its menu."""

    wanted = Signal(object)

    def __init__(self, menu: MainMenu, tokens: Tokens | None = None) -> None:
        super().__init__(tokens)
        self.setWindowTitle(menu_text.APP)
        self._menu = menu
        self._shown: Status | None = None
        self._badge, self._words, self._note = Badge(self), QLabel(self), QLabel(menu_text.still_there(), self)
        self._note.hide()
        self._stand = self._button(menu_text.stand_now(), inputs.Start("stand"))
        self._standing = self._button(menu_text.standing(), inputs.Stand())
        self._sitting = self._button(menu_text.sitting(), inputs.Sit())
        self._sitting.hide()
        self._back = self._button(menu_text.back(), inputs.Sit())
        self._back.hide()
        self._today = self._button(menu_text.today(), Intent.TODAY)
        self._more = QPushButton(menu_text.menu(), self)
        self._more.setMenu(menu)
        self._more.setMinimumHeight(HEIGHT)
        self._lay_out()
        self.reapply_theme()
        self._words.setFocus()  # where no key answers, should the window get the keyboard unasked

    def open_unasked(self) -> None:
        """Appear without taking the focus."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()

    def open(self) -> None:
        """Come to the front with the focus, also after having been minimised."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        if not self.isActiveWindow():
            self.hide()  # WORKAROUND: at a program's wish GNOME gives the focus to none but a new window
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def show_status(self, status: Status, settings: Settings) -> None:
        """Bring ring, headline and menu up to date."""
        if status.face is not (self._shown.face if self._shown else None):
            self.setWindowIcon(face_icon(status.face, 1.0))
        self._shown = status
        self._menu.show_status(status, settings)
        told = headline(status)
        if told != self._words.text():
            self._words.setText(told)
            self._badge.setAccessibleName(told)
        for button, shown in (
            (self._standing, not status.standing and not status.away_by_word),
            (self._sitting, status.standing and not status.away_by_word),
            (self._back, status.away_by_word),
        ):
            if button.isHidden() == shown:
                button.setVisible(shown)
        self._stand.setEnabled(status.phase != "guiding")
        self._show_badge()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Minimise, and say so the first time; the end of the app, which closes windows too, is not held up."""
        self._note.show()
        event.accept()
        QTimer.singleShot(0, self, self.showMinimized)

    def _lay_out(self) -> None:
        for label in (self._words, self._note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(self._words)
        words.addWidget(self._note)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(words, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._stand, self._standing, self._sitting, self._back, self._today, self._more):
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 20, 20, 20)
        whole.setSpacing(20)
        whole.addLayout(top, 1)
        whole.addLayout(row)

    def _button(self, label: str, wish: inputs.Command | Intent) -> QPushButton:
        button = QPushButton(label, self)
        button.setMinimumHeight(HEIGHT)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        button.clicked.connect(lambda: self.wanted.emit(wish))
        return button

    def apply_background(self, tokens: Tokens) -> None:
        set_paper_background(self, tokens)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._words.setFont(emphasised(self.font()))
        set_text_colour(self._words, tokens.ink)
        set_text_colour(self._note, tokens.muted)
        self._show_badge()

    def _show_badge(self) -> None:
        if self._shown is None:
            return
        tokens = self.tokens
        colours = {
            Face.SITTING: tokens.accent,
            Face.DUE: tokens.due,
            Face.LONG_SIT: tokens.due,
            Face.STANDING: tokens.standing,
        }
        colour = colours.get(self._shown.face, tokens.away)
        self._badge.show_face(self._shown.face, self._shown.fill, colour, LINES)

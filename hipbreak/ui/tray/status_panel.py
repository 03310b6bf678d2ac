"""What popover and small window show: the ring, the posture, the answers to it, today, and the ways to the pages."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy

from hipbreak.core.statistics.daily import Day
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.buttons import make_tertiary
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.tray.day_strip import DayStrip
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.posture_figure import PostureFigure
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.live_status import StatusParts
from hipbreak.ui.widgets.wrapping import muted_label, show_text

Today = Callable[[], tuple[Day, datetime, str, str]]
"""Returns today, the moment of now, today's session with its length, and the standing beside its target.

The last two are empty where there is none.
"""


class StatusPanel(StatusParts):
    """Everything in one column; `requested` carries a command or an intent."""

    accessible_role = QAccessible.Role.Grouping

    def __init__(self, menu: MainMenu, today: Today, has_menu: bool = False) -> None:
        """The choices of calls and pauses are those of `menu`; `today` is read by `refresh`.

        `has_menu` adds a button with the whole menu.
        """
        super().__init__()
        self._today, self._strip, self._figure = today, DayStrip(), PostureFigure()
        self._standing = muted_label()
        self._standing.hide()
        self._call, self._pause = QPushButton(menu_text.call_menu()), QPushButton(menu_text.pause())
        self._call.setMenu(menu.calls)
        self._pause.setMenu(menu.pauses)
        self._call_over = self._button(menu_text.call_over(), inputs.EndCall())
        self._resume = self._button(menu_text.resume(), inputs.Resume())
        self._session = self._button("", Intent.SESSION)
        self._session.hide()
        self._pages = [
            self._button(label, page)
            for label, page in (
                (menu_text.today(), Intent.NOW),
                (menu_text.programme(), Intent.PROGRAMME),
                (menu_text.settings(), Intent.SETTINGS),
            )
        ]
        if has_menu:
            more = QPushButton(menu_text.menu())
            more.setMenu(menu)
            self._pages.append(more)
        for button in (self._session, *self._pages):
            make_tertiary(button)
        self._lay_out()

    def _lay_out(self) -> None:
        centre, top = Qt.AlignmentFlag.AlignHCenter, row_of(STRETCH, self._figure, self.ring, STRETCH, spacing=16)
        for label in (self.posture, self.outlook, self._standing):
            label.setAlignment(centre)
        texts = column_of(self.posture, self.outlook, spacing=2)
        answers = ((self.switch, centre), self.stand, _row(self._call, self._call_over, self._pause, self._resume))
        today = (self._strip, self._standing, self._session)
        column_of(top, texts, *answers, *today, STRETCH, _row(*self._pages), parent=self, spacing=8)

    def show_status(self, status: Status) -> None:
        """Show a state of the tracking."""
        super().show_status(status)
        self._figure.show_status(status)
        for button, shown in (
            (self._call, status.call_until is None),
            (self._call_over, status.call_until is not None),
            (self._pause, not status.paused),
            (self._resume, status.paused),
        ):
            if button.isHidden() == shown:
                button.setVisible(shown)

    def refresh(self) -> None:
        """Read today again."""
        day, now, session, standing = self._today()
        show_text(self._standing, standing)
        self._strip.show_day(day, now)
        self._session.setText(menu_text.escape_mnemonics(menu_text.session_today(session)))
        self._session.setVisible(bool(session))

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.posture.setFont(emphasised(self.font(), 1.15))
        self._figure.apply_theme(tokens)
        self._strip.apply_theme(tokens)

    def _button(self, label: str, request: inputs.Command | Intent) -> QPushButton:
        button = QPushButton(label)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        button.clicked.connect(lambda: self.requested.emit(request))
        return button


def _row(*buttons: QPushButton) -> QBoxLayout:
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return row_of(*buttons, spacing=8)

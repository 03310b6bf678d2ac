"""What popover and small window show: the ring, the posture, the answers to it, today, and the ways to the pages."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy

from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.timeline import hours_around, items_of
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import day_sentence
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.buttons import make_tertiary
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.live_status import StatusParts
from hipbreak.ui.widgets.painted_widget import PaintedWidget
from hipbreak.ui.widgets.wrapping import muted_label, show_text

Today = Callable[[], tuple[Day, datetime, str, str]]
"""Returns today, the moment of now, today's session with its length, and the standing beside its target.

The last two are empty where there is none.
"""

_STRIP_HEIGHT = 12  # px
_KINDS = ("sitting", "standing", "away", "beyond")
_FIGURE = QSize(84, 120)  # px
_SMALLEST = 0.4  # of that, on low screens
_NAMES = {"sitting": menu_text.posture_sitting, "standing": menu_text.posture_standing, "away": menu_text.posture_away}


class DayStrip(PaintedWidget):
    """The day in one thin line, in colours only, from its first hour to its last; its name is the day in a sentence."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._stretches: list[tuple[float, float, str]] = []  # from and to, as shares of the line, and what it was
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: Day, now: datetime) -> None:
        """Show a day up to `now`."""
        start, end = hours_around(day, now)
        self._stretches = [
            ((first - start) / (end - start), (last - start) / (end - start), what)
            for item in items_of(day)
            for first, last, what in ((item.start, item.end, item.what), (item.end - item.beyond, item.end, "beyond"))
            if last > first and what in _KINDS
        ]
        text = day_sentence(day.sum)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, _STRIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self.tokens
        painter, outline = QPainter(self), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline.addRoundedRect(QRectF(self.rect()), _STRIP_HEIGHT / 2, _STRIP_HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens.line))
        colours = dict(zip(_KINDS, (tokens.band, tokens.standing, tokens.away, tokens.beyond), strict=True))
        width = self.width()
        for first, last, what in self._stretches:  # from left to right in every language, as in the charts
            painter.fillRect(
                QRectF(first * width, 0, max((last - first) * width, 1.0), self.height()), QColor(colours[what])
            )


class PostureFigure(PaintedWidget):
    """A figure that sits or stands as the person does, and has left its chair when they are away.

    Decoration beside a text with the same content; its code is loaded when it is first painted.
    """

    accessible_role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._posture = "sitting"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def show_status(self, status: Status) -> None:
        """Show the posture, or the empty chair."""
        stands = status.standing or status.phase == "guiding"
        posture = "away" if status.phase == "away" else "standing" if stands else "sitting"
        self.setAccessibleName(_NAMES[posture]())
        if posture != self._posture:
            self._posture = posture
            self.update()

    def sizeHint(self) -> QSize:
        return _FIGURE

    def minimumSizeHint(self) -> QSize:
        return _FIGURE * _SMALLEST

    def paintEvent(self, _event: QPaintEvent) -> None:
        from hipbreak.core.figure.illustration import Illustration  # noqa: PLC0415 - not before it is seen
        from hipbreak.core.figure.poses.standing import SIT, SITTING, STAND, STANDING  # noqa: PLC0415
        from hipbreak.ui.figure.painter import paint_figure, paint_scene  # noqa: PLC0415

        stands = self._posture == "standing"
        shown = Illustration("standing", STANDING, STAND) if stands else Illustration("sitting", SITTING, SIT)
        tokens = replace(self.tokens, surface=self.palette().color(self.window().backgroundRole()).name())
        paint = paint_scene if self._posture == "away" else paint_figure
        paint(QPainter(self), QRectF(self.rect()), shown.still(), tokens)


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

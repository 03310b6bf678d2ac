"""The card's answers: Start first and largest, then Later, Later and Skip."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.responsive_row import BELOW, BESIDE
from hipbreak.ui.widgets.single_shot import single_shot

START_HEIGHT, OTHER_HEIGHT = 44, 36
_START_SHARE, _OTHER_SHARE = 9, 8  # of a row's width: Start stays the widest beside a single answer, too
_ARRANGEMENTS = ((BESIDE, BESIDE), (BELOW, BESIDE), (BELOW, BELOW))


class CardButtons(QWidget):
    """Buttons for the pointer, and for Tab where `accept_keys` lets it; they can be deaf for a moment."""

    wanted = Signal(object)
    hears = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._begins: inputs.Command | Intent = inputs.Start()
        self._deaf = single_shot(self, self.listen)
        self._start, self._skip = QPushButton(menu_text.start()), QPushButton(menu_text.skip())
        self._short, self._long = QPushButton(), QPushButton()
        self._start.clicked.connect(lambda: self._answer(self._begins))
        self._short.clicked.connect(lambda: self._answer(inputs.Snooze(self._settings.later_short)))
        self._long.clicked.connect(lambda: self._answer(inputs.Snooze(self._settings.later_long)))
        self._skip.clicked.connect(lambda: self._answer(inputs.Skip()))
        self._all, self._others = QBoxLayout(BESIDE, self), QBoxLayout(BESIDE)
        self._lay_out()

    def show_answers(self, settings: Settings, can_snooze: bool, routine: bool = False) -> None:
        """Show the two snooze lengths, unless the prompt cannot be snoozed again. Start opens break or routine."""
        self._settings = settings
        self._begins = Intent.SESSION if routine else inputs.Start()
        choices = ((self._short, settings.later_short), (self._long, settings.later_long))
        for button, delay in choices:
            button.setText(menu_text.literal(menu_text.snooze_button(delay)))
            button.setAccessibleName(menu_text.snooze_menu_label(delay))
        self._short.setVisible(can_snooze)
        self._long.setVisible(can_snooze and settings.later_long != settings.later_short)
        self._measure()

    def ignore_input(self, duration: timedelta) -> None:
        """Answer nothing for a moment, so that a click meant for something else is not one for us."""
        moment = round(duration.total_seconds() * 1000)
        if moment <= 0:
            self.listen()
            return
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._deaf.start(moment)
        self.hears.emit(False)

    def listen(self) -> None:
        """Answer again."""
        self._deaf.stop()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.hears.emit(True)

    def accept_keys(self, accepts: bool) -> None:
        """Whether Tab reaches the buttons; Qt gives the focus to the first that it reaches when a window gets it."""
        for button in (self._start, self._short, self._long, self._skip):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if accepts else Qt.FocusPolicy.NoFocus)

    def arrange(self, comfortable: int, room: int) -> int:
        """Put the buttons in one row, in two, or below each other; returns the least width that takes."""
        width = 0
        for limit, (all_, others) in zip((comfortable, room, 0), _ARRANGEMENTS, strict=True):
            self._all.setDirection(all_)
            self._others.setDirection(others)
            self._all.invalidate()
            width = self._all.totalMinimumSize().width()
            if width <= limit:
                break
        self.updateGeometry()
        return width

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        self._start.setFont(emphasised(self.font(), 1.0))
        self._measure()

    def _lay_out(self) -> None:
        self._all.setContentsMargins(0, 0, 0, 0)
        self._all.setSpacing(8)
        self._all.addWidget(self._start, _START_SHARE)
        self._all.addLayout(self._others, 1)
        self._others.setSpacing(8)
        for button in (self._short, self._long, self._skip):
            self._others.addWidget(button, 1)
        for button in (self._start, self._short, self._long, self._skip):
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.accept_keys(False)

    def _measure(self) -> None:
        """Widths from the words alone: a style's own least width would make a short answer as wide as Start."""
        others = [button for button in (self._short, self._long, self._skip) if not button.isHidden()]
        air = round(1.3 * self.fontMetrics().horizontalAdvance("n"))
        for button in (self._start, *others):
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 2 * air)
        low = max(OTHER_HEIGHT, self.fontMetrics().height() + 16)
        for button in others:
            button.setFixedHeight(low)
        self._start.setFixedHeight(max(START_HEIGHT, low + 8))
        self._start.setMinimumWidth(max(self._start.minimumWidth(), *(b.minimumWidth() + 8 for b in others)))
        self._all.setStretch(1, _OTHER_SHARE * len(others))

    def _answer(self, wanted: inputs.Command | Intent) -> None:
        if not self._deaf.isActive():
            self.wanted.emit(wanted)
